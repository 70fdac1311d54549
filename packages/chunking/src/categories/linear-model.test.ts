import { expect, test } from 'vitest';
import { classProbabilities, readModel, softmax } from './linear-model.js';

const model = readModel({
  version: '1',
  buckets: 2,
  classes: ['a', 'b'],
  bias: [0, 1],
  scale: 0.5,
  weights: Buffer.from(Int8Array.of(4, 0, 0, -4).buffer).toString('base64'),
});

test('scores are the bias and the weights of the features, as probabilities', () => {
  expect(classProbabilities(model, { indices: [], values: [] })).toEqual(softmax([0, 1]));
  expect(classProbabilities(model, { indices: [0, 1], values: [1, 0.5] })).toEqual(softmax([2, 0]));
});

test('probabilities add up to 1 however large the scores are', () => {
  const probabilities = softmax([1000, 999, -1000]);
  expect(probabilities.reduce((sum, share) => sum + share)).toBeCloseTo(1);
  expect(probabilities[0]).toBeCloseTo(0.731, 3);
});
