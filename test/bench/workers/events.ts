import { defaultKeySpace, streamKeysOf } from '@tributary/cache-keys';
import {
  type CloudEvent,
  DocumentAccepted,
  DocumentCleanupCompleted,
  DocumentEntitiesExtracted,
  DocumentEntitiesResolved,
  DocumentGraphCompleted,
  DocumentOcrCompleted,
  DocumentTextCompleted,
  encodeCloudEvent,
} from '@tributary/contracts';

const common = { processing_version: 1, project: 'bench' };
const outcome = 'completed';

/** The event that each stage consumes, with a payload that its contract accepts; one more for what the last stage emits. */
const chain = [
  [DocumentAccepted.type, { uri: 'file:///bench.pdf', content_uri: 'object://bench', file_name: 'bench.pdf' }],
  [DocumentOcrCompleted.type, { outcome, pages: 3, characters: 6_000, detected_file_type: 'pdf' }],
  [DocumentTextCompleted.type, { outcome, chunks: 10, category: 'contract', language: 'en' }],
  [DocumentEntitiesExtracted.type, { outcome, mentions: 30, relations: 10 }],
  [DocumentEntitiesResolved.type, { outcome, canonical_entities: 20 }],
  [DocumentGraphCompleted.type, { outcome, nodes: 30, relationships: 50, projected: false }],
  [DocumentCleanupCompleted.type, {}],
] as const;

export function eventTypeOf(stage: number) {
  return (chain[stage - 1] as (typeof chain)[number])[0];
}

/** Stream and fields of the event that stage `stage` consumes for a document. */
export function handOver(stage: number, documentUuid: string): { readonly stream: string; readonly fields: readonly string[] } {
  const [type, payload] = chain[stage - 1] as (typeof chain)[number];
  const event: CloudEvent = {
    id: `${documentUuid}/${stage}`,
    source: '/bench',
    type,
    subject: documentUuid,
    dataschema: `${type}/v1`,
    data: { document_uuid: documentUuid, ...common, ...payload },
  };
  return { stream: streamKeysOf(defaultKeySpace, type)[0] ?? '', fields: encodeCloudEvent(event) };
}
