export * from './memory-cache.js';
export * from './memory-record.js';
export * from './stage-harness.js';
