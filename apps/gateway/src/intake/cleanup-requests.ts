import { type CloudEvent, DocumentCleanupRequested, deriveUuid } from '@tributary/contracts';

/** Asks the cleanup service to process a document again. Asking twice for the same version is asking once. */
export function reprocessEvent(request: DocumentCleanupRequested, version: number, now: Date): CloudEvent<DocumentCleanupRequested> {
  return cleanupEvent(deriveUuid('reprocess', request.document_uuid, version), request, now);
}

/** Asks the cleanup service to erase a document; a document is erased once. */
export function purgeEvent(documentUuid: string, project: string, now: Date): CloudEvent<DocumentCleanupRequested> {
  return cleanupEvent(deriveUuid('purge', documentUuid), { document_uuid: documentUuid, project, mode: 'purge' }, now);
}

function cleanupEvent(id: string, data: DocumentCleanupRequested, now: Date): CloudEvent<DocumentCleanupRequested> {
  const { type, version } = DocumentCleanupRequested;
  return {
    id,
    source: '/tributary/gateway',
    type,
    subject: data.document_uuid,
    time: now.toISOString(),
    dataschema: `${type}/v${version}`,
    data,
  };
}
