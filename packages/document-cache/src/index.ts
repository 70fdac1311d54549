export * from './invalidate.js';
export * from './options.js';
export * from './redis-document-cache.js';
export * from './value-codec.js';
