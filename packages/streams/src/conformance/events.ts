import { randomUUID } from 'node:crypto';
import { type KeySpace, streamKey } from '@tributary/cache-keys';
import { type CloudEvent, DocumentTextCompleted, deriveUuid, encodeCloudEvent } from '@tributary/contracts';
import type { StreamTransport } from '@tributary/stage-kit';

export const eventType = DocumentTextCompleted.type;

/** A valid event; `name` makes id and document. */
export function textCompleted(name: string = randomUUID()): CloudEvent {
  const documentUuid = deriveUuid('document', name);
  return {
    id: name,
    source: '/tributary/text',
    type: eventType,
    subject: documentUuid,
    dataschema: `${eventType}/v1`,
    data: {
      document_uuid: documentUuid,
      processing_version: 1,
      project: 'acme',
      outcome: 'completed',
      chunks: 3,
      category: 'contract',
      language: 'en',
    },
  };
}

export function streamOf(space: KeySpace, event: CloudEvent): string {
  return streamKey(space, event.type, event.subject ?? '');
}

export async function publishEvents(transport: StreamTransport, space: KeySpace, events: readonly CloudEvent[]): Promise<void> {
  await transport.publish(events.map((event) => ({ stream: streamOf(space, event), fields: encodeCloudEvent(event) })));
}
