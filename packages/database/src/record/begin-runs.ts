import { type CloudEvent, flowStages, type StageOutcome } from '@tributary/contracts';
import type { RunGrant, RunRequest } from '@tributary/stage-kit';
import { type RawBuilder, sql } from 'kysely';
import { inPipeline } from '../connection/pipeline.js';
import type { Database } from '../schema/index.js';
import { prepared } from '../sql/prepared.js';
import { recordset } from '../sql/recordset.js';
import { documentKey, type LockedDocument, lockDocumentsIn } from './lock-documents.js';
import { doneStatuses } from './run-status.js';

/** Grants or refuses many requests, of different documents, in one transaction and one trip to the database. */
export async function beginRuns(db: Database, requests: readonly RunRequest[]): Promise<readonly RunGrant[]> {
  // A grant that is lost with the server was never acted on durably. The fence is taken from the clock: a lost one does not return.
  return inPipeline(db, { durable: false }, async (pipeline) => {
    const locked = lockDocumentsIn(
      pipeline,
      requests.map((request) => request.documentUuid),
    );
    const decided = pipeline.send(decisions(requests));
    pipeline.commit();
    const [documents, rows] = await Promise.all([locked, decided]);
    const decisionOf = new Map(rows.map((row) => [row.document_uuid, row]));
    return requests.map((request) => refusalOf(request, documents) ?? grantOf(request, documents, decisionOf));
  });
}

function refusalOf(request: RunRequest, documents: ReadonlyMap<string, LockedDocument>): RunGrant | undefined {
  const document = documents.get(documentKey(request.documentUuid));
  if (document === undefined) return { kind: 'unknown' };
  if (document.status === 'purged') return { kind: 'erased' };
  if (document.version > request.version) return { kind: 'superseded', current: document.version };
  return document.version < request.version ? { kind: 'early' } : undefined;
}

interface Decision {
  readonly document_uuid: string;
  readonly outcome: StageOutcome | null;
  readonly announcement: CloudEvent | null;
  readonly fence: number | null;
}

function grantOf(request: RunRequest, documents: ReadonlyMap<string, LockedDocument>, decisionOf: ReadonlyMap<string, Decision>): RunGrant {
  const key = documentKey(request.documentUuid);
  const decision = decisionOf.get(key);
  if (decision?.outcome && decision.announcement) {
    return { kind: 'done', outcome: decision.outcome, announcement: decision.announcement };
  }
  if (decision === undefined || decision.fence === null) return { kind: 'early' };
  return { kind: 'granted', fence: decision.fence, projectId: documents.get(key)?.project_id ?? '' };
}

const requestColumns = {
  document_uuid: 'uuid',
  version: 'integer',
  stage: 'text',
  before: 'text',
  later: 'jsonb',
  fingerprint: 'text',
  event_id: 'text',
  force: 'boolean',
  owner: 'text',
  attempt: 'integer',
} as const;

/**
 * One statement: what is done already and what is granted; of the documents whose version is asked for, the rest comes too early. Reads where each run stands,
 * grants what may run, counts what is skipped, and moves the documents' status.
 */
function decisions(requests: readonly RunRequest[]): RawBuilder<Decision> {
  const rows = requests.map((request) => {
    const position = flowStages.indexOf(request.stage);
    return {
      document_uuid: request.documentUuid,
      version: request.version,
      stage: request.stage,
      before: flowStages[position - 1] ?? null,
      later: flowStages.slice(position + 1),
      fingerprint: request.fingerprint,
      event_id: request.eventId,
      force: request.force,
      owner: request.owner,
      attempt: request.attempt,
    };
  });
  return sql`${prepared('begin_runs')}
    with request as (
      select r.* from ${recordset('r', requestColumns, rows)}
      join source_documents d on d.document_uuid = r.document_uuid and d.processing_version = r.version and d.processing_status <> 'purged'
    ),
    standing as materialized (
      select r.*, own.outcome, own.announcement, own.event_id is distinct from r.event_id as other_event,
        coalesce(own.status = any(${doneStatuses}), false) as ended,
        coalesce(own.status = any(${doneStatuses}) and own.fingerprint = r.fingerprint and (not r.force or own.event_id = r.event_id), false) as done,
        r.before is not null and before.document_uuid is null as early
      from request r
      left join stage_runs own on own.document_uuid = r.document_uuid and own.processing_version = r.version and own.stage = r.stage
      left join stage_runs before on before.document_uuid = r.document_uuid and before.processing_version = r.version
        and before.stage = r.before and before.status = any(${doneStatuses})
    ),
    granted as (
      insert into stage_runs as run (document_uuid, processing_version, stage, status, fence, owner, fingerprint, event_id, attempts, started_at)
      select document_uuid, version, stage, 'processing', (extract(epoch from clock_timestamp()) * 1000)::bigint, owner, fingerprint, event_id, attempt, now()
      from standing where not done and not early
      on conflict (document_uuid, processing_version, stage) do update set
        status = 'processing', fence = greatest(run.fence + 1, excluded.fence), owner = excluded.owner, fingerprint = excluded.fingerprint,
        event_id = excluded.event_id, attempts = excluded.attempts, started_at = now(), finished_at = null, next_attempt_at = null,
        error_code = null, error_message = null, updated_at = now()
      returning run.document_uuid, run.processing_version, run.stage, run.attempts, run.fence
    ),
    ${afterGrant}
    select document_uuid, outcome, announcement, null::bigint as fence from standing where done
    union all select document_uuid, null, null, fence from granted`;
}

/** A stage that runs again takes back the stages that read its earlier output. */
const afterGrant = sql`
    outdated as (
      update stage_runs run set status = 'pending', fence = run.fence + 1, updated_at = now()
      from standing s
      where s.ended and not s.done and not s.early and run.document_uuid = s.document_uuid and run.processing_version = s.version and s.later ? run.stage
    ),
    skipped as (
      update stage_runs run set skips = run.skips + 1, updated_at = now(),
        status = case when s.other_event and run.outcome = 'completed' then 'skipped_cached' else run.status end
      from standing s where s.done and run.document_uuid = s.document_uuid and run.processing_version = s.version and run.stage = s.stage
    ),
    moved as (
      update source_documents d set processing_status = 'processing', current_stage = g.stage, error_code = null, error_message = null,
        completed_at = null, updated_at = now()
      from granted g where d.document_uuid = g.document_uuid
    ),
    moved_too as (
      update neo4j_documents d set processing_status = 'processing', updated_at = now()
      from granted g where d.document_uuid = g.document_uuid and d.processing_status <> 'processing'
    ),
    noted as (
      insert into processing_history (document_uuid, processing_version, stage, change, detail)
      select document_uuid, processing_version, stage, 'stage_started', jsonb_build_object('attempt', attempts) from granted
    )`;
