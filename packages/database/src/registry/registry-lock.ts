import { type RawBuilder, sql } from 'kysely';
import { findsByKey } from '../connection/pipeline.js';
import { documentKey, lockDocuments } from '../record/lock-documents.js';
import type { Transaction } from '../schema/index.js';
import type { LinkedDocument } from './registry-types.js';

/** Says that what a transaction does with a registry finds every row by its key, however the tables have grown since their statistics were taken. */
export async function planByKeys(tx: Transaction): Promise<void> {
  await sql.raw(findsByKey).execute(tx);
}

const lockOf = (projectId: string) => `registry:${projectId}`;

/** One writer at a time changes a project's registry: two workers never make two nodes of one person (P-51). */
export async function lockProject(tx: Transaction, projectId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${lockOf(projectId)}, 0))`.execute(tx);
}

/**
 * A share of the projects' locks. The registry, when it merges or splits, renames documents' rows under that lock: with a share of it held, what is asked of the
 * registry stays true until it is written. Taken in order, and before any row, so that none is held while waiting for one.
 */
export function shareRegistries(projectIds: readonly string[]): RawBuilder<unknown> {
  const locks = [...new Set(projectIds)].sort().map(lockOf);
  return sql`select pg_advisory_xact_lock_shared(hashtextextended(lock, 0)) from unnest(${locks}::text[]) with ordinality as l(lock, place)
    order by place`;
}

/**
 * Those whose run is still the newest of its document (P-4, P-11). Takes the documents before the project: whoever
 * needs both, cleanup included, takes them in this order.
 */
export async function currentOf<Document extends LinkedDocument>(tx: Transaction, asking: readonly Document[]): Promise<Document[]> {
  const uuids = asking.map(({ documentUuid }) => documentUuid);
  const documents = await lockDocuments(tx, uuids);
  const { rows } = await sql<{ document_uuid: string; processing_version: number; fence: number }>`
    select document_uuid, processing_version, fence from stage_runs where document_uuid = any(${uuids}::uuid[]) and stage = 'resolution'`.execute(
    tx,
  );
  const fences = new Map(rows.map((row) => [`${row.document_uuid} ${row.processing_version}`, row.fence]));
  return asking.filter(({ documentUuid, version, fence }) => {
    const key = documentKey(documentUuid);
    const document = documents.get(key);
    if (document === undefined || document.status === 'purged' || document.version > version) return false;
    return (fences.get(`${key} ${version}`) ?? fence) <= fence;
  });
}
