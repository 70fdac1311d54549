import { hashPair, lowerHash } from './hash.js';
import { HashTable } from './hash-table.js';
import { WordKnowledge } from './word-knowledge.js';

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
  'town',
  'landform',
  'famous',
  'rareSurname',
] as const;
export type WordClass = (typeof wordClasses)[number];

export function classBit(name: WordClass): number {
  return 1 << wordClasses.indexOf(name);
}

/** Classes told apart jointly; the later ones are long lists whose every combination would be too rare to learn from. */
export const jointClasses = 2 ** 18 - 1;

/** Set where a listed phrase of several words begins with the word. */
export const startsPhrase = 1 << wordClasses.length;

/** Longest phrase looked up, in words. */
export const longestPhrase = 4;
const phraseSeed = 77;

/** Word lists: class bits by the hash of the word, or of the phrase's words. */
export interface Lexicon {
  readonly words: HashTable;
  readonly phrases: HashTable;
  readonly knowledge: WordKnowledge;
}

/** Reads lines `word<TAB>bits in base 36`; a word with spaces is a phrase. `known` is what `encodeWords` made. */
export function parseLexicon(source: string, known: Uint8Array = new Uint8Array()): Lexicon {
  const lines = countLines(source);
  const words = new HashTable(lines);
  const phrases = new HashTable(lines);
  for (let start = 0; start < source.length; ) {
    const next = source.indexOf('\n', start);
    const end = next < 0 ? source.length : next;
    const tab = source.indexOf('\t', start);
    if (tab < 0) break;
    addEntry(source, start, tab, Number.parseInt(source.slice(tab + 1, end), 36), words, phrases);
    start = end + 1;
  }
  return { words, phrases, knowledge: new WordKnowledge(known) };
}

function addEntry(source: string, start: number, end: number, bits: number, words: HashTable, phrases: HashTable): void {
  const blank = source.indexOf(' ', start);
  const first = lowerHash(source, start, blank < 0 || blank > end ? end : blank);
  if (blank < 0 || blank > end) {
    words.put(first, words.get(first) | bits);
    return;
  }
  let phrase = 0;
  for (let from = start; from < end; ) {
    const stop = source.indexOf(' ', from);
    const to = stop < 0 || stop > end ? end : stop;
    phrase = phraseHash(phrase, lowerHash(source, from, to));
    from = to + 1;
  }
  words.put(first, words.get(first) | startsPhrase);
  phrases.put(phrase, bits);
}

function countLines(source: string): number {
  let lines = 1;
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** Hash of a phrase that goes on: begins with 0. */
export function phraseHash(before: number, lowerHash: number): number {
  return hashPair(phraseSeed, before, lowerHash);
}
