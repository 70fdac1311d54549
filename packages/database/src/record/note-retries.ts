import type { RunFailure } from '@tributary/stage-kit';
import { sql } from 'kysely';
import type { Database } from '../schema/index.js';
import { recordset } from '../sql/recordset.js';
import { shortened } from './failure-text.js';
import { documentKey, lockDocuments } from './lock-documents.js';

export interface RetryNote {
  readonly failure: RunFailure;
  readonly retryInMs: number;
}

const columns = {
  document_uuid: 'uuid',
  version: 'integer',
  stage: 'text',
  owner: 'text',
  fingerprint: 'text',
  event_id: 'text',
  attempt: 'integer',
  deliveries: 'integer',
  code: 'text',
  message: 'text',
  retry_in_ms: 'integer',
} as const;

/** Notes failed attempts that will be tried again. A run that is done, or that another worker has taken meanwhile, is left alone. */
export async function noteRetries(db: Database, notes: readonly RetryNote[]): Promise<readonly undefined[]> {
  return db.transaction().execute(async (tx) => {
    const documents = await lockDocuments(
      tx,
      notes.map((note) => note.failure.run.documentUuid),
    );
    const rows = notes
      .filter(({ failure: { run } }) => documents.get(documentKey(run.documentUuid))?.version === run.version)
      .map(retryRow);
    if (rows.length > 0) await writeNotes(tx, rows);
    return notes.map(() => undefined);
  });
}

function retryRow({ failure: { run, failure, deliveries }, retryInMs }: RetryNote) {
  return {
    document_uuid: run.documentUuid,
    version: run.version,
    stage: run.stage,
    owner: run.owner,
    fingerprint: run.fingerprint,
    event_id: run.eventId,
    attempt: run.attempt,
    deliveries,
    code: failure.code,
    message: shortened(failure.message),
    retry_in_ms: retryInMs,
  };
}

async function writeNotes(db: Database, rows: readonly object[]): Promise<void> {
  await sql`
    with item as (select * from ${recordset('i', columns, rows)}),
    noted as (
      insert into stage_runs as run (document_uuid, processing_version, stage, status, fence, owner, fingerprint, event_id, attempts, deliveries,
        error_code, error_message, next_attempt_at, started_at)
      select item.document_uuid, version, stage, 'retrying', (extract(epoch from clock_timestamp()) * 1000)::bigint, owner, fingerprint, event_id,
        attempt, deliveries, code, message, now() + retry_in_ms * interval '1 millisecond', now()
      from item join source_documents d on d.document_uuid = item.document_uuid and d.processing_status <> 'purged'
      on conflict (document_uuid, processing_version, stage) do update set status = 'retrying', attempts = excluded.attempts,
        deliveries = excluded.deliveries, error_code = excluded.error_code, error_message = excluded.error_message,
        next_attempt_at = excluded.next_attempt_at, updated_at = now()
      where run.status in ('pending', 'retrying') or (run.status = 'processing' and run.owner = excluded.owner)
      returning document_uuid
    )
    insert into processing_history (document_uuid, processing_version, stage, change, detail)
    select item.document_uuid, version, stage, 'stage_retrying',
      jsonb_build_object('attempt', attempt, 'code', code, 'message', message, 'retry_in_ms', retry_in_ms)
    from item join noted using (document_uuid)`.execute(db);
}
