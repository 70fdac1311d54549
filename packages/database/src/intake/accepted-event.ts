import { type CloudEvent, DocumentAccepted, eventIdOf, type SubmissionOptions } from '@tributary/contracts';

/** A source document as the event that begins its flow tells it. */
export interface AcceptedDocument {
  readonly document_uuid: string;
  readonly project: string;
  readonly source_uri: string;
  readonly content_uri: string | null;
  readonly file_name: string;
  readonly content_type: string | null;
  readonly content_sha256: string | null;
  readonly size_bytes: number | null;
  readonly batch_uuid: string | null;
  readonly parent_document_uuid: string | null;
  readonly options: SubmissionOptions;
  /** The lane that was chosen when it was accepted (P-73). */
  readonly priority: 'interactive' | 'bulk';
}

/** `document.accepted` for a version of a document: the flow begins, or begins again. */
export function acceptedEvent(
  document: AcceptedDocument,
  version: number,
  about: { readonly time: Date; readonly force?: boolean; readonly traceparent?: string },
): CloudEvent<DocumentAccepted> {
  const { type } = DocumentAccepted;
  return {
    id: eventIdOf(document.document_uuid, version, type),
    source: '/tributary',
    type,
    subject: document.document_uuid,
    time: about.time.toISOString(),
    dataschema: `${type}/v${DocumentAccepted.version}`,
    ...(about.traceparent === undefined ? {} : { traceparent: about.traceparent }),
    ...(document.priority === 'bulk' ? { lane: 'bulk' } : {}),
    data: {
      document_uuid: document.document_uuid,
      processing_version: version,
      project: document.project,
      ...(about.force === true ? { force: true } : {}),
      uri: document.source_uri,
      content_uri: document.content_uri ?? document.source_uri,
      file_name: document.file_name,
      ...known({
        content_type: document.content_type,
        sha256: document.content_sha256,
        size: document.size_bytes,
        batch_uuid: document.batch_uuid,
        parent_document_uuid: document.parent_document_uuid,
      }),
      ...(Object.keys(document.options).length === 0 ? {} : { options: document.options }),
    },
  };
}

function known<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as { [K in keyof T]?: NonNullable<T[K]> };
}
