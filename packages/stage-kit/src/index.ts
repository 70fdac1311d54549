export * from './backoff.js';
export * from './define-stage.js';
export * from './errors.js';
export * from './ports/document-cache.js';
export * from './ports/logger.js';
export * from './ports/stage-record.js';
export * from './ports/transport.js';
