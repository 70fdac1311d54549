import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  canonicalEntities,
  category,
  chunkList,
  cleanedText,
  extractedMentions,
  ocrResult,
  relationCandidates,
  resolvedMentions,
  stagedRelationships,
} from '@tributary/cache-keys';
import {
  DocumentAccepted,
  DocumentEntitiesExtracted,
  DocumentEntitiesResolved,
  DocumentGraphCompleted,
  DocumentOcrCompleted,
  DocumentTextCompleted,
  type FlowStage,
} from '@tributary/contracts';
import { anyStage } from '@tributary/service-kit';
import { type AnyStage, defineStage } from '@tributary/stage-kit';
import { misbehave } from './misbehaviour.js';
import { chunksOf, cleanedOf, mentionsOf, readOf, relationshipsOf, resolvedOf } from './stub-work.js';

/** How the stub stages behave; all times in milliseconds. */
export interface StubSettings {
  /** Median time a run takes; each document and stage has its own, between a half and four times this. */
  readonly workMs: number;
  readonly leaseMs: number;
  readonly maxDurationMs: number;
  readonly baseMs: number;
}

/** The five stages of the flow with the real contracts and stub work. */
export function stubStages(settings: StubSettings): Readonly<Record<FlowStage, AnyStage>> {
  const { leaseMs, maxDurationMs, baseMs } = settings;
  const policy = { leaseMs, maxDurationMs, baseMs, capMs: baseMs * 8, attempts: 5, maxDeliveries: 3 };
  const work = (documentUuid: string, stage: FlowStage, signal: AbortSignal) => wait(durationOf(documentUuid, stage, settings.workMs), undefined, { signal });

  const ocr = defineStage({
    name: 'ocr',
    consumes: DocumentAccepted,
    reads: {},
    writes: { ocr: ocrResult },
    emits: DocumentOcrCompleted,
    fingerprint: 'stub',
    policy,
    async run(_inputs, { documentUuid, signal, event }) {
      await misbehave(event.file_name);
      await work(documentUuid, 'ocr', signal);
      return { ocr: readOf(documentUuid) };
    },
    announce: ({ ocr: { text } }) => ({ pages: 1, characters: text.length, detected_file_type: 'text/plain' }),
  });
  const text = defineStage({
    name: 'text',
    consumes: DocumentOcrCompleted,
    reads: { ocr: ocrResult },
    writes: { cleaned: cleanedText, chunks: chunkList, category },
    emits: DocumentTextCompleted,
    fingerprint: 'stub',
    policy,
    async run({ ocr: read }, { documentUuid, signal }) {
      await work(documentUuid, 'text', signal);
      return { cleaned: cleanedOf(read), chunks: chunksOf(documentUuid, read.text), category: { name: 'other', confidence: 1 } as const };
    },
    announce: ({ chunks }) => ({ chunks: chunks.length, category: 'other', language: 'en' }),
  });
  const entity = defineStage({
    name: 'entity',
    consumes: DocumentTextCompleted,
    reads: { cleaned: cleanedText, chunks: chunkList },
    writes: { mentions: extractedMentions, relations: relationCandidates },
    emits: DocumentEntitiesExtracted,
    fingerprint: 'stub',
    policy,
    async run({ cleaned, chunks }, { documentUuid, signal }) {
      await work(documentUuid, 'entity', signal);
      return mentionsOf(documentUuid, cleaned.text, chunks);
    },
    announce: ({ mentions, relations }) => ({ mentions: mentions.length, relations: relations.length }),
  });
  const resolution = defineStage({
    name: 'resolution',
    consumes: DocumentEntitiesExtracted,
    reads: { mentions: extractedMentions },
    writes: { entities: canonicalEntities, resolved: resolvedMentions },
    emits: DocumentEntitiesResolved,
    fingerprint: 'stub',
    policy,
    async run({ mentions }, { documentUuid, signal }) {
      await work(documentUuid, 'resolution', signal);
      return resolvedOf(documentUuid, mentions);
    },
    announce: ({ entities }) => ({ canonical_entities: entities.length }),
  });
  const graph = defineStage({
    name: 'graph',
    consumes: DocumentEntitiesResolved,
    reads: { relations: relationCandidates, mentions: resolvedMentions },
    writes: { relationships: stagedRelationships },
    emits: DocumentGraphCompleted,
    fingerprint: 'stub',
    policy,
    async run({ relations, mentions }, { documentUuid, signal }) {
      await work(documentUuid, 'graph', signal);
      return { relationships: relationshipsOf(documentUuid, relations, mentions) };
    },
    announce: ({ relationships }) => ({ nodes: 5, relationships: relationships.length, projected: false }),
  });
  return { ocr: anyStage(ocr), text: anyStage(text), entity: anyStage(entity), resolution: anyStage(resolution), graph: anyStage(graph) };
}

/** Between a half and four times the median, from the document's id: the same on every run. */
function durationOf(documentUuid: string, stage: FlowStage, medianMs: number): number {
  const draw = createHash('sha256').update(`${documentUuid}/${stage}`).digest().readUInt16BE(0) / 65_536;
  return Math.round(medianMs * (draw < 0.95 ? 0.5 + draw : 4));
}
