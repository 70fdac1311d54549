import type { CloudEvent } from '@tributary/contracts';
import { nextDocumentStatus } from '@tributary/state';
import { sql } from 'kysely';
import { lockDocuments } from '../record/lock-documents.js';
import { outboxInsert } from '../record/write-completions.js';
import type { Database, Transaction } from '../schema/index.js';
import { toStorableText } from '../sql/recordset.js';

export type ReplayResult =
  /** The document waits at the stage that failed; `event` asks for it and is in the outbox. */
  | { readonly kind: 'replayed'; readonly id: string; readonly event: CloudEvent }
  /** Replayed or discarded before. */
  | { readonly kind: 'settled'; readonly id: string }
  /** The document was processed again or purged since (P-11). */
  | { readonly kind: 'superseded'; readonly id: string }
  | { readonly kind: 'unknown'; readonly id: string };

/** Puts documents back to the stage where they failed (P-71). Each dead letter is replayed once, however often it is asked for. */
export async function replayDeadLetters(db: Database, ids: readonly string[], reason?: string): Promise<readonly ReplayResult[]> {
  const results: ReplayResult[] = [];
  // One transaction each: a replay of thousands must not hold thousands of documents.
  for (const id of ids) results.push(await db.transaction().execute((tx) => replay(tx, id, reason)));
  return results;
}

async function replay(tx: Transaction, id: string, reason: string | undefined): Promise<ReplayResult> {
  const found = await tx.selectFrom('dead_letters').select('document_uuid').where('id', '=', id).executeTakeFirst();
  if (found === undefined) return { kind: 'unknown', id };
  const document = (await lockDocuments(tx, [found.document_uuid])).get(found.document_uuid);
  // Read again under the document's lock: another replay or a purge may have come in between.
  const letter = await tx.selectFrom('dead_letters').selectAll().where('id', '=', id).executeTakeFirst();
  if (letter === undefined || document === undefined) return { kind: 'unknown', id };
  if (letter.status !== 'open') return { kind: 'settled', id };
  if (document.version !== letter.processing_version) return { kind: 'superseded', id };
  const status = nextDocumentStatus(document.status, { kind: 'reprocess_requested' });
  if (status === 'refused') return { kind: 'superseded', id };
  const why = reason === undefined ? null : toStorableText(reason);
  await sql`
    with opened as (
      update dead_letters set status = 'replayed', replays = replays + 1, resolved_at = now(), resolution_reason = ${why} where id = ${id}
    ),
    run as (
      update stage_runs set status = 'pending', error_code = null, error_message = null, updated_at = now()
      where document_uuid = ${letter.document_uuid} and processing_version = ${letter.processing_version} and stage = ${letter.stage}
        and status = 'failed'
    ),
    moved as (
      update source_documents set processing_status = ${status}, error_code = null, error_message = null, completed_at = null, updated_at = now()
      where document_uuid = ${letter.document_uuid}
    ),
    moved_too as (
      update neo4j_documents set processing_status = ${status}, updated_at = now() where document_uuid = ${letter.document_uuid}
    ),
    noted as (
      insert into processing_history (document_uuid, processing_version, stage, change, detail)
      values (${letter.document_uuid}, ${letter.processing_version}, ${letter.stage}, 'replayed', jsonb_build_object('reason', ${why}::text))
    ),
    ${outboxInsert([letter.event])}
    select 1`.execute(tx);
  return { kind: 'replayed', id, event: letter.event };
}

/** Closes open dead letters without another try; answers how many. The documents stay failed. */
export async function discardDeadLetters(db: Database, ids: readonly string[], reason?: string): Promise<number> {
  if (ids.length === 0) return 0;
  const result = await db
    .updateTable('dead_letters')
    .set({ status: 'discarded', resolved_at: sql`now()`, resolution_reason: reason === undefined ? null : toStorableText(reason) })
    .where('id', 'in', [...ids])
    .where('status', '=', 'open')
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
