import { sql } from 'kysely';
import type { Database } from '../schema/index.js';
import type { AcceptedDocument } from './accepted-event.js';

/** A document as it was submitted; `undefined` when it is unknown or purged. */
export async function readAcceptedDocument(db: Database, documentUuid: string): Promise<AcceptedDocument | undefined> {
  const result = await sql<AcceptedDocument>`
    select d.document_uuid, p.name as project, d.source_uri, d.content_uri, d.file_name, d.content_type, d.content_sha256, d.size_bytes,
      d.batch_uuid, d.parent_document_uuid, d.options, d.priority
    from source_documents d join projects p on p.id = d.project_id
    where d.document_uuid = ${documentUuid} and d.processing_status <> 'purged'`.execute(db);
  return result.rows[0];
}
