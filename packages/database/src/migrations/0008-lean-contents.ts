import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // The writer asks the registry itself, once for all rows of a commit.
  'drop trigger neo4j_canonical_entities_current on neo4j_canonical_entities',
  'drop function registry_current_entity()',
  // Written with the document's row held, after what they refer to; whoever deletes that says what becomes of them.
  `alter table neo4j_canonical_entities
    drop constraint neo4j_canonical_entities_document_uuid_fkey,
    drop constraint neo4j_canonical_entities_project_id_fkey`,
  `alter table neo4j_relationships_staging
    drop constraint neo4j_relationships_staging_document_uuid_fkey,
    drop constraint neo4j_relationships_staging_project_id_fkey,
    drop constraint neo4j_relationships_staging_from_canonical_id_fkey,
    drop constraint neo4j_relationships_staging_to_canonical_id_fkey`,
  'alter table registry_members drop constraint registry_members_variant_id_fkey',
  // Nobody asks by these.
  'drop index neo4j_canonical_entities_by_type',
  'drop index neo4j_relationships_by_batch',
  // A mention is written twice, before and after it is known whom it names. With room on its page, and no index on that, the second row needs no index entry;
  // an entity's mentions are found by its documents.
  'drop index neo4j_entity_mentions_by_canonical',
  'alter table neo4j_entity_mentions set (fillfactor = 50)',
];

/** What a document's entities, relations and names cost the record, without what they do not need (ADR 8). */
export const leanContents: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
