import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import type { BatchView } from '@tributary/contracts';
import { type Database, findBatch } from '@tributary/database';
import { FromCaller, Needs } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import type { HttpResponse } from '../http/http-types.js';
import { EventsQuery } from '../http/queries.js';
import { UuidParameter } from '../http/uuid-parameter.js';
import { Answers, AnswersBytes } from '../openapi/answers.js';
import { Asks } from '../openapi/asks.js';
import { DATABASE, LIVE } from '../tokens.js';
import type { LiveEvents } from './live-events.js';

@Controller('v1')
@Needs('read')
export class LiveController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(LIVE) private readonly live: LiveEvents,
  ) {}

  @Get('batches/:id')
  @Answers('a batch and how far it is', 'BatchView')
  async batch(@UuidParameter('id') id: string, @FromCaller() caller: Caller): Promise<BatchView> {
    return caller.requireSeen(await findBatch(this.db, id), `batch ${id}`);
  }

  @Get('batches/:id/events')
  @AnswersBytes('status changes of the batch, until all its documents rest', 'text/event-stream')
  async batchEvents(
    @UuidParameter('id') id: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @FromCaller() caller: Caller,
    @Res() response: HttpResponse,
  ): Promise<void> {
    await this.live.watchBatch(await this.batch(id, caller), lastEventId, response);
  }

  @Get('events')
  @Asks(EventsQuery)
  @AnswersBytes('status changes of a project, or of all', 'text/event-stream')
  async events(
    @Query() { project }: EventsQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @FromCaller() caller: Caller,
    @Res() response: HttpResponse,
  ): Promise<void> {
    if (project !== undefined) caller.requireProject(project);
    await this.live.watchProjects(project === undefined ? caller.projects : [project], lastEventId, response);
  }
}
