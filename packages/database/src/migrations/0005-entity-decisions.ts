import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What people decide, kept whole: a merge or a split is one decision about many names, and any of them can be undone, in any order (P-53). */
const statements = [
  // A person's judgement in `registry_judgements` is the newest standing decision on its pair.
  `create table registry_decisions (
    decision_id uuid not null,
    seq bigint generated always as identity,
    project_id uuid not null references projects (id),
    kind text not null check (kind in ('merge', 'split', 'review')),
    a uuid not null references registry_variants (variant_id) on delete cascade,
    b uuid not null references registry_variants (variant_id) on delete cascade,
    judgement text not null check (judgement in ('positive', 'negative')),
    decided_by text not null,
    reason text,
    created_at timestamptz not null default now(),
    undone_at timestamptz,
    undone_by text,
    primary key (decision_id, a, b),
    check (a < b)
  )`,
  'create index registry_decisions_of_pair on registry_decisions (a, b, seq desc)',
  'create index registry_decisions_other_side on registry_decisions (b)',
  `insert into registry_decisions (decision_id, project_id, kind, a, b, judgement, decided_by, reason, created_at, undone_at)
    select judgement_id, project_id, 'review', a, b, judgement, coalesce(decided_by, 'unknown'), reason, created_at, revoked_at
    from registry_judgements where author = 'person' and judgement <> 'unsure' order by created_at`,
  // `set_aside`: what the document's entity contributed to other names before it was separated, given back when the split is undone.
  `alter table registry_splits
    add column decision_id uuid not null default gen_random_uuid(),
    add column seq bigint generated always as identity,
    add column reason text,
    add column set_aside jsonb not null default '[]',
    add column undone_at timestamptz,
    add column undone_by text,
    drop constraint registry_splits_pkey,
    add primary key (decision_id, document_uuid, type, key)`,
  'create index registry_splits_of_document on registry_splits (document_uuid)',
];

export const entityDecisions: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
