import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { createDatabase } from '../connection/create-database.js';
import type { Database } from '../schema/index.js';
import { migrations } from './index.js';

const migrationTable = 'tributary_migrations';
/** Index builds on a filled database take their time. */
const migrationTimeoutMs = 60 * 60_000;

/** Brings the schema up to date and returns the names of the migrations that were applied. Any number of processes may do so at once: one applies, the others wait. */
export async function migrate(url: string): Promise<readonly string[]> {
  const db = createDatabase({
    url,
    poolSize: 2,
    applicationName: 'tributary-migrate',
    statementTimeoutMs: migrationTimeoutMs,
    lockTimeoutMs: migrationTimeoutMs,
  });
  try {
    const { error, results = [] } = await new Migrator({
      db,
      provider: { getMigrations: async () => ({ ...migrations }) },
      migrationTableName: migrationTable,
      migrationLockTableName: `${migrationTable}_lock`,
    }).migrateToLatest();
    if (error !== undefined) throw error;
    return results.map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}

/** The database is older than the code that wants to use it. */
export class SchemaOutdatedError extends Error {
  override readonly name = 'SchemaOutdatedError';
  constructor(readonly missing: readonly string[]) {
    super(`the database schema is older than this service needs (missing: ${missing.join(', ')}); run \`tributary migrate\``);
  }
}

/** Refuses an older schema with `SchemaOutdatedError`. A newer one is welcome: services are replaced one after the other. */
export async function requireSchema(db: Database): Promise<void> {
  const applied = await appliedMigrations(db);
  const missing = Object.keys(migrations).filter((name) => !applied.has(name));
  if (missing.length > 0) throw new SchemaOutdatedError(missing);
}

async function appliedMigrations(db: Database): Promise<ReadonlySet<string>> {
  const exists = await sql<{ found: boolean }>`select to_regclass(${migrationTable}) is not null as found`.execute(db);
  if (exists.rows[0]?.found !== true) return new Set();
  const applied = await sql<{ name: string }>`select name from ${sql.table(migrationTable)}`.execute(db);
  return new Set(applied.rows.map((row) => row.name));
}
