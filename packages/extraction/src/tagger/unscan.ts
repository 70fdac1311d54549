import { lowerHash } from './hash.js';
import { classBit, type Lexicon } from './lexicon.js';
import type { Tokens } from './tokenize.js';

/** Digits inside a word that a scanner reads for letters, each with what it may have been; the first that gives a known word counts. */
const misread: Readonly<Record<string, readonly string[]>> = { 0: ['o'], 1: ['l', 'i'], 5: ['s'], 8: ['b'] };
/** Three letters at least, and no number with its ending or unit (`18th`, `80s`, `50km`). */
const damaged = /^(?!\d+\p{L}{1,3}$)(?=(?:\d*\p{L}){3})(?=.*[0158])[\p{L}0158]+$/u;
/** Digits of the longest word put right: some double the readings. */
const mostDigits = 4;
const ofNames =
  classBit('firstName') |
  classBit('surname') |
  classBit('rareSurname') |
  classBit('country') |
  classBit('region') |
  classBit('city') |
  classBit('town') |
  classBit('organizationWord') |
  classBit('legalSuffix') |
  classBit('placeWord') |
  classBit('honorific');

/**
 * Words that a scan has damaged (`Wi11iam Sm1th`), as they were: only where a known word comes of it. Places of the words stay as they are; only what the
 * tagger makes of them changes.
 */
export function unscan(tokens: Tokens, lexicon: Lexicon): Tokens {
  let words: string[] | undefined;
  for (let index = 0; index < tokens.words.length; index++) {
    const word = tokens.words[index]!;
    if (!hasDigit(word) || !damaged.test(word)) continue;
    const read = readingOf(word, lexicon);
    if (read === undefined) continue;
    words ??= [...tokens.words];
    words[index] = read;
  }
  return words === undefined ? tokens : { ...tokens, words };
}

/** Hardly any word has one: it is not worth a pattern to find out. */
function hasDigit(word: string): boolean {
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (code >= 48 && code <= 57) return true;
  }
  return false;
}

function readingOf(word: string, lexicon: Lexicon): string | undefined {
  const digits = word.match(/\d/g)?.length ?? 0;
  // Serial numbers have letters as well, but not more of them than digits; `mp3` and `b5` are words as they are.
  if (digits > mostDigits || digits * 2 > word.length || isKnown(word, lexicon)) return undefined;
  let readings = [''];
  for (const character of word) {
    const letters = misread[character] ?? [character];
    readings = readings.flatMap((reading) => letters.map((letter) => reading + letter));
  }
  const found = readings.find((reading) => isKnown(reading, lexicon));
  if (found === undefined) return undefined;
  if (word === word.toUpperCase() && word.length > digits + 1) return found.toUpperCase();
  return /^[\p{Lu}\d]/u.test(word) ? found.slice(0, 1).toUpperCase() + found.slice(1) : found;
}

function isKnown(word: string, { words, knowledge }: Lexicon): boolean {
  const hash = lowerHash(word.toLowerCase());
  return (words.get(hash) & ofNames) !== 0 || knowledge.lookup(hash) !== 0;
}
