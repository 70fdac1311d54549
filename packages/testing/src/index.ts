export { type TestDatabaseOptions, testDatabase } from './test-database.js';
export { type TestNeo4j, testNeo4j } from './test-neo4j.js';
export { type TestRedis, testRedis } from './test-redis.js';
