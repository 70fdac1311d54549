import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Answers of the HTTP API by the key their caller chose, for a day. */
export const idempotency: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table idempotency_keys (
        scope text not null,
        key text not null,
        fingerprint text not null,
        status integer,
        body jsonb,
        created_at timestamptz not null default now(),
        primary key (scope, key)
      )`.execute(db);
    await sql`create index idempotency_keys_age on idempotency_keys (created_at)`.execute(db);
  },
};
