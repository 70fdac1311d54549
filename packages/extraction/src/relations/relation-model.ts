import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import type { AbstractSentence } from './abstract-text.js';
import { pairsOf } from './pair-features.js';

/** A trained judge of pairs: one score a label, label 0 is no relation. Part of the model file. */
export interface RelationModel {
  readonly bits: number;
  readonly scale: number;
  readonly labels: readonly string[];
  /** Probability a label must reach: where, on unseen documents, four in five were right. */
  readonly thresholds: readonly number[];
  readonly weights: Int8Array;
}

/** Relations the model is sure of; subject and object types are those it has learned the label with. */
export function judgePairs(
  sentence: AbstractSentence,
  text: string,
  mentions: readonly ChunkMention[],
  model: RelationModel,
  countries: readonly string[],
): ChunkRelation[] {
  const size = model.labels.length;
  const mask = 2 ** model.bits - 1;
  const found: ChunkRelation[] = [];
  const sums = new Int32Array(size);
  const scores = new Float64Array(size);
  for (const { subject, object, features } of pairsOf(sentence, text, countries)) {
    if (mentions[subject.mention]?.text === mentions[object.mention]?.text || isUnrelated(features, model, sums)) continue;
    scores.fill(0);
    for (const hash of features) {
      const row = (hash & mask) * size;
      for (let label = 0; label < size; label++) scores[label]! += model.weights[row + label]! * model.scale;
    }
    const top = softmax(scores);
    if (top === 0 || scores[top]! < (model.thresholds[top] ?? 1)) continue;
    found.push({
      subject: subject.mention,
      predicate: model.labels[top] ?? '',
      object: object.mention,
      confidence: scores[top]! * 0.95,
      evidence: { start: Math.min(subject.start, object.start), end: Math.max(subject.end, object.end) },
    });
  }
  return found;
}

/** Most pairs are not related by any label: whole numbers tell as much in a fraction of the time. */
function isUnrelated(features: Int32Array, { bits, labels: { length: size }, weights }: RelationModel, sums: Int32Array): boolean {
  const mask = 2 ** bits - 1;
  sums.fill(0);
  for (let feature = 0; feature < features.length; feature++) {
    const row = (features[feature]! & mask) * size;
    for (let label = 0; label < size; label++) sums[label] = (sums[label]! + weights[row + label]!) | 0;
  }
  for (let label = 1; label < size; label++) if (sums[label]! >= sums[0]!) return false;
  return true;
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
