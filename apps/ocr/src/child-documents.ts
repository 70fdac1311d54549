import { type DocumentAccepted, type DocumentSubmitted, deriveUuid, type OcrResult } from '@tributary/contracts';

interface Parent {
  readonly documentUuid: string;
  readonly event: DocumentAccepted;
}

/**
 * Submissions for the files found inside a document. Ids follow from parent, content and name, so that reading the parent again submits
 * the same documents, and the same bytes twice in one archive under two names are two documents.
 */
export function childDocuments(
  ocr: OcrResult,
  { documentUuid, event }: Parent,
): readonly (DocumentSubmitted & { readonly document_uuid: string })[] {
  const { project, batch_uuid, options } = event;
  return ocr.metadata.attachments.map(({ file_name, content_uri, sha256, size, content_type }) => ({
    document_uuid: deriveUuid('child', documentUuid, sha256, file_name),
    project,
    uri: content_uri,
    file_name,
    sha256,
    size,
    parent_document_uuid: documentUuid,
    ...(content_type === undefined ? {} : { content_type }),
    ...(batch_uuid === undefined ? {} : { batch_uuid }),
    ...(options === undefined ? {} : { options }),
  }));
}
