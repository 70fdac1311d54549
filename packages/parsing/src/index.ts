export * from './assemble-document.js';
export { detectType } from './detect/detect-type.js';
export * from './document-type.js';
export { layoutWords, type ReadWord } from './layout-words.js';
export * from './limits.js';
export * from './open-document.js';
export * from './parse-document.js';
export * from './parse-failure.js';
export * from './parsed-document.js';
