import { type AnyOutput, defaultKeySpace } from '@tributary/cache-keys';
import { type CloudEvent, type DocumentEvent, flowStages, nextStage, type StageCompleted } from '@tributary/contracts';
import type { Reads, StageDefinition, Values, Writes } from '../define-stage.js';
import { noMetrics, silentLogger } from '../ports/logger.js';
import type { Delivery, Settlement } from '../ports/transport.js';
import type { RunnerDeps } from '../run/runner-deps.js';
import { type AnyStage, StageRunner } from '../run/stage-runner.js';
import { MemoryCache } from './memory-cache.js';
import { MemoryRecord } from './memory-record.js';

export interface HarnessOptions<In extends DocumentEvent, R extends Reads> {
  readonly inputs: Values<R>;
  /** Beside the ids, which the harness supplies. */
  readonly event?: Partial<In>;
}

/** What a stage did with one document, seen from outside. */
export interface StageReport {
  readonly settlement: Settlement;
  readonly outcome?: string;
  readonly reason?: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly announcement?: Readonly<Record<string, unknown>>;
  readonly submissions: readonly CloudEvent[];
  readonly failure?: { readonly code: string; readonly message: string };
}

export const harnessDocument = '6b1f5c1e-5c5a-5d0e-9a53-2f1c1d2e3f40';

/** Runs one stage on given inputs with everything around it real but in memory: runner, record, cache. */
export async function runStageWith<In extends DocumentEvent, R extends Reads, W extends Writes, Out extends StageCompleted>(
  stage: StageDefinition<In, R, W, Out>,
  { inputs, event = {} }: HarnessOptions<In, R>,
): Promise<StageReport> {
  const { runner, record, cache } = stageBundle(stage);
  markEarlierDone(record, stage.name);
  for (const [name, output] of Object.entries(stage.reads)) {
    await cache.store(output as AnyOutput, harnessDocument, 1, '', (inputs as Record<string, unknown>)[name]);
  }
  const settlement = await runner.handle(deliveryOf(stage.consumes.type, event));
  const completion = record.completions.at(-1);
  const failure = record.failures.at(-1)?.failure ?? record.retries.at(-1)?.failure;
  const named = Object.entries(stage.writes).map(([key, output]) => [
    key,
    completion?.outputs.find((stored) => stored.name === output.name)?.value,
  ]);
  return {
    settlement,
    outputs: completion === undefined ? {} : Object.fromEntries(named),
    submissions: completion?.submissions ?? [],
    ...(completion === undefined
      ? {}
      : { outcome: completion.outcome, announcement: completion.announcement.data as Record<string, unknown> }),
    ...(completion?.reason === undefined ? {} : { reason: completion.reason }),
    ...(failure === undefined ? {} : { failure: { code: failure.code, message: failure.message } }),
  };
}

/** A runner with record and cache in memory, for tests of the runtime itself. */
export function stageBundle<In extends DocumentEvent, R extends Reads, W extends Writes, Out extends StageCompleted>(
  stage: StageDefinition<In, R, W, Out>,
  overrides: Partial<RunnerDeps> = {},
) {
  const record = new MemoryRecord();
  const cache = new MemoryCache();
  const published: { readonly stream: string; readonly fields: readonly string[] }[] = [];
  record.addDocument(harnessDocument);
  const deps: RunnerDeps = {
    record,
    cache,
    publish: async (entries) => {
      published.push(...entries);
    },
    space: defaultKeySpace,
    log: silentLogger,
    metrics: noMetrics,
    now: () => new Date('2026-01-02T03:04:05Z'),
    random: () => 0,
    ...overrides,
  };
  return { runner: new StageRunner(stage as unknown as AnyStage, deps), record, cache, published };
}

/** A delivery of an event for the harness's document. */
export function deliveryOf(type: CloudEvent['type'], data: object = {}, overrides: Partial<Delivery> = {}): Delivery {
  return {
    event: {
      id: `event-${type}`,
      source: '/test',
      type,
      subject: harnessDocument,
      data: { document_uuid: harnessDocument, processing_version: 1, project: 'test', ...data },
    },
    stream: `{tributary:p0}:events:${type}`,
    entryId: '1-0',
    group: 'test',
    consumer: 'test-1',
    attempt: 1,
    deliveries: 1,
    signal: new AbortController().signal,
    progress() {},
    ...overrides,
  };
}

/** Marks all stages before `stage` as done for the harness's document. */
export function markEarlierDone(record: MemoryRecord, stage: (typeof flowStages)[number]): void {
  for (const earlier of flowStages) {
    if (earlier === stage || nextStage(earlier) === undefined) return;
    const announcement = deliveryOf('document.ocr.completed').event;
    record.rows.set(`${harnessDocument}/1/${earlier}`, {
      fence: 1,
      done: { fingerprint: 'given', outcome: 'completed', announcement, eventId: 'given' },
    });
  }
}
