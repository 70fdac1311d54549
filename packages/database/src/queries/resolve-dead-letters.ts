import type { CloudEvent } from '@tributary/contracts';
import { sql } from 'kysely';
import { reopenDocuments } from '../dead-letters/reopen-documents.js';
import { outboxInsert } from '../record/write-completions.js';
import type { Database, Transaction } from '../schema/index.js';

/** What became of dead letters that somebody decided about. */
export interface ResolvedDeadLetters {
  readonly ids: readonly string[];
  readonly skipped: readonly { readonly dead_letter_id: string; readonly why: string }[];
  /** Events that are in the outbox again and may leave at once. */
  readonly events: readonly CloudEvent[];
}

interface Row {
  readonly id: string;
  readonly status: string;
  readonly event: CloudEvent;
  readonly processing_version: number;
  readonly current_version: number;
  readonly document_status: string;
}

/** Sends the events of dead letters again, to the stage that failed (P-71). One whose document has moved on since is skipped. */
export async function replayDeadLetters(db: Database, ids: readonly string[], reason: string | undefined): Promise<ResolvedDeadLetters> {
  return db.transaction().execute(async (tx) => {
    const rows = await lock(tx, ids);
    const replayed = rows.filter((row) => whyNot(row) === undefined);
    await resolve(tx, replayed, 'replayed', reason);
    await reopenDocuments(
      tx,
      replayed.map((row) => row.id),
    );
    const events = replayed.map((row) => row.event);
    if (events.length > 0) await sql`with ${outboxInsert(events)} select 1`.execute(tx);
    return { ids: replayed.map((row) => row.id), skipped: skippedOf(ids, rows, whyNot), events };
  });
}

/** Gives dead letters up: their documents stay failed. */
export async function discardDeadLetters(db: Database, ids: readonly string[], reason: string | undefined): Promise<ResolvedDeadLetters> {
  return db.transaction().execute(async (tx) => {
    const rows = await lock(tx, ids);
    const closed = (row: Row) => (row.status === 'open' ? undefined : `it is ${row.status} already`);
    const discarded = rows.filter((row) => closed(row) === undefined);
    await resolve(tx, discarded, 'discarded', reason);
    return { ids: discarded.map((row) => row.id), skipped: skippedOf(ids, rows, closed), events: [] };
  });
}

/** Documents first: every writer takes its locks in this order. */
async function lock(tx: Transaction, ids: readonly string[]): Promise<readonly Row[]> {
  await sql`
    select from source_documents where document_uuid in (select document_uuid from dead_letters where id = any(${[...ids]}::uuid[]))
    order by document_uuid for no key update`.execute(tx);
  const { rows } = await sql<Row>`
    select l.id, l.status, l.event, l.processing_version, d.processing_version as current_version, d.processing_status as document_status
    from dead_letters l join source_documents d using (document_uuid) where l.id = any(${[...ids]}::uuid[]) order by l.id for update of l`.execute(
    tx,
  );
  return rows;
}

function whyNot(row: Row): string | undefined {
  if (row.status !== 'open') return `it is ${row.status} already`;
  if (row.document_status === 'purged') return 'its document was erased';
  return row.current_version > row.processing_version ? `its document has moved on to version ${row.current_version}` : undefined;
}

async function resolve(tx: Transaction, rows: readonly Row[], status: 'replayed' | 'discarded', reason: string | undefined): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update dead_letters set status = ${status}, resolved_at = now(), resolution_reason = ${reason ?? null},
      replays = replays + ${status === 'replayed' ? 1 : 0}
    where id = any(${rows.map((row) => row.id)}::uuid[])`.execute(tx);
}

function skippedOf(ids: readonly string[], rows: readonly Row[], why: (row: Row) => string | undefined): ResolvedDeadLetters['skipped'] {
  const known = new Map(rows.map((row) => [row.id, why(row)]));
  return ids.flatMap((id) => {
    const reason = known.has(id) ? known.get(id) : 'there is no such dead letter';
    return reason === undefined ? [] : [{ dead_letter_id: id, why: reason }];
  });
}
