import { expect, test } from 'vitest';
import { longestRecovery } from './throughput.js';

/** One stage ends every 100 ms from `from` to `to`. */
const steady = (from: number, to: number) => Array.from({ length: Math.floor((to - from) / 100) }, (_, index) => from + index * 100);

test('recovery lasts from the end of the fault to nine tenths of the throughput before it (I6)', () => {
  const ends = [...steady(0, 10_000), ...steady(15_000, 30_000)];
  expect(longestRecovery(ends, [12_000], 30_000)).toBe(3_000);
});

test('a trickle is no recovery', () => {
  const trickle = Array.from({ length: 10 }, (_, index) => 12_000 + index * 1_000);
  expect(longestRecovery([...steady(0, 10_000), ...trickle, ...steady(22_000, 30_000)], [12_000], 30_000)).toBe(10_000);
});

test('a run that came to rest has recovered, and one without faults has nothing to recover from', () => {
  expect(longestRecovery(steady(0, 10_000), [9_900], 11_000)).toBe(1_100);
  expect(longestRecovery(steady(0, 10_000), [], 11_000)).toBe(0);
});
