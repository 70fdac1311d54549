import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { EntityDetail, EntitySummary, Page } from '@tributary/contracts';
import { type Database, findEntity, listEntities } from '@tributary/database';
import { symmetricRelations } from '@tributary/knowledge-graph';
import { FromCaller, Needs } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { Answers } from '../openapi/answers.js';
import { Asks } from '../openapi/asks.js';
import { DATABASE } from '../tokens.js';
import { definedOnly } from './defined-only.js';
import { EntityQuery } from './queries.js';
import { UuidParameter } from './uuid-parameter.js';

@Controller('v1/entities')
@Needs('read')
export class EntitiesController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Asks(EntityQuery)
  @Answers('entities of a project, those with most mentions first', 'EntitySummary', 'page')
  list(@Query() query: EntityQuery, @FromCaller() caller: Caller): Promise<Page<EntitySummary>> {
    const { limit, cursor, ...filter } = query;
    caller.requireProject(filter.project);
    return listEntities(this.db, definedOnly(filter), definedOnly({ limit, cursor }));
  }

  @Get(':id')
  @Answers('an entity with every mention in its sentence and every relation with its evidence', 'EntityDetail')
  async find(@UuidParameter('id') id: string, @FromCaller() caller: Caller): Promise<EntityDetail> {
    return caller.requireSeen(await findEntity(this.db, id, symmetricRelations), `entity ${id}`);
  }
}
