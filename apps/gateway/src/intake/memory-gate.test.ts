import { expect, test } from 'vitest';
import { MemoryGate } from './memory-gate.js';

function setup(memoryShare: () => Promise<number>) {
  const clock = { ms: 0 };
  let asked = 0;
  const counted = () => {
    asked++;
    return memoryShare();
  };
  return { clock, asked: () => asked, gate: new MemoryGate({ memoryShare: counted, maxShare: 0.8, now: () => clock.ms }) };
}

test('nothing more is taken in while Redis is nearly full, and again when it is not', async () => {
  let share = 0.81;
  const { clock, gate } = setup(() => Promise.resolve(share));
  await expect(gate.require()).rejects.toMatchObject({ code: 'redis_unavailable' });
  share = 0.5;
  clock.ms = 1_001;
  await expect(gate.require()).resolves.toBeUndefined();
});

test('many submissions share one question', async () => {
  const { gate, asked } = setup(() => Promise.resolve(0.1));
  await Promise.all(Array.from({ length: 50 }, () => gate.require()));
  expect(asked()).toBe(1);
});

test('a Redis that cannot be asked is no reason to refuse: the record has the submission (P-3)', async () => {
  const { gate } = setup(() => Promise.reject(new Error('down')));
  await expect(gate.require()).resolves.toBeUndefined();
});
