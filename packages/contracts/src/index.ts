// Decorators of the event classes need it, whoever imports this package first.
import 'reflect-metadata';

export * from './api/document-views.js';
export * from './api/graph-views.js';
export * from './api/operation-views.js';
export * from './api/page-views.js';
export * from './api/problem.js';
export * from './api/review-views.js';
export * from './cloud-event.js';
export * from './entity-types.js';
export * from './events/cleanup.js';
export * from './events/document-event.js';
export * from './events/flow.js';
export * from './events/outcome.js';
export * from './events/parse-payload.js';
export * from './events/registry.js';
export * from './events/submission.js';
export * from './extraction-wish.js';
export * from './failure.js';
export * from './outputs/extraction.js';
export * from './outputs/graph.js';
export * from './outputs/graph-rows.js';
export * from './outputs/ocr-result.js';
export * from './outputs/registry.js';
export * from './outputs/resolution.js';
export * from './outputs/text.js';
export * from './stage.js';
export * from './uuid.js';
