import { type CloudEvent, type DocumentEvent, type EventClass, eventIdOf, type StageOutcome } from '@tributary/contracts';

/** The event a stage emits. Its id follows from document, version and type: emitting it twice is emitting it once (P-7). */
export function announcementOf(
  contract: EventClass,
  cause: CloudEvent<DocumentEvent>,
  outcome: StageOutcome,
  details: object,
  now: Date,
): CloudEvent<DocumentEvent> {
  const { document_uuid, processing_version, project, force } = cause.data;
  const data = { document_uuid, processing_version, project, ...(force === undefined ? {} : { force }), outcome, ...details };
  return {
    id: eventIdOf(document_uuid, processing_version, contract.type),
    source: '/tributary',
    type: contract.type,
    subject: document_uuid,
    time: now.toISOString(),
    dataschema: `${contract.type}/v${contract.version}`,
    ...(cause.traceparent === undefined ? {} : { traceparent: cause.traceparent }),
    ...(cause.lane === undefined ? {} : { lane: cause.lane }),
    data,
  };
}

/** The same announcement, saying that nothing was computed this time (P-1). */
export function asSkipped(announcement: CloudEvent, cause: CloudEvent<DocumentEvent>): CloudEvent {
  const force = cause.data.force;
  return { ...announcement, data: { ...announcement.data, ...(force === undefined ? {} : { force }), outcome: 'skipped_cached' } };
}
