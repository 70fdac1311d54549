import { sql } from 'kysely';
import type { Database } from '../schema/index.js';
import { toStorableJson } from '../sql/recordset.js';

/** What a key was used for, and what was answered. */
export interface IdempotentRequest {
  /** Who sent it and where to: the same key elsewhere is another request. */
  readonly scope: string;
  readonly key: string;
  /** Hash of what was asked. */
  readonly fingerprint: string;
}

export type IdempotencyClaim =
  /** Nobody has done it: the caller does, and says `completeRequest` or `abandonRequest`. */
  | { readonly kind: 'new' }
  | { readonly kind: 'done'; readonly status: number; readonly body: unknown }
  /** The same key is in use right now. */
  | { readonly kind: 'busy' }
  /** The key was used for something else. */
  | { readonly kind: 'other' };

/** Seconds after which a request that never ended counts as crashed. */
const crashedAfterSeconds = 120;
const keptHours = 24;

export async function claimRequest(db: Database, { scope, key, fingerprint }: IdempotentRequest): Promise<IdempotencyClaim> {
  const claimed = await sql`
    insert into idempotency_keys as k (scope, key, fingerprint) values (${scope}, ${key}, ${fingerprint})
    on conflict (scope, key) do update set fingerprint = excluded.fingerprint, status = null, body = null, created_at = now()
    where k.created_at < now() - make_interval(hours => ${keptHours})
      or (k.status is null and k.fingerprint = excluded.fingerprint and k.created_at < now() - make_interval(secs => ${crashedAfterSeconds}))
    returning key`.execute(db);
  if (claimed.rows.length > 0) return { kind: 'new' };
  const { rows } = await sql<{ fingerprint: string; status: number | null; body: unknown }>`
    select fingerprint, status, body from idempotency_keys where scope = ${scope} and key = ${key}`.execute(db);
  const [row] = rows;
  if (row === undefined) return { kind: 'busy' };
  if (row.fingerprint !== fingerprint) return { kind: 'other' };
  return row.status === null ? { kind: 'busy' } : { kind: 'done', status: row.status, body: row.body };
}

export async function completeRequest(db: Database, { scope, key }: IdempotentRequest, status: number, body: unknown): Promise<void> {
  await sql`update idempotency_keys set status = ${status}, body = ${toStorableJson(body)}::jsonb where scope = ${scope} and key = ${key}`.execute(
    db,
  );
}

/** The request failed and may be sent again under the same key. */
export async function abandonRequest(db: Database, { scope, key }: IdempotentRequest): Promise<void> {
  await sql`delete from idempotency_keys where scope = ${scope} and key = ${key} and status is null`.execute(db);
}

/** Forgets keys that are past their time; returns how many. */
export async function pruneRequests(db: Database): Promise<number> {
  const result = await sql`delete from idempotency_keys where created_at < now() - make_interval(hours => ${keptHours})`.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}
