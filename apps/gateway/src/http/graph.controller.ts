import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import type { EntitySummary, GraphView, PathView } from '@tributary/contracts';
import { type Database, entitySummaries, findPath, neighbourhood, projectGraph } from '@tributary/database';
import { symmetricRelations } from '@tributary/knowledge-graph';
import { FromCaller, Needs } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { exportGraph, exportTypes } from '../export/export-graph.js';
import { Answers, AnswersBytes } from '../openapi/answers.js';
import { Asks } from '../openapi/asks.js';
import { notFound } from '../problems/problem.js';
import { DATABASE } from '../tokens.js';
import type { HttpResponse } from './http-types.js';
import { ExportQuery, GraphQuery, PathQuery } from './queries.js';

@Controller('v1')
@Needs('read')
export class GraphController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get('graph')
  @Asks(GraphQuery)
  @Answers('what stands around an entity; without one, the strongest relations of the project', 'GraphView')
  async graph(@Query() { project, entity, depth, limit }: GraphQuery, @FromCaller() caller: Caller): Promise<GraphView> {
    caller.requireProject(project);
    if (entity === undefined) return projectGraph(this.db, project, limit, symmetricRelations);
    const view = await neighbourhood(this.db, { entityUuid: entity, depth, limit }, symmetricRelations);
    if (view === undefined || !view.nodes.some((node) => node.entity_uuid === entity && node.project === project)) {
      throw notFound(`entity ${entity} in the project ${project}`);
    }
    return view;
  }

  @Get('graph/path')
  @Asks(PathQuery)
  @Answers('a shortest way between two entities', 'PathView')
  async path(@Query() { from, to, max_length }: PathQuery, @FromCaller() caller: Caller): Promise<PathView> {
    const ends = new Map(
      (await entitySummaries(this.db, [from, to])).map((entity): [string, EntitySummary] => [entity.entity_uuid, entity]),
    );
    for (const id of [from, to]) caller.requireSeen(ends.get(id), `entity ${id}`);
    return findPath(this.db, { from, to, maxLength: max_length }, symmetricRelations);
  }

  @Get('export')
  @Asks(ExportQuery)
  @AnswersBytes('the graph of a project', 'application/x-ndjson')
  async export(@Query() { project, format }: ExportQuery, @FromCaller() caller: Caller, @Res() response: HttpResponse): Promise<void> {
    caller.requireProject(project);
    const { contentType, extension } = exportTypes[format];
    response.setHeader('content-type', contentType);
    response.setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(project)}.${extension}`);
    await exportGraph(this.db, project, format, response);
  }
}
