export { batchOfDocument } from './batch-of-document.js';
export { findBatch } from './batches.js';
export { decodeCursor, InvalidCursorError, type PageRequest, toPage } from './cursor.js';
export { type DeadLetterFilter, findDeadLetter, listDeadLetters, selectDeadLetters } from './dead-letters.js';
export {
  type DocumentReading,
  type DocumentSource,
  findReading,
  findReadingStamp,
  findSource,
  findText,
  listChunks,
  listMentions,
} from './document-contents.js';
export { entitySummaries } from './entity-summaries.js';
export { createExtractionWishes } from './extraction-wishes.js';
export { findDocument } from './find-document.js';
export { findEntity } from './find-entity.js';
export { findPath, listDocumentRelations, type Neighbourhood, neighbourhood, projectGraph } from './graph.js';
export {
  abandonRequest,
  claimRequest,
  completeRequest,
  type IdempotencyClaim,
  type IdempotentRequest,
  pruneRequests,
} from './idempotency.js';
export { projectOfDecision, projectOfJudgement, projectsOfEntities } from './judgements.js';
export { type DocumentFilter, listDocuments } from './list-documents.js';
export { type EntityFilter, listDocumentEntities, listEntities } from './list-entities.js';
export { type CleanupState, findCleanup, requestEvents } from './outbox-requests.js';
export { attention, type StageActivity, stageActivity } from './pipeline.js';
export { findProject, listProjects, saveProject } from './projects.js';
export { listQuarantine, type QuarantineFilter } from './quarantine.js';
export type { SymmetricTypes } from './relations.js';
export { firstStageOf, planReprocess, selectDocuments } from './reprocess-plan.js';
export { discardDeadLetters, type ResolvedDeadLetters, replayDeadLetters } from './resolve-dead-letters.js';
export { type ReviewFilter, reviewList } from './review-list.js';
