import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The things a project knows, the judgements that say which are the same, and what the graph has yet to learn of it. */
const tables = [
  // One row per way a thing is named in a project, whatever the number of documents. `seq`: the oldest member names a cluster.
  `create table registry_variants (
    variant_id uuid primary key,
    project_id uuid not null references projects (id),
    type text not null,
    key text not null,
    discriminator text not null default '',
    name text not null,
    seq bigint generated always as identity,
    entity_uuid uuid not null,
    document_count integer not null default 0,
    mention_count integer not null default 0,
    aliases text[] not null default '{}',
    identifiers text[] not null default '{}',
    contexts text[] not null default '{}'
  ) with (fillfactor = 80)`,
  'create index registry_variants_by_entity on registry_variants (entity_uuid)',
  // Blocking keys, hashed with their project: a look-up reads this index alone.
  `create table registry_keys (
    key_hash bigint not null,
    variant_id uuid not null,
    primary key (key_hash, variant_id)
  )`,
  // What each document contributes. `active` is false while the document is on its way through the pipeline again.
  `create table registry_members (
    document_uuid uuid not null,
    canonical_id uuid not null,
    variant_id uuid not null references registry_variants (variant_id),
    project_id uuid not null,
    is_primary boolean not null,
    active boolean not null default true,
    name text not null,
    mention_count integer not null,
    aliases text[] not null default '{}',
    identifiers text[] not null default '{}',
    contexts text[] not null default '{}',
    primary key (document_uuid, canonical_id, variant_id)
  )`,
  'create index registry_members_by_variant on registry_members (variant_id, document_uuid)',
  'create unique index registry_members_primary on registry_members (canonical_id) include (variant_id) where is_primary',
  // P-53. `support`: documents that use both names for one thing; a revoked judgement stays as a memory and decides nothing.
  `create table registry_judgements (
    judgement_id uuid primary key,
    project_id uuid not null references projects (id),
    a uuid not null references registry_variants (variant_id) on delete cascade,
    b uuid not null references registry_variants (variant_id) on delete cascade,
    judgement text not null check (judgement in ('positive', 'negative', 'unsure')),
    score double precision not null,
    evidence text[] not null default '{}',
    author text not null check (author in ('matcher', 'document', 'person')),
    decided_by text,
    reason text,
    support integer not null default 1,
    created_at timestamptz not null default now(),
    revoked_at timestamptz,
    unique (a, b, author),
    check (a < b)
  )`,
  'create index registry_judgements_other_side on registry_judgements (b)',
  `create index registry_judgements_review on registry_judgements (project_id, score desc) where author = 'matcher' and judgement <> 'negative' and revoked_at is null`,
  // A person separated this document's entity from its namesakes.
  `create table registry_splits (
    document_uuid uuid not null,
    type text not null,
    key text not null,
    discriminator text not null,
    decided_by text not null,
    created_at timestamptz not null default now(),
    primary key (document_uuid, type, key)
  )`,
  // The clusters as people see them; derived, kept for lists and search.
  `create table registry_entities (
    entity_uuid uuid primary key,
    project_id uuid not null references projects (id),
    type text not null,
    name text not null,
    aliases text[] not null default '{}',
    document_count integer not null,
    mention_count integer not null,
    updated_at timestamptz not null default now()
  ) with (fillfactor = 80)`,
  'create index registry_entities_listing on registry_entities (project_id, type, name)',
  'create index registry_entities_by_mentions on registry_entities (project_id, mention_count desc, entity_uuid)',
  // Entities whose members changed since the graph was last told.
  `create table graph_dirty (
    entity_uuid uuid primary key,
    project_id uuid not null references projects (id),
    marked_at timestamptz not null default now()
  )`,
  'create index graph_dirty_oldest on graph_dirty (marked_at)',
];

/**
 * A document's rows are written after its link was made, and another document may have merged the entity in between. Taking the
 * project's lock (shared: writers do not wait for each other) and asking the registry closes the gap.
 */
const currentEntity = [
  `create function registry_current_entity() returns trigger language plpgsql as $$
  declare current uuid;
  begin
    perform pg_advisory_xact_lock_shared(hashtextextended('registry:' || new.project_id::text, 0));
    select v.entity_uuid into current from registry_members m join registry_variants v using (variant_id)
      where m.canonical_id = new.canonical_id and m.is_primary;
    new.entity_uuid := coalesce(current, new.entity_uuid);
    return new;
  end $$`,
  `create trigger neo4j_canonical_entities_current before insert on neo4j_canonical_entities
    for each row execute function registry_current_entity()`,
];

export const registry: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of [...tables, ...currentEntity]) await sql.raw(statement).execute(db);
  },
};
