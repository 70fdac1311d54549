import { category, chunkList, ocrResult } from '@tributary/cache-keys';
import { type Chunk, DocumentOcrCompleted, DocumentTextCompleted, type OcrResult } from '@tributary/contracts';
import { describe, expect, test } from 'vitest';
import { defineStage, empty, partial, type StageContext } from '../define-stage.js';
import { RetryableError, TerminalError } from '../errors.js';
import { deliveryOf, harnessDocument, markEarlierDone, runStageWith, stageBundle } from '../testing/index.js';

const read = { text: 'Hello' } as unknown as OcrResult;
const outputs = { chunks: [] as readonly Chunk[], category: { name: 'other', confidence: 1 } as const };

type Run = (inputs: { readonly ocr: OcrResult }, context: StageContext<DocumentOcrCompleted>) => Promise<typeof outputs> | typeof outputs;

function textStage(run: Run = () => outputs, fingerprint: unknown = 1) {
  return defineStage({
    name: 'text',
    consumes: DocumentOcrCompleted,
    reads: { ocr: ocrResult },
    writes: { chunks: chunkList, category },
    emits: DocumentTextCompleted,
    fingerprint,
    run,
    announce: ({ chunks, category: found }) => ({ chunks: chunks.length, category: found.name, language: 'en' }),
  });
}

async function setup(run?: Run, overrides: Parameters<typeof stageBundle>[1] = {}) {
  const bundle = stageBundle(textStage(run), overrides);
  markEarlierDone(bundle.record, 'text');
  await bundle.cache.store(ocrResult, harnessDocument, 1, '', read);
  return { ...bundle, delivery: deliveryOf('document.ocr.completed') };
}

test('a run is recorded, cached and announced', async () => {
  const { runner, record, cache, delivery } = await setup();
  const settlement = await runner.handle(delivery);
  expect(record.completions).toMatchObject([{ outcome: 'completed', outputs: [{ name: 'DOC_CHUNKS_LIST' }, { name: 'DOC_CATEGORY' }] }]);
  expect(settlement).toMatchObject({
    kind: 'acknowledge',
    effects: { publish: [{ stream: '{tributary:p0}:events:document.text.completed' }] },
  });
  expect(await cache.load(category, harnessDocument, 1)).toEqual(outputs.category);
  expect(cache.locks.size).toBe(0);
});

test('the outbox is marked only when the settlement was applied', async () => {
  const { runner, record, delivery } = await setup();
  const settlement = await runner.handle(delivery);
  runner.settled(delivery, settlement, 'lost');
  expect(record.outbox.size).toBe(1);
  runner.settled(delivery, settlement, 'settled');
  expect(record.outbox.size).toBe(0);
});

describe('idempotency (P-1)', () => {
  test('a stage that ran with the same fingerprint announces again and computes nothing', async () => {
    let runs = 0;
    const { runner, record, delivery, cache } = await setup(() => {
      runs++;
      return outputs;
    });
    await runner.handle(delivery);
    const again = await runner.handle(delivery);
    expect(runs).toBe(1);
    expect(record.completions).toHaveLength(1);
    expect(JSON.stringify(again)).toContain('skipped_cached');
    expect(cache.states.get(`${harnessDocument}/text`)).toMatchObject({ status: 'skipped_cached' });
  });

  test('force computes again, once per event', async () => {
    let runs = 0;
    const { runner } = await setup(() => {
      runs++;
      return outputs;
    });
    const forced = deliveryOf('document.ocr.completed', { force: true });
    await runner.handle(deliveryOf('document.ocr.completed', {}, { event: { ...forced.event, id: 'first' } }));
    await runner.handle(forced);
    await runner.handle(forced);
    expect(runs).toBe(2);
  });
});

describe('events without a place', () => {
  test('an event of an older version is dropped as superseded (P-11)', async () => {
    const { runner, record, delivery, cache } = await setup();
    record.addDocument(harnessDocument, 2);
    expect(await runner.handle(delivery)).toEqual({ kind: 'acknowledge', effects: {} });
    expect(record.completions).toEqual([]);
    expect(cache.locks.size).toBe(0);
  });

  test('an event that overtook its predecessor is dropped: the predecessor will announce again', async () => {
    const { runner, record, delivery } = await setup();
    record.rows.clear();
    expect(await runner.handle(delivery)).toEqual({ kind: 'acknowledge', effects: {} });
  });

  test('a worker whose fence is older writes nothing (P-4)', async () => {
    const { runner, record, delivery } = await setup(() => {
      const row = record.rows.get(`${harnessDocument}/1/text`);
      if (row !== undefined) row.fence++;
      return outputs;
    });
    expect(await runner.handle(delivery)).toEqual({ kind: 'acknowledge', effects: {} });
    expect(record.completions).toEqual([]);
  });
});

describe('the lock (P-4)', () => {
  test('makes another entry of the same document wait, uncharged', async () => {
    const { runner, cache, delivery } = await setup();
    cache.locks.set(harnessDocument, 'test/9-9/other');
    expect(await runner.handle(delivery)).toEqual({ kind: 'park', delayMs: 1000 });
  });

  test('goes back when the settlement came too late: the entry may be gone for good', async () => {
    const { runner, cache, delivery } = await setup();
    cache.locks.set(harnessDocument, 'test/1-0/test-1');
    runner.settled(delivery, { kind: 'acknowledge' }, 'lost');
    expect(cache.locks.size).toBe(0);
  });

  test('follows the entry to the worker that took it over', async () => {
    const { runner, cache, delivery } = await setup();
    cache.locks.set(harnessDocument, 'test/1-0/died');
    expect(await runner.handle(delivery)).toMatchObject({ kind: 'acknowledge' });
  });
});

describe('inputs (P-3)', () => {
  test('a miss is rebuilt from the record and cached again', async () => {
    const { runner, cache, record, delivery } = await setup();
    cache.values.clear();
    record.outputs.set(`${harnessDocument}/DOC_OCR_RESULT`, { value: read, fingerprint: 'f', version: 1 });
    expect(await runner.handle(delivery)).toMatchObject({ kind: 'acknowledge' });
    expect(await cache.load(ocrResult, harnessDocument, 1)).toEqual(read);
  });

  test('an input that is nowhere is tried again', async () => {
    const { runner, cache, record, delivery } = await setup();
    cache.values.clear();
    expect(await runner.handle(delivery)).toMatchObject({ kind: 'retry' });
    expect(record.retries[0]?.failure.code).toBe('input_missing');
  });
});

describe('errors (P-70)', () => {
  const failing = (error: Error) => () => {
    throw error;
  };

  test('a terminal error ends the document and is announced', async () => {
    const { runner, record, delivery } = await setup(failing(new TerminalError('encrypted', 'a.pdf needs a password')));
    const settlement = await runner.handle(delivery);
    expect(record.failures[0]?.failure).toEqual({ code: 'encrypted', message: 'a.pdf needs a password', retryable: false, charged: true });
    expect(settlement).toMatchObject({ kind: 'acknowledge', effects: { publish: [{ stream: '{tributary:p0}:events:document.failed' }] } });
  });

  test('a retryable error comes back later, and not sooner than the other side asked', async () => {
    const { runner, delivery } = await setup(failing(new RetryableError('rate_limited', 'slow down', { retryAfterMs: 60_000 })));
    expect(await runner.handle(delivery)).toMatchObject({ kind: 'retry', delayMs: 60_000 });
  });

  test('the last attempt ends the document', async () => {
    const { runner, record } = await setup(failing(new RetryableError('timeout', 'late')));
    await runner.handle(deliveryOf('document.ocr.completed', {}, { attempt: 5 }));
    expect(record.failures[0]?.failure.code).toBe('timeout');
  });

  test('a dependency that is down charges nobody', async () => {
    const { runner, record, cache, delivery } = await setup(
      failing(new RetryableError('database_unavailable', 'down', { uncharged: true })),
    );
    expect(await runner.handle(delivery)).toEqual({ kind: 'park', delayMs: 2000, effects: {} });
    expect([record.retries, record.failures, cache.locks.size]).toEqual([[], [], 0]);
  });

  test('a bug is reported as one and tried again within the budget', async () => {
    const { runner, record, delivery } = await setup(failing(new TypeError('x is not a function')));
    expect(await runner.handle(delivery)).toMatchObject({ kind: 'retry' });
    expect(record.retries[0]?.failure).toMatchObject({ code: 'bug', message: 'x is not a function' });
  });

  test('what kills every worker that takes it ends as a crash loop', async () => {
    const { runner, record, delivery } = await setup();
    expect(await runner.exhausted(delivery)).toMatchObject({ kind: 'acknowledge' });
    expect(record.failures[0]?.failure.code).toBe('crash_loop');
  });

  test('what ends as a crash loop leaves no lock of the dead behind: a replay runs at once (P-71)', async () => {
    const { runner, cache, delivery } = await setup();
    const dead = `${delivery.group}/${delivery.entryId}/dead`;
    await cache.begin({ documentUuid: harnessDocument, version: 1, stage: 'text', projectId: 'p' }, dead, { status: 'processing' });
    await runner.exhausted(delivery);
    expect(cache.locks.size).toBe(0);
  });
});

describe('work that is taken away', () => {
  const taken = (reason: Error) => deliveryOf('document.ocr.completed', {}, { signal: AbortSignal.abort(reason) });

  test('is given back uncharged when the lease was lost, even when it never ends', async () => {
    const { runner, cache, record } = await setup(() => new Promise(() => undefined));
    const settlement = await runner.handle(taken(new RetryableError('lock_held', 'the lease was lost', { uncharged: true })));
    expect(settlement).toEqual({ kind: 'park', delayMs: 2000, effects: {} });
    expect([cache.locks.size, record.retries]).toEqual([0, []]);
  });

  test('counts as an attempt when the time was up', async () => {
    const { runner, record } = await setup(() => new Promise(() => undefined));
    await runner.handle(taken(new RetryableError('timeout', 'too long')));
    expect(record.retries[0]?.failure.code).toBe('timeout');
  });
});

describe('memos (P-6)', () => {
  test('a run that died goes on where it stopped', async () => {
    const computed: number[] = [];
    let crash = true;
    const { runner, record, delivery } = await setup(async (_inputs, { memo }) => {
      for (const page of [1, 2, 3]) {
        await memo(`page-${page}`, () => {
          if (page === 3 && crash) throw new RetryableError('timeout', 'crash');
          computed.push(page);
          return page;
        });
      }
      return outputs;
    });
    await runner.handle(delivery);
    crash = false;
    await runner.handle(delivery);
    expect(computed).toEqual([1, 2, 3]);
    expect(record.completions[0]?.memo).toEqual({ hits: 2, misses: 1 });
  });
});

describe('outcomes (P-8)', () => {
  test.each([
    ['empty', () => empty('a blank page', outputs)],
    ['partial', () => partial('page 2 could not be read', outputs)],
  ] as const)('%s is said with its reason', async (outcome, run) => {
    const report = await runStageWith(textStage(run as unknown as Run), { inputs: { ocr: read } });
    expect(report).toMatchObject({ outcome, announcement: { outcome, chunks: 0 } });
    expect(report.reason).toBe(outcome === 'empty' ? 'a blank page' : 'page 2 could not be read');
  });
});

describe('documents found inside', () => {
  const attachment = { document_uuid: '00000000-0000-5000-8000-000000000001', project: 'test', uri: 'object://a', file_name: 'a.pdf' };
  const withAttachment = () => ({ ...textStage(), submits: () => [attachment] });

  test('leave with the document (P-21)', async () => {
    const { runner, record, published } = stageBundle(withAttachment());
    markEarlierDone(record, 'text');
    record.outputs.set(`${harnessDocument}/DOC_OCR_RESULT`, { value: read, fingerprint: 'f', version: 1 });
    await runner.handle(deliveryOf('document.ocr.completed'));
    expect(published.map(({ stream }) => stream)).toEqual(['tributary:events:document.submitted']);
    expect([...record.outbox.values()].map(({ type }) => type)).toEqual(['document.text.completed']);
  });

  test('wait in the outbox while Redis is away (P-7)', async () => {
    const publish = () => Promise.reject(new Error('gone'));
    const { runner, record } = stageBundle(withAttachment(), { publish });
    markEarlierDone(record, 'text');
    record.outputs.set(`${harnessDocument}/DOC_OCR_RESULT`, { value: read, fingerprint: 'f', version: 1 });
    expect(await runner.handle(deliveryOf('document.ocr.completed'))).toMatchObject({ kind: 'acknowledge' });
    expect([...record.outbox.values()].map(({ type }) => type)).toEqual(['document.text.completed', 'document.submitted']);
  });
});
