import { defaultKeySpace } from '@tributary/cache-keys';
import { expect, onTestFinished, test, vi } from 'vitest';
import { publishEvents, textCompleted } from '../conformance/events.js';
import { gate, Recorder } from '../conformance/recorder.js';
import { policy } from '../conformance/setup.js';
import { createMemoryStreams } from '../memory/memory-streams.js';
import { observeProcess } from './process-pressure.js';

const patience = { timeout: 10_000, interval: 20 };

/** A subscription in a process whose worries the test decides. */
async function setup() {
  const worries = { delayMs: 0, heap: 0 };
  const process = { loopDelayMs: () => worries.delayMs, heapShare: () => worries.heap };
  const transport = createMemoryStreams({ process });
  onTestFinished(() => transport.abandon());
  const slow = gate();
  const recorder = new Recorder(async ({ event }) => {
    if (event.id === 'slow') await slow.promise;
    return { kind: 'acknowledge' };
  });
  await transport.subscribe({ ...policy, leaseMs: 3_000 }, recorder).start();
  return {
    worries,
    recorder,
    slow,
    publish: (...names: string[]) => publishEvents(transport, defaultKeySpace, names.map(textCompleted)),
    /** The reasons, as soon as there are so many. */
    reasons: async (count: number) => {
      const now = () => transport.pauses()[0]?.reasons ?? [];
      await vi.waitUntil(() => now().length === count, patience);
      return now();
    },
  };
}

test.each([
  ['an event loop that is later than a third of the lease', { delayMs: 1_001 }, 'event_loop'],
  ['a heap that is nearly full', { heap: 0.86 }, 'heap'],
])('%s stops the reading; what is in hand goes on', async (_, worry, reason) => {
  const { worries, recorder, slow, publish, reasons } = await setup();
  await publish('slow');
  await recorder.until(({ seen }) => seen.length === 1);
  Object.assign(worries, worry);
  expect(await reasons(1)).toEqual([reason]);
  await publish('waits');
  slow.open();
  await recorder.until(({ results }) => results.length === 1);
  expect(recorder.ids).toEqual(['slow']);
  Object.assign(worries, { delayMs: 0, heap: 0 });
  expect(await reasons(0)).toEqual([]);
  await recorder.until(({ results }) => results.length === 2);
  expect(recorder.ids).toEqual(['slow', 'waits']);
});

test('what fluctuates around its limit does not open and close the gate', async () => {
  const { worries, reasons } = await setup();
  worries.heap = 0.86;
  expect(await reasons(1)).toEqual(['heap']);
  worries.heap = 0.8;
  worries.delayMs = 2_000;
  expect(await reasons(2)).toEqual(['heap', 'event_loop']);
  worries.heap = 0.7;
  expect(await reasons(1)).toEqual(['event_loop']);
});

test('sees how late the event loop is, and how full the heap', async () => {
  const process = observeProcess();
  onTestFinished(() => process.close());
  await vi.waitFor(
    () => {
      const until = performance.now() + 300;
      while (performance.now() < until);
      expect(process.loopDelayMs()).toBeGreaterThan(100);
    },
    { timeout: 20_000 },
  );
  expect(process.heapShare()).toBeGreaterThan(0);
  expect(process.heapShare()).toBeLessThan(1);
});
