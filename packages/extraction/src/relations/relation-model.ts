/** A trained judge of pairs: one score a label, label 0 is no relation. Part of the model file. */
export interface RelationModel {
  readonly bits: number;
  readonly scale: number;
  readonly labels: readonly string[];
  /** Probability a label must reach: where, on unseen documents, four in five were right. */
  readonly thresholds: readonly number[];
  readonly weights: Int8Array;
}

/** Turns scores into probabilities in place and returns the index of the largest. */
export function softmax(scores: Float64Array): number {
  let top = 0;
  for (let label = 1; label < scores.length; label++) if (scores[label]! > scores[top]!) top = label;
  const limit = scores[top]!;
  let sum = 0;
  for (let label = 0; label < scores.length; label++) sum += scores[label] = Math.exp(scores[label]! - limit);
  for (let label = 0; label < scores.length; label++) scores[label]! /= sum;
  return top;
}
