import { createHash } from 'node:crypto';
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
import { type AnyStage, defineStage, RetryableError, type StageContext } from '@tributary/stage-kit';
import { misbehave, spin } from './misbehaviour.js';
import { chunksOf, cleanedOf, mentionsOf, readOf, relationshipsOf, resolvedOf } from './stub-work.js';

/** How long a document waits whose OCR failed, in milliseconds. */
export const retryAfterMs = 3_000;

/** How the stub stages behave; all times in milliseconds. */
export interface StubSettings {
  /** Median time a run takes; each document and stage has its own, between a half and four times this. */
  readonly workMs: number;
  readonly leaseMs: number;
  readonly maxDurationMs: number;
  readonly maxDeliveries: number;
  readonly baseMs: number;
  /** Length of the one run in fifty that takes long; absent: four times the median. */
  readonly longMs?: number;
  /** Where the work is bought: {@link StubProvider}. */
  readonly providerUrl: string;
  /** Harmful documents do none: the build has the fix. */
  readonly harmless: boolean;
  /** Documents whose first run of OCR blocks the event loop when its work is done, in percent; and for how long. */
  readonly spinsPercent: number;
  readonly spinMs: number;
  /** Documents whose first run of OCR fails before its work, in percent. */
  readonly failsPercent: number;
  /** Two builds compute the same and call it differently; the next one says more. */
  readonly build: 'this' | 'next';
}

/** The five stages of the flow with the real contracts and stub work. */
export function stubStages(settings: StubSettings): Readonly<Record<FlowStage, AnyStage>> {
  return {
    ocr: anyStage(ocrStub(settings)),
    text: anyStage(textStub(settings)),
    entity: anyStage(entityStub(settings)),
    resolution: anyStage(resolutionStub(settings)),
    graph: anyStage(graphStub(settings)),
  };
}

function ocrStub(settings: StubSettings) {
  return defineStage({
    name: 'ocr',
    consumes: DocumentAccepted,
    reads: {},
    writes: { ocr: ocrResult },
    emits: DocumentOcrCompleted,
    fingerprint: settings.build,
    policy: policyOf(settings),
    async run(_inputs, { documentUuid, signal, event, memo, log }) {
      if (!settings.harmless) await misbehave(event.file_name);
      if (await firstOf('fails', settings.failsPercent, documentUuid, memo))
        throw new RetryableError('provider_unavailable', 'planted', { retryAfterMs });
      await work(settings, documentUuid, 'ocr', signal);
      if (await firstOf('spins', settings.spinsPercent, documentUuid, memo)) {
        log.info('spinning', { documentUuid });
        spin(settings.spinMs);
      }
      return { ocr: readOf(documentUuid) };
    },
    announce: ({ ocr: { text } }) => ({ ...saying(settings), pages: 1, characters: text.length, detected_file_type: 'text/plain' }),
  });
}

function textStub(settings: StubSettings) {
  return defineStage({
    name: 'text',
    consumes: DocumentOcrCompleted,
    reads: { ocr: ocrResult },
    writes: { cleaned: cleanedText, chunks: chunkList, category },
    emits: DocumentTextCompleted,
    fingerprint: settings.build,
    policy: policyOf(settings),
    async run({ ocr: read }, { documentUuid, signal }) {
      await work(settings, documentUuid, 'text', signal);
      return { cleaned: cleanedOf(read), chunks: chunksOf(documentUuid, read.text), category: { name: 'other', confidence: 1 } as const };
    },
    announce: ({ chunks }) => ({ ...saying(settings), chunks: chunks.length, category: 'other', language: 'en' }),
  });
}

function entityStub(settings: StubSettings) {
  return defineStage({
    name: 'entity',
    consumes: DocumentTextCompleted,
    reads: { cleaned: cleanedText, chunks: chunkList },
    writes: { mentions: extractedMentions, relations: relationCandidates },
    emits: DocumentEntitiesExtracted,
    fingerprint: settings.build,
    policy: policyOf(settings),
    async run({ cleaned, chunks }, { documentUuid, signal }) {
      await work(settings, documentUuid, 'entity', signal);
      return mentionsOf(documentUuid, cleaned.text, chunks);
    },
    announce: ({ mentions, relations }) => ({ ...saying(settings), mentions: mentions.length, relations: relations.length }),
  });
}

function resolutionStub(settings: StubSettings) {
  return defineStage({
    name: 'resolution',
    consumes: DocumentEntitiesExtracted,
    reads: { mentions: extractedMentions },
    writes: { entities: canonicalEntities, resolved: resolvedMentions },
    emits: DocumentEntitiesResolved,
    fingerprint: settings.build,
    policy: policyOf(settings),
    async run({ mentions }, { documentUuid, signal }) {
      await work(settings, documentUuid, 'resolution', signal);
      return resolvedOf(documentUuid, mentions);
    },
    announce: ({ entities }) => ({ ...saying(settings), canonical_entities: entities.length }),
  });
}

function graphStub(settings: StubSettings) {
  return defineStage({
    name: 'graph',
    consumes: DocumentEntitiesResolved,
    reads: { relations: relationCandidates, mentions: resolvedMentions },
    writes: { relationships: stagedRelationships },
    emits: DocumentGraphCompleted,
    fingerprint: settings.build,
    policy: policyOf(settings),
    async run({ relations, mentions }, { documentUuid, signal }) {
      await work(settings, documentUuid, 'graph', signal);
      return { relationships: relationshipsOf(documentUuid, relations, mentions) };
    },
    announce: ({ relationships }) => ({ ...saying(settings), nodes: 5, relationships: relationships.length, projected: false }),
  });
}

function policyOf({ leaseMs, maxDurationMs, maxDeliveries, baseMs }: StubSettings) {
  return { leaseMs, maxDurationMs, maxDeliveries, baseMs, capMs: baseMs * 8, attempts: 5 };
}

/** What the next build says beyond the contracts of this one. */
function saying({ build }: StubSettings): object {
  return build === 'next' ? { confidence_of_next: { value: 0.5 } } : {};
}

/** Whether it is one of those documents, and its first time: a memo outlives the run. Memos are named by content, not by document. */
async function firstOf(what: string, percent: number, documentUuid: string, memo: StageContext['memo']): Promise<boolean> {
  if (drawOf(documentUuid, what) * 100 >= percent) return false;
  let first = false;
  await memo(`${what} ${documentUuid}`, () => {
    first = true;
    return true;
  });
  return first;
}

/** The work is a call to the outside, under a key that is the same for every attempt. */
async function work(settings: StubSettings, documentUuid: string, stage: FlowStage, signal: AbortSignal): Promise<void> {
  const response = await fetch(`${settings.providerUrl}/?ms=${durationOf(documentUuid, stage, settings)}`, {
    method: 'POST',
    headers: { 'idempotency-key': `${documentUuid}/${stage}` },
    signal,
  });
  if (!response.ok) throw new RetryableError('provider_unavailable', `the provider answered ${response.status}`);
}

/** Between a half and four times the median, from the document's id: the same on every run. */
function durationOf(documentUuid: string, stage: FlowStage, { workMs, longMs }: StubSettings): number {
  const draw = drawOf(documentUuid, stage);
  if (draw >= 0.98 && longMs !== undefined) return longMs;
  return Math.round(workMs * (draw < 0.95 ? 0.5 + draw : 4));
}

/** In [0, 1), and always the same. */
function drawOf(documentUuid: string, what: string): number {
  return createHash('sha256').update(`${documentUuid}/${what}`).digest().readUInt16BE(0) / 65_536;
}
