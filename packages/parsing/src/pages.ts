/** What is done with pages after they were read: all that a service needs that leaves the reading, with its libraries, to children. */
export * from './assemble-document.js';
export * from './limits.js';
export { unreadablePage } from './unreadable-page.js';
