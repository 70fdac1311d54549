export * from './cache-key.js';
export * from './document-keys.js';
export * from './key-space.js';
export * from './outputs.js';
export * from './shared-keys.js';
export * from './stream-entry.js';
