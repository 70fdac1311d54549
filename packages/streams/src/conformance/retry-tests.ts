import { RetryableError, TerminalError } from '@tributary/stage-kit';
import { expect } from 'vitest';
import type { ConformanceTests } from './backend.js';
import { setup } from './setup.js';

export const retryTests: ConformanceTests = {
  'brings a failed delivery back with its attempt counted (P-70)': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    const { recorder } = await consume({}, ({ attempt }) => (attempt < 3 ? { kind: 'retry', delayMs: 20 } : { kind: 'acknowledge' }));
    await publish('one');
    await recorder.until(({ results }) => results.some(({ kind }) => kind === 'acknowledge'));
    expect(recorder.attempts).toEqual([1, 2, 3]);
    expect(recorder.deliveries).toEqual([1, 1, 1]);
  },

  'brings a retry back not before it is due': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    const times: number[] = [];
    const { recorder } = await consume({}, ({ attempt }) => {
      times.push(performance.now());
      return attempt === 1 ? { kind: 'retry', delayMs: 300 } : { kind: 'acknowledge' };
    });
    await publish('one');
    await recorder.until(({ results }) => results.length === 2);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(298);
  },

  'does not charge a parked delivery': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    let parks = 0;
    const { recorder } = await consume({}, () => (parks++ < 4 ? { kind: 'park', delayMs: 10 } : { kind: 'acknowledge' }));
    await publish('one');
    await recorder.until(({ results }) => results.some(({ kind }) => kind === 'acknowledge'));
    expect(recorder.attempts).toEqual([1, 1, 1, 1, 1]);
  },

  'keeps retries of one group from the others': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    const other = await consume({ group: 'audit' });
    const failing = await consume({}, ({ attempt }) => (attempt < 4 ? { kind: 'retry', delayMs: 5 } : { kind: 'acknowledge' }));
    await publish('one');
    await failing.recorder.until(({ results }) => results.length === 4);
    await publish('two');
    await other.recorder.until(({ ids }) => ids.includes('two'));
    expect(other.recorder.ids).toEqual(['one', 'two']);
  },

  'lets another process run a retry': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    const first = await consume({}, () => ({ kind: 'retry', delayMs: 400 }));
    await publish('one');
    await first.recorder.until(({ results }) => results.length === 1);
    await first.drain();
    const second = await consume();
    await second.recorder.until(({ results }) => results.length === 1);
    expect(second.recorder.attempts).toEqual([2]);
  },

  'retries what a handler throws, by its class, and asks for the end when the budget is spent': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    let busy = 0;
    const { recorder } = await consume({ attempts: 2, baseMs: 10, capMs: 10 }, ({ event, attempt }) => {
      if (event.id === 'terminal') throw new TerminalError('encrypted', 'needs a password');
      if (event.id === 'busy' && ++busy < 4) {
        throw new RetryableError('database_unavailable', 'down', { uncharged: true });
      }
      if (event.id === 'bug') throw new Error(`attempt ${attempt}`);
      return { kind: 'acknowledge' };
    });
    await publish('terminal', 'busy', 'bug');
    await recorder.until(({ results }) => results.filter(({ kind }) => kind === 'acknowledge').length === 3);
    const of = (name: string) =>
      recorder.seen.filter(({ delivery }) => delivery.event.id === name).map(({ delivery, exhausted }) => [delivery.attempt, exhausted]);
    expect(of('terminal')).toEqual([
      [1, false],
      [1, true],
    ]);
    expect(of('busy')).toEqual([
      [1, false],
      [1, false],
      [1, false],
      [1, false],
    ]);
    expect(of('bug')).toEqual([
      [1, false],
      [2, false],
      [2, true],
    ]);
  },
};
