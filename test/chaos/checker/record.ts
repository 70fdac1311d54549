import type { OpenStores } from './stores.js';

const stages = ['ocr', 'text', 'entity', 'resolution', 'graph'];
const ended = ['completed', 'empty', 'partial', 'failed', 'purged'];

/** What Postgres says became of the documents (I1, I2, I5, I7). */
export interface Record {
  readonly accepted: number;
  readonly completed: number;
  readonly failed: number;
  /** Documents that ended in no visible way. */
  readonly open: number;
  /** Failed documents and open dead letters that do not belong together. */
  readonly mismatched: number;
  readonly quarantined: number;
  /** Done more than once: ends of a stage beyond the first, for a document and version. */
  readonly repeatedEnds: number;
  /** Documents called completed that lack a stage. */
  readonly incomplete: number;
  /** Runs granted beyond one per document, version and stage, in percent of all grants. */
  readonly wastePercent: number;
  /** Attempts that failed and were charged to a document. */
  readonly charged: number;
  /** Longest time between two grants of one run, in milliseconds: how long a killed run waited for its successor, work of the first included. */
  readonly longestRestartMs: number;
  readonly unsent: number;
}

export async function readRecord({ query }: OpenStores): Promise<Record> {
  const number = async (text: string, values: readonly unknown[] = []) =>
    Number((await query<{ n: number | null }>(text, values))[0]?.n ?? 0);
  const documents = (status: string) => number('select count(*)::int as n from source_documents where processing_status = $1', [status]);
  const grants = await number(`select count(*)::int as n from processing_history where change = 'stage_started' and stage = any($1)`, [
    stages,
  ]);
  const runs = await number(
    `select count(distinct (document_uuid, processing_version, stage))::int as n from processing_history
     where change = 'stage_started' and stage = any($1)`,
    [stages],
  );
  return {
    accepted: await number('select count(*)::int as n from source_documents'),
    completed: await documents('completed'),
    failed: await documents('failed'),
    open: await number('select count(*)::int as n from source_documents where processing_status <> all($1)', [ended]),
    mismatched: await number(
      `select count(*)::int as n from (select document_uuid from source_documents where processing_status = 'failed') f
       full join (select document_uuid from dead_letters where status = 'open') d using (document_uuid)
       where f.document_uuid is null or d.document_uuid is null`,
    ),
    quarantined: await number(`select count(*)::int as n from quarantine where status = 'open'`),
    repeatedEnds: await number(
      `select coalesce(sum(times - 1), 0)::int as n from (
         select count(*) as times from processing_history where change = 'stage_ended' group by document_uuid, processing_version, stage
       ) ends`,
    ),
    incomplete: await number(
      `select count(*)::int as n from source_documents d where processing_status = 'completed' and (
         select count(*) from stage_runs r where r.document_uuid = d.document_uuid and r.processing_version = d.processing_version
           and r.status in ('completed', 'skipped_cached')
       ) < $1`,
      [stages.length],
    ),
    wastePercent: grants === 0 ? 0 : (100 * (grants - runs)) / grants,
    charged: await number(`select count(*)::int as n from processing_history where change in ('stage_retrying', 'stage_failed')`),
    longestRestartMs: await number(
      `select max(extract(epoch from at - before) * 1000) as n from (
         select at, lag(at) over (partition by document_uuid, processing_version, stage order by id) as before
         from processing_history where change = 'stage_started'
       ) grants where before is not null`,
    ),
    unsent: await number('select count(*)::int as n from outbox where sent_at is null'),
  };
}

/** Documents and entities whose part of the graph is not in Neo4j as it should be. */
export async function countUnprojected({ query }: OpenStores): Promise<number> {
  const [row] = await query<{ n: number }>(
    `select (select count(*) from graph_projections where projected_fence is distinct from fence)::int + (select count(*) from graph_dirty)::int as n`,
  );
  return Number(row?.n);
}

/** When stages ended, in milliseconds since the epoch, in order: what throughput is computed from (I6). */
export async function readEnds({ query }: OpenStores): Promise<number[]> {
  const rows = await query<{ at: number }>(
    `select extract(epoch from at)::float8 * 1000 as at from processing_history where change = 'stage_ended' order by at`,
  );
  return rows.map(({ at }) => at);
}
