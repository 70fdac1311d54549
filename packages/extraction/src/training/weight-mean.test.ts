import { expect, test } from 'vitest';
import { WeightMean } from './weight-mean.js';

test('takes the mean of the states it was given', () => {
  const mean = new WeightMean(2);
  mean.add(Float32Array.of(1, -2));
  mean.add(Float32Array.of(3, 0));
  expect([...mean.read()]).toEqual([2, -1]);
});
