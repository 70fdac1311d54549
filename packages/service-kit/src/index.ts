export * from './config/kinds.js';
export * from './config/load-config.js';
export * from './config/service-config.js';
export * from './config/variable.js';
export * from './health/health-endpoints.js';
export * from './health/health-server.js';
export * from './observe/json-logger.js';
export * from './observe/metrics.js';
