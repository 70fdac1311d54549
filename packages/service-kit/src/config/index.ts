/** Configuration alone: programs that are no service need neither Nest nor connections. */
export * from './kinds.js';
export * from './load-config.js';
export * from './service-config.js';
export * from './variable.js';
