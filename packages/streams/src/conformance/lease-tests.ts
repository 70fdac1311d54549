import { expect } from 'vitest';
import type { ConformanceTests } from './backend.js';
import { gate } from './recorder.js';
import { setup, shortLeaseMs } from './setup.js';

const never = () => new Promise<never>(() => {});

export const leaseTests: ConformanceTests = {
  'hands the entry of a crashed consumer to another one': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    const doomed = await consume({ leaseMs: shortLeaseMs }, never);
    await publish('one');
    await doomed.recorder.until(({ seen }) => seen.length === 1);
    doomed.transport.abandon();
    const heir = await consume({ leaseMs: shortLeaseMs });
    await heir.recorder.until(({ results }) => results.length === 1);
    expect(heir.recorder.deliveries).toEqual([2]);
    expect(heir.recorder.attempts).toEqual([1]);
  },

  'takes over from a crashed consumer before it takes new entries, however many wait (P-73)': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    const doomed = await consume({ leaseMs: shortLeaseMs }, never);
    await publish('orphan');
    await doomed.recorder.until(({ seen }) => seen.length === 1);
    doomed.transport.abandon();
    const backlog = Array.from({ length: 400 }, (_, index) => `new ${index}`);
    await publish(...backlog);
    // No slot is ever free for longer than a read takes.
    const heir = await consume({ leaseMs: shortLeaseMs, concurrency: 1 }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return { kind: 'acknowledge' };
    });
    await heir.recorder.until(({ endedIds }) => endedIds.has('orphan'));
    expect(heir.recorder.endedIds.size).toBeLessThan(backlog.length);
    heir.transport.abandon();
  },

  'keeps the lease of a run that takes many times as long': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    const done = gate();
    const answer = async () => {
      await done.promise;
      return { kind: 'acknowledge' } as const;
    };
    const worker = await consume({ leaseMs: shortLeaseMs }, answer);
    const rival = await consume({ leaseMs: shortLeaseMs }, answer);
    await publish('one');
    setTimeout(done.open, 3 * shortLeaseMs);
    await Promise.race([
      worker.recorder.until(({ results }) => results.length === 1),
      rival.recorder.until(({ results }) => results.length === 1),
    ]);
    expect([...worker.recorder.results, ...rival.recorder.results]).toEqual([{ id: 'one', kind: 'acknowledge', result: 'settled' }]);
    expect([...worker.recorder.ids, ...rival.recorder.ids]).toEqual(['one']);
  },

  'gives up a run that neither ends nor moves, and frees its slot': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    const { recorder } = await consume({ leaseMs: shortLeaseMs, maxDurationMs: 200, concurrency: 1 }, ({ event, deliveries }) =>
      event.id === 'hung' && deliveries === 1 ? never() : { kind: 'acknowledge' },
    );
    await publish('hung', 'next');
    await recorder.until(({ results }) => results.length === 2);
    const [hung] = recorder.seen.filter(({ delivery }) => delivery.event.id === 'hung');
    expect(hung?.delivery.signal.aborted).toBe(true);
    expect(recorder.results.map(({ id }) => id).sort()).toEqual(['hung', 'next']);
  },

  'counts progress as a sign of life': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    const { recorder } = await consume({ leaseMs: shortLeaseMs, maxDurationMs: 300 }, async ({ progress, signal }) => {
      const moving = setInterval(progress, 50);
      await new Promise((resolve) => setTimeout(resolve, 900));
      clearInterval(moving);
      return signal.aborted ? { kind: 'park', delayMs: 0 } : { kind: 'acknowledge' };
    });
    await publish('one');
    await recorder.until(({ results }) => results.length === 1);
    expect(recorder.results).toEqual([{ id: 'one', kind: 'acknowledge', result: 'settled' }]);
  },

  'asks for the end of an entry that was handed out too often': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    await publish('poison');
    for (let crash = 0; crash < 3; crash++) {
      const doomed = await consume({ leaseMs: shortLeaseMs }, never);
      await doomed.recorder.until(({ seen }) => seen.length === 1);
      doomed.transport.abandon();
    }
    const last = await consume({ leaseMs: shortLeaseMs });
    await last.recorder.until(({ results }) => results.length === 1);
    expect(last.recorder.seen.map(({ exhausted, delivery }) => [exhausted, delivery.deliveries])).toEqual([[true, 4]]);
  },

  'lets what ends its workers take no neighbour along more than twice (P-73)': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    await publish('poison', 'a', 'b', 'c');
    let alone: string | undefined;
    for (const taken of [4, 4, 1]) {
      const doomed = await consume({ leaseMs: shortLeaseMs }, never);
      await doomed.recorder.until(({ seen }) => seen.length >= taken);
      doomed.transport.abandon();
      // Which of the four is tried first by itself depends on their partitions.
      alone = doomed.recorder.ids[0];
    }
    const last = await consume({ leaseMs: shortLeaseMs });
    await last.recorder.until(({ endedIds }) => endedIds.size === 4);
    const exhausted = last.recorder.seen.filter((one) => one.exhausted);
    expect(exhausted.map(({ delivery }) => delivery.event.id)).toEqual([alone]);
  },

  'runs what died twice with its workers alone: nothing new is taken beside it (P-73)': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    await publish('suspect');
    for (let crash = 0; crash < 2; crash++) {
      const doomed = await consume({ leaseMs: shortLeaseMs }, never);
      await doomed.recorder.until(({ seen }) => seen.length === 1);
      doomed.transport.abandon();
    }
    const done = gate();
    const careful = await consume({ leaseMs: 3 * shortLeaseMs }, async () => {
      await done.promise;
      return { kind: 'acknowledge' };
    });
    await careful.recorder.until(({ seen }) => seen.length === 1);
    const other = await consume({ leaseMs: shortLeaseMs });
    await publish('fresh', 'more');
    await other.recorder.until(({ endedIds }) => endedIds.size === 2);
    expect(careful.recorder.ids).toEqual(['suspect']);
    done.open();
    await careful.recorder.until(({ endedIds }) => endedIds.has('suspect'));
    await other.drain();
    await publish('later');
    await careful.recorder.until(({ endedIds }) => endedIds.has('later'));
  },

  'finishes what runs when it drains, and takes nothing new': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    const done = gate();
    const { recorder, drain } = await consume({}, async () => {
      await done.promise;
      return { kind: 'acknowledge' };
    });
    await publish('one');
    await recorder.until(({ seen }) => seen.length === 1);
    const drained = drain(10_000);
    await publish('two');
    done.open();
    await drained;
    expect(recorder.results).toEqual([{ id: 'one', kind: 'acknowledge', result: 'settled' }]);
    const next = await consume();
    await next.recorder.until(({ results }) => results.length === 1);
    expect(next.recorder.ids).toEqual(['two']);
  },

  'gives back at once what does not end in time, uncounted': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    const leaving = await consume({ leaseMs: 2_000 }, ({ event, signal }) =>
      event.id === 'deaf'
        ? never()
        : new Promise((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'retry', delayMs: 60_000 }), { once: true })),
    );
    await publish('deaf', 'polite');
    await leaving.recorder.until(({ seen }) => seen.length === 2);
    const staying = await consume({ leaseMs: 2_000 });
    await leaving.drain(10);
    const leftAt = performance.now();
    await staying.recorder.until(({ results }) => results.length === 2);
    expect(performance.now() - leftAt).toBeLessThan(3_000);
    expect(staying.recorder.seen.map(({ delivery }) => [delivery.attempt, delivery.deliveries])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  },
};
