import { sql } from 'kysely';
import type { Database } from '../schema/index.js';

/** The batch a document belongs to. */
export async function batchOfDocument(db: Database, documentUuid: string): Promise<string | null> {
  const { rows } = await sql<{
    batch_uuid: string | null;
  }>`select batch_uuid from source_documents where document_uuid = ${documentUuid}`.execute(db);
  return rows[0]?.batch_uuid ?? null;
}
