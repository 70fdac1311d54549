import { expect, test } from 'vitest';
import { featureBuckets, textFeatures } from './text-features.js';

test('features are finite, in their buckets, and the same for the same text', () => {
  const { indices, values } = textFeatures('The Company shall pay $12 to you. Why? "Because," he said.');
  expect(indices).toHaveLength(values.length);
  expect(new Set(indices).size).toBe(indices.length);
  for (const index of indices) expect(index >= 0 && index < featureBuckets).toBe(true);
  for (const value of values) expect(Number.isFinite(value)).toBe(true);
  expect(textFeatures('The Company shall pay $12 to you. Why? "Because," he said.')).toEqual({ indices, values });
});

test('no text has no features', () => {
  expect(textFeatures('')).toEqual({ indices: [], values: [] });
});

test('longer texts have more features of style', () => {
  const sentence = 'The Company shall pay 12 dollars to you. ';
  expect(textFeatures(sentence.repeat(100)).indices.length).toBeGreaterThan(textFeatures(sentence.repeat(5)).indices.length);
});
