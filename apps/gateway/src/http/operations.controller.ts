import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import type { DeadLetterList, DeadLetterReceipt, DeadLetterView, PipelineView } from '@tributary/contracts';
import {
  type Database,
  discardDeadLetters,
  findDeadLetter,
  listDeadLetters,
  type ResolvedDeadLetters,
  replayDeadLetters,
  selectDeadLetters,
} from '@tributary/database';
import { FromCaller, Needs } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import type { EventAnnouncer } from '../intake/event-announcer.js';
import { Answers } from '../openapi/answers.js';
import { Asks } from '../openapi/asks.js';
import { Problem } from '../problems/problem.js';
import { ANNOUNCER, DATABASE } from '../tokens.js';
import { DeadLetterSelectionBody } from './bodies.js';
import { definedOnly } from './defined-only.js';
import { PipelineReport } from './pipeline-report.js';
import { DeadLetterQuery } from './queries.js';
import { UuidParameter } from './uuid-parameter.js';

type Decide = (db: Database, ids: readonly string[], reason: string | undefined) => Promise<ResolvedDeadLetters>;

@Controller('v1')
@Needs('read')
export class OperationsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(ANNOUNCER) private readonly announcer: EventAnnouncer,
    @Inject(PipelineReport) private readonly report: PipelineReport,
  ) {}

  @Get('dead-letters')
  @Asks(DeadLetterQuery)
  @Answers('documents that failed for good, grouped by cause and one by one', 'DeadLetterList')
  listLetters(@Query() query: DeadLetterQuery, @FromCaller() caller: Caller): Promise<DeadLetterList> {
    const { limit, cursor, ...filter } = query;
    if (filter.project !== undefined) caller.requireProject(filter.project);
    const projects = caller.projects === 'all' ? {} : { projects: caller.projects };
    return listDeadLetters(this.db, { ...definedOnly(filter), ...projects }, definedOnly({ limit, cursor }));
  }

  @Get('dead-letters/:id')
  @Answers('one dead letter with its event', 'DeadLetterView')
  async findLetter(@UuidParameter('id') id: string, @FromCaller() caller: Caller): Promise<DeadLetterView> {
    return caller.requireSeen(await findDeadLetter(this.db, id), `dead letter ${id}`);
  }

  @Post('dead-letters/replay')
  @Needs('operate')
  @HttpCode(200)
  @Answers('what was sent again, or would be', 'DeadLetterReceipt')
  replay(@Body() body: DeadLetterSelectionBody, @FromCaller() caller: Caller): Promise<DeadLetterReceipt> {
    return this.decide(body, caller, replayDeadLetters);
  }

  @Post('dead-letters/discard')
  @Needs('operate')
  @HttpCode(200)
  @Answers('what was given up, or would be', 'DeadLetterReceipt')
  discard(@Body() body: DeadLetterSelectionBody, @FromCaller() caller: Caller): Promise<DeadLetterReceipt> {
    return this.decide(body, caller, discardDeadLetters);
  }

  @Get('pipeline')
  @Answers('what every stage is doing', 'PipelineView')
  pipeline(): Promise<PipelineView> {
    return this.report.read();
  }

  private async decide(body: DeadLetterSelectionBody, caller: Caller, decide: Decide): Promise<DeadLetterReceipt> {
    const { ids, project, stage, code, document_uuid, all } = body;
    if ([ids, project, stage, code, document_uuid].every((field) => field === undefined) && all !== true) {
      throw new Problem(400, 'invalid_request', 'say which: ids, project, stage, code, document_uuid, or all: true');
    }
    if (project !== undefined) caller.requireProject(project);
    const projects = caller.projects === 'all' ? {} : { projects: caller.projects };
    const selected = await selectDeadLetters(this.db, { ...definedOnly(body), ...projects });
    if (body.dry_run === true) return { dry_run: true, matched: selected.matched, ids: selected.ids, skipped: [] };
    const named = ids === undefined || caller.projects !== 'all' ? selected.ids : ids;
    const resolved = await decide(this.db, named, body.reason);
    await this.announcer.announce(resolved.events);
    return { dry_run: false, matched: selected.matched, ids: resolved.ids, skipped: resolved.skipped };
  }
}
