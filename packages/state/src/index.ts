export * from './document-state.js';
export * from './status.js';
export * from './transition.js';
