import type { QuarantineSelection, RejectionCode } from '@tributary/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '../schema/index.js';

/** A refused entry, as it came. */
export interface QuarantinedEntry {
  readonly id: string;
  readonly stream: string;
  /** The consumer group that refused it. */
  readonly group: string;
  /** Name and value in turn. */
  readonly fields: readonly Buffer[];
  readonly at: Date;
}

/** Ids of the open entries that a selection names, oldest first, and how many there are in all. */
export async function selectQuarantined(
  db: Database,
  { ids, code, limit = 100 }: QuarantineSelection,
): Promise<{ readonly ids: readonly string[]; readonly matched: number }> {
  const conditions: RawBuilder<unknown>[] = [sql`status = 'open'`];
  if (ids !== undefined) conditions.push(sql`id = any(${[...ids]}::uuid[])`);
  if (code !== undefined) conditions.push(sql`reason = ${code}`);
  const { rows } = await sql<{ id: string; matched: number }>`
    select id, count(*) over ()::int as matched from quarantine where ${sql.join(conditions, sql` and `)}
    order by created_at, id limit ${limit}`.execute(db);
  return { ids: rows.map((row) => row.id), matched: rows[0]?.matched ?? 0 };
}

/** Open entries that a group refused for one reason on these streams, oldest first, received at or after `since`. */
export async function openQuarantined(
  db: Database,
  wanted: { readonly group: string; readonly streams: readonly string[]; readonly reason: RejectionCode; readonly since: Date },
): Promise<readonly QuarantinedEntry[]> {
  const { group, streams, reason, since } = wanted;
  const { rows } = await sql<QuarantinedEntry>`
    select id, stream, consumer_group as group, fields, created_at as at from quarantine
    where status = 'open' and consumer_group = ${group} and reason = ${reason} and stream = any(${[...streams]}::text[]) and created_at >= ${since}
    order by created_at, id`.execute(db);
  return rows;
}

/**
 * Sends open entries again. They are marked in the transaction that `publish` runs in: when it fails nothing is marked, and when its answer is lost they are
 * sent twice, which events with an id survive. Answers the ids that were sent.
 */
export async function replayQuarantined(
  db: Database,
  ids: readonly string[],
  reason: string | undefined,
  publish: (entries: readonly QuarantinedEntry[]) => Promise<void>,
): Promise<readonly string[]> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<QuarantinedEntry>`
      select id, stream, consumer_group as group, fields, created_at as at from quarantine
      where id = any(${[...ids]}::uuid[]) and status = 'open' order by created_at, id for update`.execute(tx);
    if (rows.length > 0) await publish(rows);
    return resolve(tx, rows, 'replayed', reason);
  });
}

/** Gives open entries up. Answers the ids of those that were open. */
export async function discardQuarantined(db: Database, ids: readonly string[], reason: string | undefined): Promise<readonly string[]> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from quarantine where id = any(${[...ids]}::uuid[]) and status = 'open' order by created_at, id for update`.execute(tx);
    return resolve(tx, rows, 'discarded', reason);
  });
}

async function resolve(
  tx: Transaction,
  rows: readonly { readonly id: string }[],
  status: 'replayed' | 'discarded',
  reason: string | undefined,
): Promise<readonly string[]> {
  const ids = rows.map((row) => row.id);
  await sql`
    update quarantine set status = ${status}, resolved_at = now(), resolution_reason = ${reason ?? null} where id = any(${ids}::uuid[])`.execute(
    tx,
  );
  return ids;
}
