import type { FeatureVector } from './text-features.js';

/** A linear classifier as it is stored: weights in 8 bits, row by row (one row a bucket, one column a class), base64. */
export interface StoredModel {
  readonly version: string;
  readonly buckets: number;
  readonly classes: readonly string[];
  readonly bias: readonly number[];
  /** What a stored weight of 1 is worth. */
  readonly scale: number;
  readonly weights: string;
}

export interface LinearModel {
  readonly classes: readonly string[];
  readonly bias: readonly number[];
  readonly scale: number;
  readonly weights: Int8Array;
}

export function readModel({ classes, bias, scale, weights }: StoredModel): LinearModel {
  return { classes, bias, scale, weights: new Int8Array(Buffer.from(weights, 'base64')) };
}

/** The probability of each class (softmax), in the order of `classes`. */
export function classProbabilities({ classes, bias, scale, weights }: LinearModel, { indices, values }: FeatureVector): readonly number[] {
  const scores = [...bias];
  indices.forEach((bucket, at) => {
    const value = (values[at] as number) * scale;
    for (let column = 0; column < scores.length; column++) {
      scores[column] = (scores[column] as number) + (weights[bucket * classes.length + column] as number) * value;
    }
  });
  return softmax(scores);
}

export function softmax(scores: readonly number[]): readonly number[] {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
