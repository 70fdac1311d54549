import { lowerHash } from './hash.js';
import { classBit, type Lexicon } from './lexicon.js';
import type { Tokens } from './tokenize.js';
import { habitOf } from './word-knowledge.js';

/** Shorter sentences in capitals are headings and names, which the tagger knows as they are. */
const fewestWords = 5;
/** So many ordinary words tell a sentence that shouts from a row of names and abbreviations. */
const fewestOrdinary = 2;
/** Habits up to this one: written small three times in four; from `mostlyCapital` on: nine times in ten with a capital. */
const mostlySmall = 2;
const mostlyCapital = 6;
const firstName = classBit('firstName');
const surname = classBit('surname') | classBit('rareSurname');
const ofNames = classBit('organizationWord') | classBit('legalSuffix') | classBit('placeWord') | surname;
const named =
  classBit('firstName') |
  classBit('surname') |
  classBit('city') |
  classBit('country') |
  classBit('region') |
  classBit('organization') |
  classBit('town');

/**
 * Writes sentences that are all in capitals, and those without any, the way they would usually be written, word by word: a tagger that
 * lives on capitals sees nothing in either. Places of the words stay as they are. `sentences` are starts, the last one is the end.
 */
export function recase(tokens: Tokens, sentences: readonly number[], lexicon: Lexicon): Tokens {
  let words: string[] | undefined;
  for (let at = 0; at + 1 < sentences.length; at++) {
    const [from, to] = [sentences[at]!, sentences[at + 1]!];
    const kind = caseOf(tokens.words, from, to, lexicon);
    if (kind === 'mixed') continue;
    words ??= [...tokens.words];
    for (let index = from; index < to; index++)
      words[index] = kind === 'capitals' ? quietened(words, index, from, lexicon) : raised(words, index, from, lexicon);
  }
  return words === undefined ? tokens : { ...tokens, words };
}

function caseOf(words: readonly string[], from: number, to: number, lexicon: Lexicon): 'capitals' | 'small' | 'mixed' {
  let capitals = 0;
  let small = 0;
  for (let index = from; index < to; index++) {
    const word = words[index]!;
    if (word.length < 2 || !/^\p{L}/u.test(word)) continue;
    if (word === word.toUpperCase()) capitals++;
    else if (word === word.toLowerCase()) small++;
    else return 'mixed';
    if (capitals > 0 && small > 0) return 'mixed';
  }
  if (small >= fewestWords) return 'small';
  if (capitals < fewestWords) return 'mixed';
  let ordinary = 0;
  for (let index = from; index < to && ordinary < fewestOrdinary; index++)
    if (isSmallWord(words[index]!.toLowerCase(), lexicon)) ordinary++;
  return ordinary < fewestOrdinary ? 'mixed' : 'capitals';
}

function quietened(words: readonly string[], index: number, from: number, lexicon: Lexicon): string {
  const word = words[index]!;
  const lower = word.toLowerCase();
  const before = index > from ? words[index - 1]! : '';
  const followsName = /^\p{Lu}/u.test(before) && before !== before.toUpperCase();
  const belongs = followsName && (lexicon.words.get(lowerHash(lower)) & ofNames) !== 0;
  if (isSmallWord(lower, lexicon) && !belongs) return lower;
  return /^(?:LLC|LLP|PLC|LP|NV|BV|SA|AG|[A-Z]\.(?:[A-Z]\.)*|[A-Z])$/u.test(word) ? word : word.slice(0, 1) + lower.slice(1);
}

function raised(words: readonly string[], index: number, from: number, lexicon: Lexicon): string {
  const word = words[index]!;
  const hash = lowerHash(word);
  const classes = lexicon.words.get(hash);
  const isName = habitOf(lexicon.knowledge.lookup(hash)) >= mostlyCapital && (classes & named) !== 0;
  const isSurname = index > from && (classes & surname) !== 0 && isRaisedFirstName(words[index - 1]!, lexicon);
  return isName || isSurname ? word.slice(0, 1).toUpperCase() + word.slice(1) : word;
}

function isRaisedFirstName(word: string, lexicon: Lexicon): boolean {
  return /^\p{Lu}/u.test(word) && (lexicon.words.get(lowerHash(word.toLowerCase())) & firstName) !== 0;
}

function isSmallWord(lower: string, lexicon: Lexicon): boolean {
  const habit = habitOf(lexicon.knowledge.lookup(lowerHash(lower)));
  return habit >= 1 && habit <= mostlySmall;
}
