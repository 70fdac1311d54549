import { styleLevels } from './style-features.js';

/** Characters of the front of a document that say what kind it is. */
export const featureReach = 6000;
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
  const counts = new Map<number, number>();
  let previous = '^';
  let previousHash = hash(previous);
  for (const word of front.toLowerCase().match(/[\p{L}][\p{L}\p{M}'’-]*|\d+|[?!:;"“(@$%]/gu) ?? []) {
    const form = /^\d/.test(word) ? `#${Math.min(5, word.length)}` : word;
    const own = hash(form);
    bump(counts, bucketOf(own), 1);
    if (common.has(form) || common.has(previous)) bump(counts, bucketOf(hash(form, previousHash)), 1);
    previous = form;
    previousHash = own;
  }
  const indices = [...counts.keys()];
  const logarithms = [...counts.values()].map((times) => 1 + Math.log(times));
  const length = Math.hypot(...logarithms);
  const vector = new Map(indices.map((index, at) => [index, (logarithms[at] as number) / length]));
  for (const feature of styleLevels(front)) bump(vector, bucketOf(hash(feature)), styleWeight);
  return { indices: [...vector.keys()], values: [...vector.values()] };
}

/** A style feature counts as much as a word that makes up a twelfth of the vector. */
const styleWeight = 0.35;
const common = new Set(
  'i you he she we they it is was are be been the a of to in and for not this that my your his her our shall will would can have has had do did said with at by on or any as from ?'.split(
    ' ',
  ),
);

function bump(vector: Map<number, number>, index: number, value: number): void {
  vector.set(index, (vector.get(index) ?? 0) + value);
}

/** FNV-1a, 32 bits; a pair goes on from the hash of its first word. */
function hash(feature: string, from = 0x811c9dc5): number {
  let state = from;
  for (let index = 0; index < feature.length; index++) state = Math.imul(state ^ feature.charCodeAt(index), 0x01000193);
  return state;
}

function bucketOf(hashed: number): number {
  return ((hashed >>> 16) ^ hashed) & (featureBuckets - 1);
}
