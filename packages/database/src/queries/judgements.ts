import type { DecisionView, EntityNameView, JudgementView } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Database } from '../schema/index.js';

/** Judgements about the names that make up an entity, newest first (P-53). Revoked ones decide nothing and are not shown. */
export async function judgementsOf(db: Database, entityUuid: string, limit: number): Promise<readonly JudgementView[]> {
  const { rows } = await sql<Omit<JudgementView, 'decided_at'> & { readonly decided_at: Date }>`
    with own as (select variant_id from registry_variants where entity_uuid = ${entityUuid})
    select j.judgement_id, j.judgement, j.score, to_jsonb(j.evidence) as evidence, coalesce(j.decided_by, j.author) as author, j.reason,
      l.name as left, r.name as right, j.created_at as decided_at
    from registry_judgements j join registry_variants l on l.variant_id = j.a join registry_variants r on r.variant_id = j.b
    where j.revoked_at is null and (j.a in (select variant_id from own) or j.b in (select variant_id from own))
    order by j.created_at desc, j.judgement_id limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, decided_at: row.decided_at.toISOString() }));
}

/** The names an entity is known by, most mentioned first. */
export async function namesOf(db: Database, entityUuid: string, limit: number): Promise<readonly EntityNameView[]> {
  const { rows } = await sql<EntityNameView>`
    select variant_id, name, document_count, mention_count from registry_variants where entity_uuid = ${entityUuid} and document_count > 0
    order by mention_count desc, document_count desc, variant_id limit ${limit}`.execute(db);
  return rows;
}

type DecisionRow = Omit<DecisionView, 'decided_at' | 'undone_at'> & { readonly decided_at: Date; readonly undone_at: Date | null };

/** What people decided about an entity's names, newest first; a merge or a split is one entry, however many pairs it is about. */
export async function decisionsOf(db: Database, entityUuid: string, limit: number): Promise<readonly DecisionView[]> {
  const { rows } = await sql<DecisionRow>`
    with own as (select variant_id, project_id, type, key, name from registry_variants where entity_uuid = ${entityUuid}),
    parts as (
      select d.decision_id, d.kind, d.judgement, d.decided_by, d.reason, d.created_at, d.undone_at, d.undone_by, l.name as left, r.name as right,
        null::uuid as document_uuid
      from registry_decisions d join registry_variants l on l.variant_id = d.a join registry_variants r on r.variant_id = d.b
      where d.a in (select variant_id from own) or d.b in (select variant_id from own)
      union all
      select s.decision_id, 'split', 'negative', s.decided_by, s.reason, s.created_at, s.undone_at, s.undone_by, own.name, own.name, s.document_uuid
      from own join registry_splits s on s.type = own.type and s.key = own.key
      join source_documents d on d.document_uuid = s.document_uuid and d.project_id = own.project_id
    )
    select decision_id, min(kind) as kind, min(judgement) as judgement, min(decided_by) as decided_by, min(reason) as reason, min(created_at) as decided_at,
      -- A decision stands while any part of it does.
      case when bool_and(undone_at is not null) then max(undone_at) end as undone_at,
      case when bool_and(undone_at is not null) then max(undone_by) end as undone_by,
      to_jsonb(array_agg(distinct "left")) as "left", to_jsonb(array_agg(distinct "right")) as "right",
      to_jsonb(array_remove(array_agg(distinct document_uuid), null)) as document_uuids
    from parts group by decision_id order by decided_at desc, decision_id limit ${limit}`.execute(db);
  return rows.map(({ decided_at, undone_at, ...row }) => ({
    ...row,
    decided_at: decided_at.toISOString(),
    undone_at: undone_at?.toISOString() ?? null,
  }));
}

/** The project of a person's decision or of a judgement, by its name. */
export async function projectOfDecision(db: Database, decisionId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select p.name from registry_decisions d join projects p on p.id = d.project_id where d.decision_id = ${decisionId}
    union all
    select p.name from registry_splits s join source_documents d using (document_uuid) join projects p on p.id = d.project_id
      where s.decision_id = ${decisionId} limit 1`.execute(db);
  return rows[0]?.name;
}

export async function projectOfJudgement(db: Database, judgementId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select p.name from registry_judgements j join projects p on p.id = j.project_id where j.judgement_id = ${judgementId}`.execute(db);
  return rows[0]?.name;
}

/** The projects of entities, by the id of each; the id of one that was merged away is known too. */
export async function projectsOfEntities(db: Database, entityUuids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select v.variant_id as id, p.name from registry_variants v join projects p on p.id = v.project_id
    where v.variant_id = any(${[...entityUuids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}
