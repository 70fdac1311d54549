import { type CloudEvent, DocumentCleanupRequested, deriveUuid } from '@tributary/contracts';
import { sql } from 'kysely';
import type { LockedDocument } from '../record/lock-documents.js';
import { outboxInsert } from '../record/write-completions.js';
import type { PostgresEntityRegistry } from '../registry/postgres-entity-registry.js';
import type { Transaction } from '../schema/index.js';
import type { PurgeCommand, Purged } from './cleanup-types.js';
import { deleteRows, deleteStages, markProjectionDue } from './document-rows.js';

/** Tables beside the stages' own that speak of a document. */
const remaining = ['dead_letters', 'processing_history', 'outbox', 'cleanup_runs'] as const;

/** Erases a document from the record and leaves a tombstone: id, project, version and status, so that late events cannot bring it back. */
export async function purgeDocument(
  tx: Transaction,
  document: LockedDocument,
  command: PurgeCommand,
  { registry, now }: { readonly registry: Pick<PostgresEntityRegistry, 'unlink'>; readonly now: Date },
): Promise<Purged> {
  const { document_uuid: documentUuid, project_id: projectId, project, version } = document;
  await registry.unlink(tx, { projectId, documentUuid }, 'purge');
  await markProjectionDue(tx, documentUuid);
  const deleted: Record<string, number> = await deleteStages(tx, documentUuid, 'ocr');
  deleted['quarantine'] = await deleteQuarantined(tx, documentUuid);
  for (const table of remaining) deleted[table] = await deleteRows(tx, table, documentUuid);
  const aliases = await forgetEvents(tx, documentUuid);
  const contentUris = await ownContent(tx, documentUuid);
  await handDownOriginal(tx, documentUuid);
  const children = await purgesOfChildren(tx, document, command, now);
  await bury(tx, documentUuid, version, children);
  return { kind: 'purged', documentUuid, projectId, project, version, deleted, contentUris, aliases, children };
}

/** Entries that were no valid events may still speak of the document: by the id that was read, or anywhere in their bytes. */
async function deleteQuarantined(tx: Transaction, documentUuid: string): Promise<number> {
  const result = await sql`
    delete from quarantine q where q.document_uuid = ${documentUuid}
      or (q.event_source, q.event_id) in (select source, event_id from intake_events where document_uuid = ${documentUuid})
      or exists (select from unnest(q.fields) as f(field) where position(convert_to(${documentUuid}, 'UTF8') in f.field) > 0)`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** Source and id are the publisher's words. Their key stays: the same event again must not become a new document. */
async function forgetEvents(tx: Transaction, documentUuid: string): Promise<string[]> {
  const result = await sql<{ document_uuid: string }>`
    update intake_events set source = null, event_id = null
    where document_uuid = ${documentUuid} or duplicate_of = ${documentUuid} returning document_uuid`.execute(tx);
  return [...new Set(result.rows.map((row) => row.document_uuid))].filter((uuid) => uuid !== documentUuid);
}

/** Where the bytes are, as far as no other document refers to them. */
async function ownContent(tx: Transaction, documentUuid: string): Promise<string[]> {
  const result = await sql<{ uri: string }>`
    select distinct own.uri from source_documents d, unnest(array[d.content_uri, d.source_uri]) as own(uri)
    where d.document_uuid = ${documentUuid} and own.uri is not null and not exists (
      select from source_documents other
      where other.document_uuid <> d.document_uuid and (other.content_uri = own.uri or other.source_uri = own.uri)
    )`.execute(tx);
  return result.rows.map((row) => row.uri);
}

/** Of the copies of this document, the oldest becomes the one that the project knows the content by (P-12). */
async function handDownOriginal(tx: Transaction, documentUuid: string): Promise<void> {
  await sql`update source_documents set content_sha256 = null where document_uuid = ${documentUuid}`.execute(tx);
  await sql`
    with heir as (
      select document_uuid from source_documents where duplicate_of = ${documentUuid} order by created_at, document_uuid limit 1
    )
    update source_documents copy set duplicate_of = case when copy.document_uuid = heir.document_uuid then null else heir.document_uuid end
    from heir where copy.duplicate_of = ${documentUuid}`.execute(tx);
}

/** What was found inside the document is part of it: each such document is purged by a request of its own. */
async function purgesOfChildren(
  tx: Transaction,
  document: LockedDocument,
  { eventId, reason }: PurgeCommand,
  now: Date,
): Promise<CloudEvent<DocumentCleanupRequested>[]> {
  const { type, version } = DocumentCleanupRequested;
  const rows = await tx
    .selectFrom('source_documents')
    .select('document_uuid')
    .where('parent_document_uuid', '=', document.document_uuid)
    .where('processing_status', '<>', 'purged')
    .orderBy('document_uuid')
    .execute();
  return rows.map(({ document_uuid }) => ({
    id: deriveUuid('purge_child', eventId, document_uuid),
    source: '/tributary',
    type,
    subject: document_uuid,
    time: now.toISOString(),
    dataschema: `${type}/v${version}`,
    data: { document_uuid, mode: 'purge', project: document.project, ...(reason === undefined ? {} : { reason }) },
  }));
}

async function bury(tx: Transaction, documentUuid: string, version: number, children: readonly CloudEvent[]): Promise<void> {
  await sql`
    with buried as (
      update source_documents set processing_status = 'purged', file_name = null, source_uri = null, content_uri = null, content_type = null,
        content_sha256 = null, detected_file_type = null, size_bytes = null, options = '{}', batch_uuid = null, parent_document_uuid = null,
        duplicate_of = null, current_stage = null, error_code = null, error_message = null, updated_at = now(), completed_at = now()
      where document_uuid = ${documentUuid}
    ),
    noted as (
      insert into processing_history (document_uuid, processing_version, change) values (${documentUuid}, ${version}, 'purged')
    ),
    ${outboxInsert(children)}
    select 1`.execute(tx);
}
