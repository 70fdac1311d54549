import {
  type ExtractionSettings,
  extractionWish,
  type FlowStage,
  flowStages,
  isFlowStage,
  type ReprocessPlan,
  type ReprocessRequest,
  type SubmissionOptions,
  stagesFrom,
} from '@tributary/contracts';
import { sql } from 'kysely';
import type { Database } from '../schema/index.js';
import { conditionsOf, type DocumentFilter } from './list-documents.js';

interface Row {
  readonly processing_version: number;
  readonly options: SubmissionOptions;
  readonly extraction: ExtractionSettings | null;
  readonly current_stage: string | null;
  readonly processing_status: string;
  readonly chunks: number;
  readonly tokens: number;
}

/** What a reprocess of a document will do (P-59); `undefined` when there is no such document. Without `from_stage` a failed document begins where it failed, another at the start. */
export async function planReprocess(db: Database, documentUuid: string, request: ReprocessRequest): Promise<ReprocessPlan | undefined> {
  const { rows } = await sql<Row>`
    select d.processing_version, d.options, p.settings -> 'extraction' as extraction, d.current_stage, d.processing_status, count(c.chunk_uuid)::int as chunks,
      coalesce(sum(c.token_count), 0)::int as tokens
    from source_documents d join projects p on p.id = d.project_id left join neo4j_chunks c on c.document_uuid = d.document_uuid
    where d.document_uuid = ${documentUuid} and d.processing_status <> 'purged' group by d.document_uuid, p.id`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const running = stagesFrom(fromStageOf(row, request));
  return {
    document_uuid: documentUuid,
    dry_run: request.dry_run ?? false,
    processing_version: row.processing_version,
    next_version: row.processing_version + 1,
    stages: flowStages.map((stage) => ({ stage, ...planOf(stage, running, row, request) })),
  };
}

/** The first stage a reprocess runs again. */
export function firstStageOf(plan: ReprocessPlan): FlowStage {
  return plan.stages.find(({ action }) => action !== 'keep')?.stage ?? 'graph';
}

function fromStageOf({ current_stage, processing_status }: Row, { from_stage, preserve_ocr = false }: ReprocessRequest): FlowStage {
  const wanted =
    from_stage ?? (processing_status === 'failed' && current_stage !== null && isFlowStage(current_stage) ? current_stage : 'ocr');
  return wanted === 'ocr' && preserve_ocr ? 'text' : wanted;
}

function planOf(
  stage: FlowStage,
  running: readonly FlowStage[],
  { chunks, tokens, options, extraction }: Row,
  { force = false }: ReprocessRequest,
) {
  if (!running.includes(stage)) return { action: 'keep' as const, chunks: null, tokens: null };
  if (stage !== 'entity') return { action: 'run' as const, chunks: null, tokens: null };
  const paid = extractionWish(extraction ?? {}, options).provider === 'openai';
  return { action: force ? ('run' as const) : ('remembered' as const), chunks, tokens: paid ? tokens : null };
}

/** Documents that a filter names, oldest first, and how many there are in all. */
export async function selectDocuments(
  db: Database,
  filter: DocumentFilter,
  limit: number,
): Promise<{ readonly documentUuids: readonly string[]; readonly matched: number }> {
  const { rows } = await sql<{ document_uuid: string; matched: number }>`
    select d.document_uuid, count(*) over ()::int as matched from source_documents d
    left join neo4j_documents n on n.document_uuid = d.document_uuid
    where ${sql.join(conditionsOf(filter), sql` and `)} order by d.created_at, d.document_uuid limit ${limit}`.execute(db);
  return { documentUuids: rows.map((row) => row.document_uuid), matched: rows[0]?.matched ?? 0 };
}
