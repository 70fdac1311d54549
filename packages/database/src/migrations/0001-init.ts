import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { contentTables } from './init/contents.js';
import { documentTables } from './init/documents.js';
import { operationTables } from './init/operations.js';
import { runTables } from './init/runs.js';

/** The first schema. A released migration never changes: what comes later is a migration of its own. */
export const init: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of [...documentTables, ...contentTables, ...runTables, ...operationTables]) await sql.raw(statement).execute(db);
  },
};
