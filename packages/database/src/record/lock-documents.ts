import type { DocumentStatus } from '@tributary/state';
import { sql } from 'kysely';
import type { Transaction } from '../schema/index.js';

export interface LockedDocument {
  readonly document_uuid: string;
  readonly project_id: string;
  readonly project: string;
  readonly version: number;
  readonly status: DocumentStatus;
}

/**
 * Takes the rows of documents, in the order of their ids. Whoever changes anything of a document does this first: what the next statement of the transaction
 * reads of these documents cannot change under it.
 */
export async function lockDocuments(tx: Transaction, documentUuids: readonly string[]): Promise<ReadonlyMap<string, LockedDocument>> {
  const { rows } = await sql<LockedDocument>`
    select d.document_uuid, d.project_id, p.name as project, d.processing_version as version, d.processing_status as status
    from source_documents d join projects p on p.id = d.project_id
    where d.document_uuid = any(${documentUuids}::uuid[])
    order by d.document_uuid
    for no key update of d`.execute(tx);
  return new Map(rows.map((row) => [row.document_uuid, row]));
}

/** The id as the database spells it: a publisher may write hexadecimal digits in capitals. */
export function documentKey(documentUuid: string): string {
  return documentUuid.toLowerCase();
}
