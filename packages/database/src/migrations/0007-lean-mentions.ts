import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What a mention costs the record, without what it does not need (ADR 8). A document has hundreds, which are written with the document's row held, after its chunks and before its
 * entities: a check of three references for each found again what was written a moment before, and was half of what writing mentions cost.
 */
export const leanMentions: Migration = {
  async up(db: Kysely<unknown>) {
    for (const constraint of ['document_uuid_fkey', 'chunk_uuid_fkey', 'canonical']) {
      await sql`alter table neo4j_entity_mentions drop constraint ${sql.ref(`neo4j_entity_mentions_${constraint}`)}`.execute(db);
    }
    // Only the check of a chunk's deletion asked for it.
    await sql`drop index neo4j_entity_mentions_by_chunk`.execute(db);
  },
};
