import type { EventType } from './events/registry.js';

/** A CloudEvent 1.0 with a decoded payload: what travels on every stream. */
export interface CloudEvent<Data extends object = object> {
  readonly id: string;
  readonly source: string;
  readonly type: EventType;
  readonly data: Data;
  /** RFC 3339. */
  readonly time?: string;
  /** The document UUID. */
  readonly subject?: string;
  /** `<type>/v<major>`; absent means the oldest supported version. */
  readonly dataschema?: string;
  /** W3C trace context. */
  readonly traceparent?: string;
  /** In which lane the document travels; absent means interactive (P-73). An extension attribute: every announcement hands it on. */
  readonly lane?: 'bulk';
}

/** Names of the stream fields of an entry in binary mode, in the order they are written. */
export const cloudEventFields = {
  specversion: 'ce_specversion',
  id: 'ce_id',
  type: 'ce_type',
  source: 'ce_source',
  time: 'ce_time',
  subject: 'ce_subject',
  dataschema: 'ce_dataschema',
  traceparent: 'ce_traceparent',
  lane: 'ce_lane',
  contentType: 'content-type',
  data: 'data',
} as const;
/** The one field of an entry in structured mode: the whole CloudEvent as JSON. */
export const structuredField = 'event';

/** Field–value pairs for XADD, binary mode. */
export function encodeCloudEvent(event: CloudEvent): string[] {
  const fields = cloudEventFields;
  const pairs: string[] = [fields.specversion, '1.0', fields.id, event.id, fields.type, event.type, fields.source, event.source];
  if (event.time !== undefined) pairs.push(fields.time, event.time);
  if (event.subject !== undefined) pairs.push(fields.subject, event.subject);
  if (event.dataschema !== undefined) pairs.push(fields.dataschema, event.dataschema);
  if (event.traceparent !== undefined) pairs.push(fields.traceparent, event.traceparent);
  if (event.lane !== undefined) pairs.push(fields.lane, event.lane);
  pairs.push(fields.data, JSON.stringify(event.data));
  return pairs;
}
