import type {
  ChunkView,
  DocumentDetail,
  DocumentSummary,
  DocumentText,
  EntitySummary,
  ErasureReceipt,
  MentionView,
  Page,
  PageDetail,
  PageView,
  RelationView,
  ReprocessPlan,
  ReprocessRequest,
  SubmissionOptions,
  SubmissionReceipt,
} from '@tributary/contracts';
import type { Http } from './http.js';

export interface UploadFile {
  readonly fileName: string;
  /** `openAsBlob(path)` streams a file without reading it whole. */
  readonly bytes: Blob;
}

export interface SubmitOptions {
  /** Add to this batch instead of a new one. */
  readonly batchUuid?: string;
  readonly options?: Partial<SubmissionOptions>;
  /** Repeat a call under the same key and it is done once. Default: a key per call. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export interface DocumentFilter {
  readonly project?: string;
  readonly status?: string;
  readonly stage?: string;
  readonly category?: string;
  readonly batch?: string;
  readonly q?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export interface PageOptions {
  readonly limit?: number;
  readonly cursor?: string;
}

export interface MentionOptions extends PageOptions {
  /** Say where each can be seen on its pages. */
  readonly places?: boolean;
}

export interface PageImageOptions {
  /** Pixels; images are never enlarged. */
  readonly width?: number;
  readonly format?: 'png' | 'jpeg' | 'webp';
}

export function documentsApi(http: Http) {
  const get = <T>(path: string, query: object = {}) => http.json<T>({ method: 'GET', path, query: { ...query } });
  const part = (documentUuid: string, name = '') => `/v1/documents/${encodeURIComponent(documentUuid)}${name}`;

  function submit(project: string, body: object, { idempotencyKey, signal }: SubmitOptions): Promise<SubmissionReceipt> {
    const path = `/v1/projects/${encodeURIComponent(project)}/documents`;
    const headers: Record<string, string> = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
    return http.json({ method: 'POST', path, body, headers, ...(signal === undefined ? {} : { signal }) });
  }

  return {
    submitFiles(project: string, files: readonly UploadFile[], options: SubmitOptions = {}): Promise<SubmissionReceipt> {
      const form = new FormData();
      // Fields come before files: the gateway reads the form as a stream.
      if (options.batchUuid !== undefined) form.set('batch_uuid', options.batchUuid);
      if (options.options !== undefined) form.set('options', JSON.stringify(options.options));
      for (const { fileName, bytes } of files) form.append('file', bytes, fileName);
      return submit(project, form, options);
    },
    submitUris(project: string, uris: readonly string[], options: SubmitOptions = {}): Promise<SubmissionReceipt> {
      return submit(project, { uris, batch_uuid: options.batchUuid, options: options.options }, options);
    },
    documents: (filter: DocumentFilter = {}) => get<Page<DocumentSummary>>('/v1/documents', filter),
    document: (documentUuid: string) => get<DocumentDetail>(part(documentUuid)),
    text: (documentUuid: string) => get<DocumentText>(part(documentUuid, '/text')),
    chunks: (documentUuid: string, page: PageOptions = {}) => get<Page<ChunkView>>(part(documentUuid, '/chunks'), page),
    mentions: (documentUuid: string, page: MentionOptions = {}) => get<Page<MentionView>>(part(documentUuid, '/mentions'), page),
    documentEntities: (documentUuid: string, page: PageOptions = {}) => get<Page<EntitySummary>>(part(documentUuid, '/entities'), page),
    documentRelations: (documentUuid: string, page: PageOptions = {}) => get<Page<RelationView>>(part(documentUuid, '/relations'), page),
    pages: (documentUuid: string, page: PageOptions = {}) => get<Page<PageView>>(part(documentUuid, '/pages'), page),
    /** A page, from 1, with the place of each of its words or lines. */
    page: (documentUuid: string, number: number) => get<PageDetail>(part(documentUuid, `/pages/${number}`)),
    pageImage: (documentUuid: string, number: number, { width, format = 'png' }: PageImageOptions = {}) =>
      http.open({
        method: 'GET',
        path: part(documentUuid, `/pages/${number}/image`),
        query: { width },
        headers: { accept: `image/${format}` },
      }),
    /** The bytes as they were submitted. */
    source: (documentUuid: string) => http.open({ method: 'GET', path: part(documentUuid, '/source'), headers: { accept: '*/*' } }),
    reprocess: (documentUuid: string, request: ReprocessRequest = {}) =>
      http.json<ReprocessPlan>({ method: 'POST', path: part(documentUuid, '/reprocess'), body: request }),
    erase: (documentUuid: string) => http.json<ErasureReceipt>({ method: 'DELETE', path: part(documentUuid) }),
  };
}
