export { createDatabase, type DatabaseOptions } from './connection/create-database.js';
export { migrate, requireSchema, SchemaOutdatedError } from './migrations/migrate.js';
export type { Database, Schema, Transaction } from './schema/index.js';
