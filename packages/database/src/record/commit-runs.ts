import { deriveUuid, type StageOutcome } from '@tributary/contracts';
import type { RunCompletion } from '@tributary/stage-kit';
import { type DocumentStatus, nextDocumentStatus } from '@tributary/state';
import { type RawBuilder, sql } from 'kysely';
import { inPipeline } from '../connection/pipeline.js';
import type { Database } from '../schema/index.js';
import { prepared } from '../sql/prepared.js';
import { recordset } from '../sql/recordset.js';
import { documentKey, type LockedDocument, lockDocumentsIn } from './lock-documents.js';
import { doneStatuses } from './run-status.js';
import { type Committed, completionStatement } from './write-completions.js';
import { rowStatements } from './writers/index.js';

/** A completion with its outputs already encoded. */
export interface EncodedCompletion {
  readonly completion: RunCompletion;
  readonly encoded: readonly Buffer[];
}

/** Commits many runs, of different documents, in one transaction. The loser of a fence or version writes nothing. */
export async function commitRuns(db: Database, items: readonly EncodedCompletion[]): Promise<readonly ('committed' | 'superseded')[]> {
  return inPipeline(db, {}, async (pipeline) => {
    const locked = lockDocumentsIn(
      pipeline,
      items.map((item) => item.completion.run.documentUuid),
    );
    const ended = pipeline.send(finishedRuns(items));
    const [documents, rows] = await Promise.all([locked, ended]);
    const finished = new Map(rows.map((row) => [row.document_uuid, row]));
    const committed = items.flatMap((item) => committedOf(item, documents, finished));
    const writes = committed.length === 0 ? [] : [...rowStatements(committed), completionStatement(committed)];
    const written = writes.map((statement) => pipeline.send(statement));
    pipeline.commit();
    await Promise.all(written);
    return items.map((item) => (finished.has(documentKey(item.completion.run.documentUuid)) ? 'committed' : 'superseded'));
  });
}

interface Finished {
  readonly document_uuid: string;
  /** Outcomes of the stages before; only asked for where the document ends. */
  readonly earlier: readonly StageOutcome[] | null;
}

const completionColumns = {
  document_uuid: 'uuid',
  version: 'integer',
  stage: 'text',
  fence: 'bigint',
  outcome: 'text',
  reason: 'text',
  announcement: 'jsonb',
  duration_ms: 'integer',
  memo_hits: 'integer',
  memo_misses: 'integer',
} as const;

/**
 * Marks runs as done under their fence; answers those whose fence was still the newest, of documents that are still at that version. A commit whose answer was
 * lost may be repeated.
 */
function finishedRuns(items: readonly EncodedCompletion[]): RawBuilder<Finished> {
  const rows = items.map(({ completion: { run, memo, ...completion } }) => ({
    document_uuid: run.documentUuid,
    version: run.version,
    stage: run.stage,
    fence: run.fence,
    outcome: completion.outcome,
    reason: completion.reason ?? null,
    announcement: completion.announcement,
    duration_ms: completion.durationMs,
    memo_hits: memo.hits,
    memo_misses: memo.misses,
  }));
  return sql`${prepared('finish_runs')}
    with item as (
      select i.* from ${recordset('i', completionColumns, rows)}
      join source_documents d on d.document_uuid = i.document_uuid and d.processing_version = i.version and d.processing_status <> 'purged'
    ),
    finished as (
      update stage_runs run set status = item.outcome, outcome = item.outcome, reason = item.reason, announcement = item.announcement,
        finished_at = now(), updated_at = now(), duration_ms = item.duration_ms, memo_hits = item.memo_hits, memo_misses = item.memo_misses
      from item
      where run.document_uuid = item.document_uuid and run.processing_version = item.version and run.stage = item.stage
        and run.fence = item.fence and (run.status = 'processing' or run.status = any(${doneStatuses}))
      returning run.document_uuid, run.processing_version, run.stage, run.attempts
    ),
    settled as (
      update dead_letters letter set status = 'replayed', resolved_at = now(), resolution_reason = 'the stage ended well in a later attempt'
      from finished where letter.document_uuid = finished.document_uuid and letter.processing_version = finished.processing_version
        and letter.stage = finished.stage
        and letter.status not in ('replayed', 'discarded')
    )
    select document_uuid, case when stage = 'graph' then (
      select json_agg(run.outcome) from stage_runs run
      where run.document_uuid = finished.document_uuid and run.processing_version = finished.processing_version and run.stage <> 'graph'
    ) end as earlier from finished`;
}

function committedOf(
  { completion, encoded }: EncodedCompletion,
  documents: ReadonlyMap<string, LockedDocument>,
  finished: ReadonlyMap<string, Finished>,
): readonly Committed[] {
  const key = documentKey(completion.run.documentUuid);
  const document = documents.get(key);
  const run = finished.get(key);
  if (document === undefined || run === undefined) return [];
  return [
    {
      documentUuid: key,
      projectId: document.project_id,
      status: statusAfter(document.status, completion, run.earlier ?? []),
      batchProcessId: deriveUuid('batch_process', key, completion.run.version, completion.run.fence),
      completion,
      encoded,
    },
  ];
}

function statusAfter(current: DocumentStatus, { run, outcome }: RunCompletion, earlier: readonly StageOutcome[]): DocumentStatus {
  const next = nextDocumentStatus(current, { kind: 'stage_ended', stage: run.stage, outcomes: [...earlier, outcome] });
  // Refused only when purged, which was ruled out under the row's lock.
  return next === 'refused' ? current : next;
}
