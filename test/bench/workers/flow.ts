import type { OutputKey } from '@tributary/cache-keys';
import {
  DocumentAccepted,
  DocumentEntitiesExtracted,
  DocumentEntitiesResolved,
  type DocumentEvent,
  DocumentGraphCompleted,
  DocumentOcrCompleted,
  DocumentTextCompleted,
  type EventClass,
  type FlowStage,
  flowStages,
  type StageCompleted,
} from '@tributary/contracts';
import { anyStage } from '@tributary/service-kit';
import { type AnyStage, defineStage } from '@tributary/stage-kit';

/** A value that a stage hands on: no rows are made of it, so that only the hand-over is measured. */
export function passedOn(stage: number): OutputKey<Record<string, unknown>> {
  return { kind: 'single', name: `BENCH_VALUE_${stage}`, segment: `bench_value_${stage}`, stage: 'ocr', ttl: 'REDIS_TEXT_CACHE_TTL' };
}

/** Consumed, emitted, and what the emitted event says beside its ids. */
const contracts: Readonly<Record<FlowStage, readonly [EventClass<DocumentEvent>, EventClass<StageCompleted>, object]>> = {
  ocr: [DocumentAccepted, DocumentOcrCompleted, { pages: 3, characters: 6_000, detected_file_type: 'pdf' }],
  text: [DocumentOcrCompleted, DocumentTextCompleted, { chunks: 10, category: 'contract', language: 'en' }],
  entity: [DocumentTextCompleted, DocumentEntitiesExtracted, { mentions: 30, relations: 10 }],
  resolution: [DocumentEntitiesExtracted, DocumentEntitiesResolved, { canonical_entities: 20 }],
  graph: [DocumentEntitiesResolved, DocumentGraphCompleted, { nodes: 30, relationships: 50, projected: false }],
};

/** The stage of process `stage`, from 2 on, with nothing to do. */
export function idleStage(stage: number): AnyStage {
  const name = flowStages[stage - 2] as FlowStage;
  const [consumes, emits, announcement] = contracts[name];
  return anyStage(
    defineStage({
      name,
      consumes,
      reads: { given: passedOn(stage - 1) },
      writes: { passed: passedOn(stage) },
      emits,
      fingerprint: 'bench',
      run: ({ given }) => ({ passed: { ...given, stage } }),
      announce: () => announcement,
    }),
  );
}
