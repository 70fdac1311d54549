import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Tables that every stage run writes to. Their rows are written in the transaction that holds the document's row, and a document's row is never deleted. */
const written = ['stage_runs', 'stage_outputs', 'processing_history'];

/** What a stage run costs the record, without what it does not need (ADR 8). */
export const leanRuns: Migration = {
  async up(db: Kysely<unknown>) {
    // A check of the reference for every row found again what was locked a moment before.
    for (const table of written) {
      await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(`${table}_document_uuid_fkey`)}`.execute(db);
    }
    // A run's row grows threefold when the run ends, and a document's row is written twice by every stage: with room on its page, the new row needs no index entry.
    await sql`alter table stage_runs set (fillfactor = 30)`.execute(db);
    await sql`alter table source_documents set (fillfactor = 45)`.execute(db);
  },
};
