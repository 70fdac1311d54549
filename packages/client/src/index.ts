export { type ApiClient, allPages, createApiClient } from './api/create-api-client.js';
export type { DocumentFilter, MentionOptions, PageImageOptions, PageOptions, SubmitOptions, UploadFile } from './api/documents-api.js';
export { type EntityFilter, type ExportFormat, exportFormats, type GraphQuery } from './api/graph-api.js';
export { type ApiClientOptions, ApiError, GatewayUnreachableError } from './api/http.js';
export type { DeadLetterFilter } from './api/operations-api.js';
export type { ReviewFilter } from './api/review-api.js';
export type { LiveEvent, WatchOptions } from './api/watch.js';
export {
  createPublisher,
  InvalidSubmissionError,
  type Published,
  type Publisher,
  type PublisherOptions,
  type Submission,
} from './publisher/create-publisher.js';
