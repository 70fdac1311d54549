import { sql } from 'kysely';
import { lockDocuments } from '../record/lock-documents.js';
import type { Transaction } from '../schema/index.js';
import type { LinkedDocument } from './registry-types.js';

/** One writer at a time changes a project's registry: two workers never make two nodes of one person (P-51). */
export async function lockProject(tx: Transaction, projectId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`registry:${projectId}`}, 0))`.execute(tx);
}

/**
 * Whether the run that asks is still the newest of its document (P-4, P-11). Takes the document before the project: whoever
 * needs both, cleanup included, takes them in this order.
 */
export async function isCurrent(tx: Transaction, { documentUuid, version, fence }: LinkedDocument): Promise<boolean> {
  const document = (await lockDocuments(tx, [documentUuid])).get(documentUuid.toLowerCase());
  if (document === undefined || document.status === 'purged' || document.version > version) return false;
  const { rows } = await sql<{ fence: number }>`
    select fence from stage_runs where document_uuid = ${documentUuid} and stage = 'resolution' and processing_version = ${version}`.execute(
    tx,
  );
  return (rows[0]?.fence ?? fence) <= fence;
}
