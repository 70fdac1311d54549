export { cacheDir } from './cache-dir.js';
export { freePort } from './free-port.js';
export { type LocalServer, LocalStackError, type ServerOptions } from './local-server.js';
export { type Neo4jStart, startNeo4j } from './neo4j/start-neo4j.js';
export { removePostgresHome } from './postgres/home.js';
export { startPostgres } from './postgres/start-postgres.js';
export { isAlive, stopProcess, stopStale } from './processes.js';
export { startRedis } from './redis/start-redis.js';
