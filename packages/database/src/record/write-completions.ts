import type { CloudEvent } from '@tributary/contracts';
import type { RunCompletion } from '@tributary/stage-kit';
import { type DocumentStatus, hasEnded } from '@tributary/state';
import { type RawBuilder, sql } from 'kysely';
import { prepared } from '../sql/prepared.js';
import { recordset } from '../sql/recordset.js';

/** A run that won its fence, with what its rows need to know. */
export interface Committed {
  readonly documentUuid: string;
  readonly projectId: string;
  /** The document's status from now on. */
  readonly status: DocumentStatus;
  /** One per run: `batch_process_id` of what it stages. */
  readonly batchProcessId: string;
  readonly completion: RunCompletion;
  /** `completion.outputs`, encoded, in the same order. */
  readonly encoded: readonly Buffer[];
}

const outputColumns = {
  document_uuid: 'uuid',
  name: 'text',
  stage: 'text',
  version: 'integer',
  fingerprint: 'text',
  start: 'integer',
  length: 'integer',
} as const;
const statusColumns = {
  document_uuid: 'uuid',
  version: 'integer',
  stage: 'text',
  status: 'text',
  ended: 'boolean',
  detail: 'jsonb',
} as const;
const eventColumns = { event_id: 'text', type: 'text', document_uuid: 'uuid', event: 'jsonb' } as const;

/** One statement: durable outputs, the documents' status, the outbox and the history. */
export function completionStatement(committed: readonly Committed[]): RawBuilder<unknown> {
  const { rows, bytes } = outputRows(committed);
  return sql`${prepared('write_completions')}
    with output as (select * from ${recordset('o', outputColumns, rows)}),
    kept as (
      insert into stage_outputs as kept (document_uuid, name, stage, processing_version, fingerprint, value)
      select document_uuid, name, stage, version, fingerprint, substr(${bytes}::bytea, start, length) from output
      on conflict (document_uuid, name) do update set stage = excluded.stage, processing_version = excluded.processing_version,
        fingerprint = excluded.fingerprint, value = excluded.value, created_at = now()
    ),
    item as (select * from ${recordset('i', statusColumns, committed.map(statusRow))}),
    moved as (
      update source_documents d set processing_status = item.status, current_stage = item.stage, updated_at = now(),
        completed_at = case when item.ended then now() end
      from item where d.document_uuid = item.document_uuid
    ),
    moved_too as (
      update neo4j_documents d set processing_status = item.status, updated_at = now()
      from item where d.document_uuid = item.document_uuid and d.processing_status <> item.status
    ),
    noted as (
      insert into processing_history (document_uuid, processing_version, stage, change, detail)
      select document_uuid, version, stage, 'stage_ended', detail from item
    ),
    ${outboxInsert(committed.flatMap(({ completion }) => [completion.announcement, ...completion.submissions]))}
    select 1`;
}

/** A common table expression that puts events into the outbox; one that is there already leaves again. */
export function outboxInsert(events: readonly CloudEvent[]) {
  const rows = new Map(
    events.map((event) => [event.id, { event_id: event.id, type: event.type, document_uuid: event.subject ?? null, event }]),
  );
  return sql`announced as (
      insert into outbox (event_id, type, document_uuid, event)
      select event_id, type, document_uuid, event from ${recordset('e', eventColumns, [...rows.values()])} order by event_id
      on conflict (event_id) do update set event = excluded.event, created_at = now(), sent_at = null
    )`;
}

/** All values travel as one binary parameter: each row names its stretch of it (`substr` counts from 1). */
function outputRows(committed: readonly Committed[]) {
  const parts: Buffer[] = [];
  let offset = 1;
  const rows = committed.flatMap(({ documentUuid, completion, encoded }) =>
    completion.outputs.map(({ name }, index) => {
      const part = encoded[index] as Buffer;
      const start = offset;
      parts.push(part);
      offset += part.length;
      const { stage, version, fingerprint } = completion.run;
      return { document_uuid: documentUuid, name, stage, version, fingerprint, start, length: part.length };
    }),
  );
  return { rows, bytes: Buffer.concat(parts) };
}

function statusRow({ documentUuid, status, completion }: Committed) {
  const { run, outcome, reason, durationMs, memo } = completion;
  const detail = { outcome, reason, attempt: run.attempt, duration_ms: durationMs, memo_hits: memo.hits, memo_misses: memo.misses };
  return { document_uuid: documentUuid, version: run.version, stage: run.stage, status, ended: hasEnded(status), detail };
}
