import { type FlowStage, flowStages } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Database } from '../schema/index.js';

/** What the record knows of a stage; the streams know the rest. */
export interface StageActivity {
  readonly stage: FlowStage;
  /** Milliseconds since the document that has waited longest in this stage moved. */
  readonly oldest_ms: number | null;
  readonly in_per_minute: number;
  readonly out_per_minute: number;
  /** Milliseconds a run took, over the last runs. */
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
}

/** Minutes over which rates and durations are taken: long enough to be calm, short enough to be now. */
const windowMinutes = 5;

export async function stageActivity(db: Database): Promise<readonly StageActivity[]> {
  const { rows } = await sql<StageActivity>`
    select s.stage, r.in_per_minute, r.out_per_minute, r.p50_ms, r.p95_ms, o.oldest_ms
    from unnest(${[...flowStages]}::text[]) with ordinality as s(stage, place)
    left join lateral (
      select (count(*) filter (where started_at > now() - make_interval(mins => ${windowMinutes})) / ${windowMinutes}::float8) as in_per_minute,
        (count(*) filter (where finished_at is not null) / ${windowMinutes}::float8) as out_per_minute,
        percentile_disc(0.5) within group (order by duration_ms) as p50_ms, percentile_disc(0.95) within group (order by duration_ms) as p95_ms
      from stage_runs where stage = s.stage and updated_at > now() - make_interval(mins => ${windowMinutes})
    ) r on true
    left join lateral (
      select (extract(epoch from now() - min(updated_at)) * 1000)::float8 as oldest_ms from source_documents
      where processing_status in ('accepted', 'processing') and coalesce(current_stage, 'ocr') = s.stage
    ) o on true
    order by s.place`.execute(db);
  return rows.map((row) => ({ ...row, oldest_ms: row.oldest_ms === null ? null : Math.round(row.oldest_ms) }));
}

/** What needs attention, counted. */
export async function attention(
  db: Database,
): Promise<{ readonly dead_letters: number; readonly quarantined: number; readonly outbox_unsent: number }> {
  const { rows } = await sql<{ dead_letters: number; quarantined: number; outbox_unsent: number }>`
    select (select count(*)::int from dead_letters where status = 'open') as dead_letters,
      (select count(*)::int from quarantine where status = 'open') as quarantined,
      (select count(*)::int from outbox where sent_at is null) as outbox_unsent`.execute(db);
  return rows[0] ?? { dead_letters: 0, quarantined: 0, outbox_unsent: 0 };
}
