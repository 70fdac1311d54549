import { hashPair, hashText } from './hash.js';

/** What the word lists know about a word, one bit each. The order is part of the model format. */
export const wordClasses = [
  'firstName',
  'surname',
  'country',
  'region',
  'city',
  'placeWord',
  'organization',
  'organizationWord',
  'legalSuffix',
  'demonym',
  'honorific',
  'calendar',
  'usuallyLower',
  'usuallyCapital',
  'verb',
  'role',
  'language',
  'common',
] as const;
export type WordClass = (typeof wordClasses)[number];

export function classBit(name: WordClass): number {
  return 1 << wordClasses.indexOf(name);
}

/** Set where a listed phrase of several words begins with the word. */
export const startsPhrase = 1 << wordClasses.length;

/** Longest phrase looked up, in words. */
export const longestPhrase = 4;
const phraseSeed = 77;
const wordSeed = 2;

/** Word lists, keyed by the lower-case form. */
export interface Lexicon {
  readonly words: ReadonlyMap<string, number>;
  /** Class bits by the hash of the phrase's words. */
  readonly phrases: ReadonlyMap<number, number>;
}

/** Reads lines `word<TAB>bits in base 36`; a word with spaces is a phrase. */
export function parseLexicon(source: string): Lexicon {
  const words = new Map<string, number>();
  const phrases = new Map<number, number>();
  for (const line of source.split('\n')) {
    const tab = line.indexOf('\t');
    if (tab < 0) continue;
    const text = line.slice(0, tab);
    const bits = Number.parseInt(line.slice(tab + 1), 36);
    const parts = text.split(' ');
    if (parts.length === 1) {
      words.set(text, (words.get(text) ?? 0) | bits);
      continue;
    }
    const first = parts[0] ?? '';
    words.set(first, (words.get(first) ?? 0) | startsPhrase);
    phrases.set(phraseHash(parts.map(lowerHash)), bits);
  }
  return { words, phrases };
}

export function lowerHash(lower: string): number {
  return hashText(lower, wordSeed);
}

export function phraseHash(lowerHashes: readonly number[]): number {
  return lowerHashes.reduce((hash, next) => hashPair(phraseSeed, hash, next), 0);
}
