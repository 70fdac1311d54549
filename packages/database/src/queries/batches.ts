import { type BatchView, type FlowStage, flowStages } from '@tributary/contracts';
import { type DocumentStatus, hasEnded, type StageStatus } from '@tributary/state';
import { sql } from 'kysely';
import type { Database } from '../schema/index.js';

interface BatchRow {
  readonly batch_uuid: string;
  readonly project: string;
  readonly created_at: Date;
  readonly duplicates: number;
}

interface Count<Status> {
  readonly status: Status;
  readonly count: number;
}

/** A batch with its documents counted by status, and by status of each stage; `undefined` when there is none. */
export async function findBatch(db: Database, batchUuid: string): Promise<BatchView | undefined> {
  const [batch, documents, stages] = await Promise.all([
    sql<BatchRow>`
      select b.batch_uuid, p.name as project, b.created_at, b.duplicates from batches b join projects p on p.id = b.project_id
      where b.batch_uuid = ${batchUuid}`.execute(db),
    sql<Count<DocumentStatus>>`
      select processing_status as status, count(*)::int as count from source_documents where batch_uuid = ${batchUuid} group by 1 order by 1`.execute(
      db,
    ),
    sql<Count<StageStatus> & { stage: FlowStage }>`
      select r.stage, r.status, count(*)::int as count from source_documents d
      join stage_runs r on r.document_uuid = d.document_uuid and r.processing_version = d.processing_version
      where d.batch_uuid = ${batchUuid} group by 1, 2`.execute(db),
  ]);
  const [row] = batch.rows;
  if (row === undefined) return undefined;
  return { ...countsOf(documents.rows, stages.rows), ...row, created_at: row.created_at.toISOString() };
}

function countsOf(documents: readonly Count<DocumentStatus>[], runs: readonly (Count<StageStatus> & { readonly stage: FlowStage })[]) {
  const total = sum(documents);
  const resting = documents.filter(({ status }) => hasEnded(status));
  const stages = flowStages.map((stage) => {
    const own = runs.filter((run) => run.stage === stage);
    const pending = total - sum(own);
    return { stage, by_status: byStatus(pending > 0 ? [...own, { status: 'pending', count: pending }] : own) };
  });
  return {
    total,
    ended: sum(resting),
    done: sum(resting) === total,
    progress: progressOf(total, sum(resting), runs),
    by_status: byStatus(documents),
    stages,
  };
}

/** Stages behind the documents of a batch, as a share; a document that failed early has all of them behind it. */
function progressOf(total: number, ended: number, runs: readonly Count<StageStatus>[]): number {
  if (ended === total) return 1;
  const done = sum(runs.filter(({ status }) => ['completed', 'skipped_cached', 'empty', 'partial'].includes(status)));
  const share = Math.max(done / (total * flowStages.length), ended / total);
  return Math.round(share * 1000) / 1000;
}

function sum(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}

function byStatus(counts: readonly { readonly status: string; readonly count: number }[]): Record<string, number> {
  return Object.fromEntries(counts.map(({ status, count }) => [status, count]));
}
