import type { EntityDetail, EntitySummary, GraphView, Page, PathView } from '@tributary/contracts';
import type { Http } from './http.js';
import { linesOf } from './server-sent-events.js';

export interface EntityFilter {
  readonly project: string;
  readonly type?: string;
  readonly q?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export interface GraphQuery {
  readonly project: string;
  /** Without it: the strongest relations of the project. */
  readonly entity?: string;
  readonly depth?: number;
  readonly limit?: number;
}

export const exportFormats = ['jsonl', 'cypher', 'graphml', 'csv', 'ftm'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export function graphApi(http: Http) {
  const get = <T>(path: string, query: object = {}) => http.json<T>({ method: 'GET', path, query: { ...query } });
  return {
    entities: (filter: EntityFilter) => get<Page<EntitySummary>>('/v1/entities', filter),
    entity: (entityUuid: string) => get<EntityDetail>(`/v1/entities/${encodeURIComponent(entityUuid)}`),
    graph: (query: GraphQuery) => get<GraphView>('/v1/graph', query),
    path: (from: string, to: string) => get<PathView>('/v1/graph/path', { from, to }),
    /** The project's graph, line by line. */
    async *exportGraph(project: string, format: ExportFormat = 'jsonl', signal?: AbortSignal): AsyncGenerator<string> {
      const request = { method: 'GET', path: '/v1/export', query: { project, format }, headers: { accept: '*/*' } } as const;
      const { body } = await http.open(signal === undefined ? request : { ...request, signal });
      if (body !== null) yield* linesOf(body);
    },
  };
}
