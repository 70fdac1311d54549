import type {
  BatchView,
  DeadLetterList,
  DeadLetterReceipt,
  DeadLetterSelection,
  DeadLetterView,
  Page,
  PipelineView,
  ProjectReprocessReceipt,
  ProjectReprocessRequest,
  ProjectView,
  QuarantineReceipt,
  QuarantineSelection,
  QuarantineView,
} from '@tributary/contracts';
import type { PageOptions } from './documents-api.js';
import type { Http } from './http.js';
import { type LiveEvent, type WatchOptions, watch } from './watch.js';

export interface DeadLetterFilter extends PageOptions {
  readonly project?: string;
  readonly stage?: string;
  readonly code?: string;
  /** Default `open`. */
  readonly status?: string;
}

export interface QuarantineFilter extends PageOptions {
  /** Reason code. */
  readonly code?: string;
  /** Default `open`. */
  readonly status?: string;
}

export function operationsApi(http: Http) {
  const get = <T>(path: string, query: object = {}) => http.json<T>({ method: 'GET', path, query: { ...query } });
  const post = <T>(path: string, body: object) => http.json<T>({ method: 'POST', path, body });
  return {
    projects: (page: PageOptions = {}) => get<Page<ProjectView>>('/v1/projects', page),
    project: (name: string) => get<ProjectView>(`/v1/projects/${encodeURIComponent(name)}`),
    createProject: (project: { readonly project: string; readonly settings?: object }) => post<ProjectView>('/v1/projects', project),
    reprocessProject: (name: string, request: ProjectReprocessRequest) =>
      post<ProjectReprocessReceipt>(`/v1/projects/${encodeURIComponent(name)}/reprocess`, request),
    batch: (batchUuid: string) => get<BatchView>(`/v1/batches/${encodeURIComponent(batchUuid)}`),
    /** Status changes of a batch's documents and its progress, until all of them rest. */
    watchBatch: (batchUuid: string, options: WatchOptions = {}): AsyncGenerator<LiveEvent> =>
      watch(http, `/v1/batches/${encodeURIComponent(batchUuid)}/events`, {}, options),
    /** Status changes of a project, or of all, without end. */
    watchEvents: (project?: string, options: WatchOptions = {}): AsyncGenerator<LiveEvent> =>
      watch(http, '/v1/events', { project }, options),
    deadLetters: (filter: DeadLetterFilter = {}) => get<DeadLetterList>('/v1/dead-letters', filter),
    deadLetter: (id: string) => get<DeadLetterView>(`/v1/dead-letters/${encodeURIComponent(id)}`),
    replayDeadLetters: (selection: DeadLetterSelection) => post<DeadLetterReceipt>('/v1/dead-letters/replay', selection),
    discardDeadLetters: (selection: DeadLetterSelection) => post<DeadLetterReceipt>('/v1/dead-letters/discard', selection),
    quarantine: (filter: QuarantineFilter = {}) => get<Page<QuarantineView>>('/v1/quarantine', filter),
    /** Sends refused entries to their consumers again; what is still no valid event comes back as a new entry. */
    replayQuarantine: (selection: QuarantineSelection) => post<QuarantineReceipt>('/v1/quarantine/replay', selection),
    discardQuarantine: (selection: QuarantineSelection) => post<QuarantineReceipt>('/v1/quarantine/discard', selection),
    pipeline: () => get<PipelineView>('/v1/pipeline'),
  };
}
