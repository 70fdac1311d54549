import { type CloudEvent, DocumentFailed as Contract, type DocumentFailed, deriveUuid, eventIdOf } from '@tributary/contracts';
import type { RunFailure } from '@tributary/stage-kit';
import { sql } from 'kysely';
import type { Database, Transaction } from '../schema/index.js';
import { recordset } from '../sql/recordset.js';
import { shortened } from './failure-text.js';
import { documentKey, type LockedDocument, lockDocuments } from './lock-documents.js';
import { doneStatuses } from './run-status.js';
import { outboxInsert } from './write-completions.js';

export type FailResult = { readonly announcement: CloudEvent } | 'superseded';

/** Ends documents as failed: run, status, dead letter and `document.failed` in one transaction. Saying it again returns the announcement of the first time. */
export async function failRuns(db: Database, failures: readonly RunFailure[], now: () => Date): Promise<readonly FailResult[]> {
  return db.transaction().execute(async (tx) => {
    const documents = await lockDocuments(
      tx,
      failures.map((failure) => failure.run.documentUuid),
    );
    const current = failures.filter(({ run }) => isCurrent(run, documents.get(documentKey(run.documentUuid))));
    const standings = current.length === 0 ? new Map<string, Standing>() : await readStandings(tx, current);
    const writes: FailureWrite[] = [];
    const results = failures.map((failure): FailResult => {
      const key = documentKey(failure.run.documentUuid);
      const [standing, document] = [standings.get(key), documents.get(key)];
      if (standing === undefined || standing.refused || document === undefined) return 'superseded';
      if (standing.announcement !== null) return { announcement: standing.announcement };
      const announcement = announcementOf(failure, document, standing.replays, now());
      writes.push({ failure, announcement });
      return { announcement };
    });
    if (writes.length > 0) await writeFailures(tx, writes, documents);
    return results;
  });
}

function isCurrent(run: RunFailure['run'], document: LockedDocument | undefined): boolean {
  return document !== undefined && document.status !== 'purged' && document.version === run.version;
}

interface Standing {
  readonly document_uuid: string;
  /** Done, or in the hands of another worker. */
  readonly refused: boolean;
  /** Said before and not replayed since. */
  readonly announcement: CloudEvent | null;
  readonly replays: number;
}

const standingColumns = {
  document_uuid: 'uuid',
  version: 'integer',
  stage: 'text',
  owner: 'text',
  event_id: 'text',
  poison: 'boolean',
} as const;

async function readStandings(tx: Transaction, failures: readonly RunFailure[]): Promise<ReadonlyMap<string, Standing>> {
  const rows = failures.map(({ run, failure }) => ({
    document_uuid: run.documentUuid,
    version: run.version,
    stage: run.stage,
    owner: run.owner,
    event_id: run.eventId,
    // What killed its workers is reported by one that never began: the row still names a dead one.
    poison: failure.code === 'crash_loop',
  }));
  const result = await sql<Standing>`
    select i.document_uuid, coalesce(letter.replays, 0) as replays,
      coalesce(run.status = any(${doneStatuses}) or (run.status = 'processing' and run.owner <> i.owner and not i.poison), false) as refused,
      case when run.status = 'failed' and letter.status = 'open' and letter.event_id = i.event_id then letter.announcement end as announcement
    from ${recordset('i', standingColumns, rows)}
    left join stage_runs run on run.document_uuid = i.document_uuid and run.processing_version = i.version and run.stage = i.stage
    left join dead_letters letter on letter.document_uuid = i.document_uuid and letter.processing_version = i.version and letter.stage = i.stage
  `.execute(tx);
  return new Map(result.rows.map((row) => [row.document_uuid, row]));
}

function announcementOf(
  { run, failure, event }: RunFailure,
  document: LockedDocument,
  replays: number,
  now: Date,
): CloudEvent<DocumentFailed> {
  const { type, version } = Contract;
  const key = document.document_uuid;
  return {
    // A stage that fails again after a replay is news.
    id: replays === 0 ? eventIdOf(key, run.version, type) : deriveUuid('event', key, run.version, type, replays),
    source: '/tributary',
    type,
    subject: key,
    time: now.toISOString(),
    dataschema: `${type}/v${version}`,
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
    data: {
      document_uuid: key,
      processing_version: run.version,
      project: document.project,
      stage: run.stage,
      error: { code: failure.code, message: shortened(failure.message), retryable: failure.retryable },
      attempts: run.attempt,
      dead_letter_id: deriveUuid('dead_letter', key, run.version, run.stage),
    },
  };
}

interface FailureWrite {
  readonly failure: RunFailure;
  readonly announcement: CloudEvent<DocumentFailed>;
}

const failureColumns = {
  id: 'uuid',
  document_uuid: 'uuid',
  project_id: 'uuid',
  version: 'integer',
  stage: 'text',
  owner: 'text',
  fingerprint: 'text',
  code: 'text',
  message: 'text',
  retryable: 'boolean',
  attempts: 'integer',
  deliveries: 'integer',
  event_id: 'text',
  event: 'jsonb',
  announcement: 'jsonb',
  traceparent: 'text',
} as const;

async function writeFailures(
  tx: Transaction,
  writes: readonly FailureWrite[],
  documents: ReadonlyMap<string, LockedDocument>,
): Promise<void> {
  const rows = writes.map((write) => failureRow(write, documents));
  await sql`
    with item as (select * from ${recordset('i', failureColumns, rows)}),
    ended as (
      insert into stage_runs as run (document_uuid, processing_version, stage, status, fence, owner, fingerprint, event_id, attempts, deliveries,
        error_code, error_message, started_at, finished_at)
      select document_uuid, version, stage, 'failed', (extract(epoch from clock_timestamp()) * 1000)::bigint, owner, fingerprint, event_id,
        attempts, deliveries, code, message, now(), now() from item
      on conflict (document_uuid, processing_version, stage) do update set status = 'failed', fence = greatest(run.fence + 1, excluded.fence),
        attempts = excluded.attempts, deliveries = excluded.deliveries, error_code = excluded.error_code, error_message = excluded.error_message,
        next_attempt_at = null, finished_at = now(), updated_at = now()
    ),
    letter as (
      insert into dead_letters as l (id, document_uuid, project_id, processing_version, stage, error_code, error_message, retryable, attempts,
        deliveries, event_id, event, announcement, traceparent)
      select id, document_uuid, project_id, version, stage, code, message, retryable, attempts, deliveries, event_id, event, announcement, traceparent
      from item
      on conflict (document_uuid, processing_version, stage) do update set status = 'open', error_code = excluded.error_code,
        error_message = excluded.error_message, retryable = excluded.retryable, attempts = excluded.attempts, deliveries = excluded.deliveries,
        event_id = excluded.event_id, event = excluded.event, announcement = excluded.announcement, traceparent = excluded.traceparent,
        last_failed_at = now(), resolved_at = null, resolution_reason = null
    ),
    moved as (
      update source_documents d set processing_status = 'failed', current_stage = item.stage, error_code = item.code, error_message = item.message,
        updated_at = now(), completed_at = now() from item where d.document_uuid = item.document_uuid
    ),
    moved_too as (
      update neo4j_documents d set processing_status = 'failed', updated_at = now() from item where d.document_uuid = item.document_uuid
    ),
    noted as (
      insert into processing_history (document_uuid, processing_version, stage, change, detail)
      select document_uuid, version, stage, 'stage_failed',
        jsonb_build_object('attempts', attempts, 'deliveries', deliveries, 'code', code, 'message', message) from item
    ),
    ${outboxInsert(writes.map((write) => write.announcement))}
    select 1`.execute(tx);
}

function failureRow(
  { failure: { run, failure, deliveries, event }, announcement }: FailureWrite,
  documents: ReadonlyMap<string, LockedDocument>,
) {
  const key = documentKey(run.documentUuid);
  return {
    id: announcement.data.dead_letter_id,
    document_uuid: key,
    project_id: documents.get(key)?.project_id,
    version: run.version,
    stage: run.stage,
    owner: run.owner,
    fingerprint: run.fingerprint,
    code: failure.code,
    message: shortened(failure.message),
    retryable: failure.retryable,
    attempts: run.attempt,
    deliveries,
    event_id: run.eventId,
    event,
    announcement,
    traceparent: event.traceparent ?? null,
  };
}
