import type { JudgementView } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Database } from '../schema/index.js';

interface Row extends Omit<JudgementView, 'decided_at'> {
  readonly decided_at: Date;
}

/** Judgements about the names that make up an entity, newest first (P-53). Revoked ones decide nothing and are not shown. */
export async function judgementsOf(db: Database, entityUuid: string, limit: number): Promise<readonly JudgementView[]> {
  const { rows } = await sql<Row>`
    with own as (select variant_id from registry_variants where entity_uuid = ${entityUuid})
    select j.judgement_id, j.judgement, j.score, coalesce(j.decided_by, j.author) as author, j.reason, l.name as left, r.name as right,
      j.created_at as decided_at
    from registry_judgements j join registry_variants l on l.variant_id = j.a join registry_variants r on r.variant_id = j.b
    where j.revoked_at is null and (j.a in (select variant_id from own) or j.b in (select variant_id from own))
    order by j.created_at desc, j.judgement_id limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, decided_at: row.decided_at.toISOString() }));
}
