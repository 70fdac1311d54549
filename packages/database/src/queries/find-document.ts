import {
  type DocumentDetail,
  type FailureCode,
  type FlowStage,
  flowStages,
  type OcrResult,
  type StageOutcome,
  type StageView,
} from '@tributary/contracts';
import { sql } from 'kysely';
import type { Database } from '../schema/index.js';
import { type DocumentRow, documentSelection, documentSummary } from './list-documents.js';
import { loadOutputValue } from './load-output-value.js';

interface RunRow {
  readonly stage: FlowStage;
  readonly status: string;
  readonly outcome: StageOutcome | null;
  readonly reason: string | null;
  readonly attempts: number;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly duration_ms: number | null;
  readonly memo_hits: number;
  readonly memo_misses: number;
  readonly error_code: FailureCode | null;
  readonly error_message: string | null;
}

/** A document with all its stages at its current version; `undefined` when there is none. A purged one shows no more than its tombstone. */
export async function findDocument(db: Database, documentUuid: string): Promise<DocumentDetail | undefined> {
  const { rows } = await sql<DocumentRow>`${documentSelection} where d.document_uuid = ${documentUuid}`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const [runs, letters, reading, providers] = await Promise.all([
    runsOf(db, row),
    openDeadLetters(db, documentUuid),
    loadOutputValue<OcrResult>(db, documentUuid, 'DOC_OCR_RESULT'),
    mentionProviders(db, documentUuid),
  ]);
  const notes = {
    ocr: {
      provider: reading?.metadata.provider ?? null,
      warnings: reading?.metadata.warnings ?? [],
      cost: reading?.metadata.usage?.cost_usd ?? null,
    },
    entityProvider: providers,
  };
  return {
    ...documentSummary(row),
    duplicate_of: row.duplicate_of,
    dead_letter_ids: letters,
    stages: flowStages.map((stage) => stageView(stage, runs.get(stage), notes)),
  };
}

async function runsOf(db: Database, { document_uuid, processing_version }: DocumentRow): Promise<ReadonlyMap<FlowStage, RunRow>> {
  const { rows } = await sql<RunRow>`
    select stage, status, outcome, reason, attempts, started_at, finished_at, duration_ms, memo_hits, memo_misses, error_code, error_message
    from stage_runs where document_uuid = ${document_uuid} and processing_version = ${processing_version}`.execute(db);
  return new Map(rows.map((row) => [row.stage, row]));
}

async function openDeadLetters(db: Database, documentUuid: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from dead_letters where document_uuid = ${documentUuid} and status = 'open' order by last_failed_at desc, id`.execute(db);
  return rows.map(({ id }) => id);
}

async function mentionProviders(db: Database, documentUuid: string): Promise<string | null> {
  const { rows } = await sql<{ provider: string }>`
    select distinct provider from neo4j_entity_mentions where document_uuid = ${documentUuid} order by provider`.execute(db);
  return rows.length === 0 ? null : rows.map(({ provider }) => provider).join(', ');
}

interface Notes {
  readonly ocr: { readonly provider: string | null; readonly warnings: readonly string[]; readonly cost: number | null };
  readonly entityProvider: string | null;
}

function stageView(stage: FlowStage, run: RunRow | undefined, notes: Notes): StageView {
  if (run === undefined) return notBegun(stage);
  return {
    stage,
    status: run.status,
    outcome: run.outcome,
    reason: run.reason,
    attempts: run.attempts,
    started_at: run.started_at.toISOString(),
    ended_at: run.finished_at?.toISOString() ?? null,
    duration_ms: run.duration_ms,
    cache_hit: run.status === 'skipped_cached',
    memo: { hits: run.memo_hits, misses: run.memo_misses },
    provider: stage === 'ocr' ? notes.ocr.provider : stage === 'entity' ? notes.entityProvider : null,
    cost: stage === 'ocr' ? notes.ocr.cost : null,
    warnings: stage === 'ocr' ? notes.ocr.warnings : [],
    error: run.error_code === null ? null : { code: run.error_code, message: run.error_message ?? '' },
  };
}

function notBegun(stage: FlowStage): StageView {
  return {
    stage,
    status: 'pending',
    outcome: null,
    reason: null,
    attempts: 0,
    started_at: null,
    ended_at: null,
    duration_ms: null,
    cache_hit: false,
    memo: null,
    provider: null,
    cost: null,
    warnings: [],
    error: null,
  };
}
