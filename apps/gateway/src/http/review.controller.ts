import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import type { DecisionReceipt, Page, ReviewPairView } from '@tributary/contracts';
import {
  type Database,
  type Decided,
  type DecidedBy,
  projectIdOf,
  projectOfDecision,
  projectOfJudgement,
  projectsOfEntities,
  type Refused,
  type RegistryReview,
  reviewList,
} from '@tributary/database';
import { FromCaller, Needs } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { Answers } from '../openapi/answers.js';
import { Asks } from '../openapi/asks.js';
import { notFound, Problem } from '../problems/problem.js';
import { DATABASE, REVIEW } from '../tokens.js';
import { definedOnly } from './defined-only.js';
import { ReviewQuery } from './queries.js';
import { MergeBody, ReviewBody, SplitBody } from './review-bodies.js';
import { UuidParameter } from './uuid-parameter.js';

/** What people decide about entities (P-53). */
@Controller('v1')
@Needs('review')
export class ReviewController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(REVIEW) private readonly registry: RegistryReview,
  ) {}

  @Get('review')
  @Needs('read')
  @Asks(ReviewQuery)
  @Answers('pairs of names that wait for a person, surest first', 'ReviewPairView', 'page')
  list(@Query() query: ReviewQuery, @FromCaller() caller: Caller): Promise<Page<ReviewPairView>> {
    const { limit, cursor, ...filter } = query;
    caller.requireProject(filter.project);
    return reviewList(this.db, definedOnly(filter), definedOnly({ limit, cursor }));
  }

  @Post('review/:id')
  @HttpCode(200)
  @Answers('a pair of the review list, decided', 'DecisionReceipt')
  async decide(@UuidParameter('id') id: string, @Body() body: ReviewBody, @FromCaller() caller: Caller): Promise<DecisionReceipt> {
    const project = seen(caller, await projectOfJudgement(this.db, id), `judgement ${id}`);
    const verdict = body.decision === 'same' ? 'positive' : 'negative';
    return receiptOf(await this.registry.decide(projectIdOf(project), id, verdict, by(caller, body)));
  }

  @Post('entities/merge')
  @HttpCode(200)
  @Answers('entities that were several are one', 'DecisionReceipt')
  async merge(@Body() body: MergeBody, @FromCaller() caller: Caller): Promise<DecisionReceipt> {
    const entities = body.entities.map((id) => id.toLowerCase());
    const known = await projectsOfEntities(this.db, entities);
    const projects = new Set(entities.map((id) => seen(caller, known.get(id), `entity ${id}`)));
    const [project = ''] = projects;
    if (projects.size > 1)
      throw new Problem(422, 'several_projects', `these entities belong to ${projects.size} projects; merge within one`);
    return receiptOf(await this.registry.merge(projectIdOf(project), entities, by(caller, body)));
  }

  @Post('entities/:id/split')
  @HttpCode(200)
  @Answers('a part of an entity is one of its own', 'DecisionReceipt')
  async split(@UuidParameter('id') id: string, @Body() body: SplitBody, @FromCaller() caller: Caller): Promise<DecisionReceipt> {
    const project = seen(caller, (await projectsOfEntities(this.db, [id])).get(id), `entity ${id}`);
    const { names, documents } = body;
    if ((names === undefined) === (documents === undefined))
      throw new Problem(400, 'invalid_request', 'say what to split off: names or documents');
    const ids = (names ?? documents ?? []).map((one) => one.toLowerCase());
    const part = names === undefined ? { documents: ids } : { variants: ids };
    return receiptOf(await this.registry.split(projectIdOf(project), id, part, by(caller, body)));
  }

  @Post('decisions/:id/undo')
  @HttpCode(200)
  @Answers('a merge, a split or an answer, taken back', 'DecisionReceipt')
  async undo(@UuidParameter('id') id: string, @FromCaller() caller: Caller): Promise<DecisionReceipt> {
    const project = seen(caller, await projectOfDecision(this.db, id), `decision ${id}`);
    const entities = await this.registry.undo(projectIdOf(project), id, caller.name);
    if (entities === undefined) throw new Problem(409, 'already_undone', `decision ${id} does not stand any more`);
    return { decision_id: id, entity_uuids: entities };
  }

  @Post('judgements/:id/revoke')
  @HttpCode(200)
  @Answers("one judgement, a person's, a document's or the matcher's, taken back", 'DecisionReceipt')
  async revoke(@UuidParameter('id') id: string, @FromCaller() caller: Caller): Promise<DecisionReceipt> {
    const project = seen(caller, await projectOfJudgement(this.db, id), `judgement ${id}`);
    const entities = await this.registry.revoke(projectIdOf(project), id, caller.name);
    if (entities === undefined) throw new Problem(409, 'already_undone', `judgement ${id} is not in force any more`);
    return { decision_id: null, entity_uuids: entities };
  }
}

function seen(caller: Caller, project: string | undefined, what: string): string {
  if (project === undefined || !caller.sees(project)) throw notFound(what);
  return project;
}

function by(caller: Caller, { reason }: { readonly reason?: string }): DecidedBy {
  return { decidedBy: caller.name, ...(reason === undefined ? {} : { reason }) };
}

const refusals: Readonly<Record<Refused['refused'], readonly [status: number, detail: string]>> = {
  unknown_entity: [409, 'an entity is gone: no document speaks of it now'],
  unknown_judgement: [409, 'this pair is not judged any more'],
  nothing_to_decide: [422, 'there is nothing to decide: the entities are one already, or what was named is no part of the entity'],
  nothing_would_remain: [422, 'that is all of the entity: leave something'],
  too_many_names: [422, 'too many names at once; decide about fewer'],
};

function receiptOf(decided: Decided | Refused): DecisionReceipt {
  if ('refused' in decided) throw new Problem(refusals[decided.refused][0], decided.refused, refusals[decided.refused][1]);
  return { decision_id: decided.decisionId, entity_uuids: decided.entityUuids };
}
