import type { DocumentStatus } from '@tributary/state';
import { type RawBuilder, sql } from 'kysely';
import type { Pipeline } from '../connection/pipeline.js';
import type { Transaction } from '../schema/index.js';
import { prepared } from '../sql/prepared.js';

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
  const { rows } = await lockStatement(documentUuids).execute(tx);
  return byUuid(rows);
}

/** The same, as the first statement of a pipeline. */
export async function lockDocumentsIn(pipeline: Pipeline, documentUuids: readonly string[]): Promise<ReadonlyMap<string, LockedDocument>> {
  return byUuid(await pipeline.send(lockStatement(documentUuids)));
}

function lockStatement(documentUuids: readonly string[]): RawBuilder<LockedDocument> {
  return sql`${prepared('lock_documents')}
    select d.document_uuid, d.project_id, p.name as project, d.processing_version as version, d.processing_status as status
    from source_documents d join projects p on p.id = d.project_id
    where d.document_uuid = any(${documentUuids}::uuid[])
    order by d.document_uuid
    for no key update of d`;
}

function byUuid(rows: readonly LockedDocument[]): ReadonlyMap<string, LockedDocument> {
  return new Map(rows.map((row) => [row.document_uuid, row]));
}

/** The id as the database spells it: a publisher may write hexadecimal digits in capitals. */
export function documentKey(documentUuid: string): string {
  return documentUuid.toLowerCase();
}
