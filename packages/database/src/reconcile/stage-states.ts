import type { FlowStage } from '@tributary/contracts';
import type { StageState } from '@tributary/state';
import { sql } from 'kysely';
import type { Database } from '../schema/index.js';

/** What the record says about the stages of a document, as DOC_STATE should say it (P-5). */
export interface RecordedStates {
  readonly documentUuid: string;
  readonly version: number;
  readonly stages: ReadonlyMap<FlowStage, StageState>;
}

/** The stages of documents at their current version. Purged and unknown documents are left out. */
export async function loadStageStates(db: Database, documentUuids: readonly string[]): Promise<readonly RecordedStates[]> {
  if (documentUuids.length === 0) return [];
  const rows = await db
    .selectFrom('source_documents as d')
    .leftJoin('stage_runs as run', (join) =>
      join.onRef('run.document_uuid', '=', 'd.document_uuid').onRef('run.processing_version', '=', 'd.processing_version'),
    )
    .select(['d.document_uuid', 'd.processing_version', 'run.stage', 'run.status', 'run.started_at', 'run.finished_at', 'run.attempts'])
    .select('run.error_code')
    .where('d.document_uuid', 'in', [...documentUuids])
    .where('d.processing_status', '<>', 'purged')
    .execute();
  return [...Map.groupBy(rows, (row) => row.document_uuid)].map(([documentUuid, runs]) => ({
    documentUuid,
    version: runs[0]?.processing_version ?? 1,
    stages: new Map(
      runs.flatMap((run): [FlowStage, StageState][] => {
        if (run.stage === null || run.status === null) return [];
        const state: StageState = {
          status: run.status,
          ...(run.started_at === null ? {} : { startedAt: run.started_at.toISOString() }),
          ...(run.finished_at === null ? {} : { completedAt: run.finished_at.toISOString() }),
          ...(run.attempts === null ? {} : { attempt: run.attempts }),
          ...(run.error_code === null ? {} : { error: run.error_code }),
        };
        return [[run.stage, state]];
      }),
    ),
  }));
}

/** Documents that came to rest in the last `sinceMs` milliseconds, newest first: nobody writes their state now. */
export async function recentlyEnded(db: Database, sinceMs: number, count = 500): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('source_documents')
    .select('document_uuid')
    .where('processing_status', 'in', ['completed', 'empty', 'partial', 'failed'])
    .where('completed_at', '>', sql<Date>`now() - ${sinceMs} * interval '1 millisecond'`)
    .orderBy('completed_at', 'desc')
    .limit(count)
    .execute();
  return rows.map((row) => row.document_uuid);
}
