import { expect, test } from 'vitest';
import { mutate, randomFrom } from './mutate.js';

const sample = Buffer.from('%PDF-1.7 a file of some length that can be damaged in many ways'.repeat(5));

test('damages a file the same way for the same seed, and never the file itself', () => {
  const before = Buffer.from(sample);
  const damaged = Array.from({ length: 200 }, (_, seed) => mutate(sample, seed + 1));
  expect(damaged).toEqual(Array.from({ length: 200 }, (_, seed) => mutate(sample, seed + 1)));
  expect(sample).toEqual(before);
  expect(new Set(damaged.map((bytes) => Buffer.from(bytes).toString('latin1'))).size).toBeGreaterThan(150);
});

test('survives files of a byte and of none', () => {
  for (let seed = 1; seed < 300; seed += 1) {
    expect(mutate(Buffer.from('x'), seed)).toBeInstanceOf(Uint8Array);
    expect(mutate(new Uint8Array(0), seed)).toBeInstanceOf(Uint8Array);
  }
});

test('gives numbers from 0 to 1', () => {
  const random = randomFrom(0);
  const numbers = Array.from({ length: 1000 }, () => random());
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
});
