import { type CloudEvent, consumerOf, type DocumentEvent, encodeCloudEvent, isFlowStage } from '@tributary/contracts';
import type { KeySpace } from './key-space.js';
import { streamKey } from './shared-keys.js';

/** An entry for a stream. */
export interface StreamEntry {
  readonly stream: string;
  readonly fields: readonly string[];
  /** Caps a stream that is not part of the flow. */
  readonly maxLength?: number;
  /** Set when the entry may have to wait in the bulk lane beside the stream (P-73). */
  readonly bulk?: BulkTicket;
}

/** With which an entry queues in a bulk lane. */
export interface BulkTicket {
  /** Event id: the same event waits once. */
  readonly id: string;
  /** Projects take turns. */
  readonly project: string;
  /** Group of the stage that lets entries in: while it has little to do, they enter at once. Absent: it waits in any case. */
  readonly group?: string;
}

/** An event as it goes to its stream: the one way of every publisher. Only what a stage of the flow has to work on ever waits. */
export function streamEntry(space: KeySpace, event: CloudEvent): StreamEntry {
  const entry = { stream: streamKey(space, event.type, documentOf(event)), fields: encodeCloudEvent(event) };
  const group = event.lane === 'bulk' ? consumerOf(event.type) : undefined;
  if (group === undefined || !isFlowStage(group)) return entry;
  return { ...entry, bulk: { id: event.id, project: (event.data as DocumentEvent).project, group } };
}

/** What decides the partition of an internal event. */
function documentOf({ id, subject, data }: CloudEvent): string {
  return subject ?? ('document_uuid' in data && typeof data.document_uuid === 'string' ? data.document_uuid : id);
}
