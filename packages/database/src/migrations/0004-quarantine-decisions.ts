import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What became of entries in quarantine: sent again or given up, by whom it may concern (P-72). */
export const quarantineDecisions: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      alter table quarantine
        add column status text not null default 'open' check (status in ('open', 'replayed', 'discarded')),
        add column resolved_at timestamptz,
        add column resolution_reason text`.execute(db);
    // Every service looks for what a build before it did not know; what is decided is history.
    await sql`create index quarantine_open on quarantine (consumer_group, reason, created_at) where status = 'open'`.execute(db);
  },
};
