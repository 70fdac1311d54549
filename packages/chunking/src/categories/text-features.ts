import { styleLevels } from './style-features.js';

/** Characters of the front of a document that say what kind it is. */
export const featureReach = 8000;
/** Buckets that features are hashed into: a power of two. More made no class better on the development documents. */
export const featureBuckets = 8192;

/** A sparse vector of length 1. */
export interface FeatureVector {
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

/** Words and pairs of words (how often, logarithmic), and how the text is written: lengths, persons, tenses, marks (in steps). */
export function textFeatures(text: string): FeatureVector {
  const front = text.slice(0, featureReach);
  const counts = new Map<string, number>();
  const words = front.toLowerCase().match(/[\p{L}][\p{L}\p{M}'’-]*|\d+|[?!:;"“(@$%]/gu) ?? [];
  let previous = '^';
  for (const word of words) {
    const form = /^\d/.test(word) ? `#${Math.min(5, word.length)}` : word;
    count(counts, form);
    if (isCommon(form) || isCommon(previous)) count(counts, `${previous} ${form}`);
    previous = form;
  }
  const vector = new Map<number, number>();
  for (const [feature, times] of counts) bump(vector, hash(feature), 1 + Math.log(times));
  const length = Math.hypot(...vector.values());

  for (const index of vector.keys()) vector.set(index, (vector.get(index) as number) / length);
  for (const feature of styleLevels(front)) bump(vector, hash(feature), styleWeight);
  return { indices: [...vector.keys()], values: [...vector.values()] };
}

/** A style feature counts as much as a word that makes up a twelfth of the vector. */
const styleWeight = 0.35;
const common = new Set(
  'i you he she we they it is was are be been the a of to in and for not this that my your his her our shall will would can have has had do did said with at by on or any as from ?'.split(
    ' ',
  ),
);

function isCommon(word: string): boolean {
  return common.has(word);
}

function count(counts: Map<string, number>, feature: string): void {
  counts.set(feature, (counts.get(feature) ?? 0) + 1);
}

function bump(vector: Map<number, number>, index: number, value: number): void {
  vector.set(index, (vector.get(index) ?? 0) + value);
}

/** FNV-1a, 32 bits, folded into the buckets. */
function hash(feature: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < feature.length; index++) state = Math.imul(state ^ feature.charCodeAt(index), 0x01000193);
  return ((state >>> 16) ^ state) & (featureBuckets - 1);
}
