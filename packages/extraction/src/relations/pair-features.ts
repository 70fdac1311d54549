import { hashPair, hashText } from '../tagger/hash.js';
import type { AbstractSentence } from './abstract-text.js';
import { isCountry } from './countries.js';
import type { Slot } from './slots.js';

/** A pair of slots that may be related, and how their sentence reads around them. */
export interface Pair {
  readonly subject: Slot;
  readonly object: Slot;
  /** Hashes of what describes the pair. */
  readonly features: Int32Array;
}

/** Countries a text names, in the order of their first mention: in a text that names one, most places are in it. */
export function countriesOf(text: string, slots: readonly Slot[]): string[] {
  return [
    ...new Set(
      slots
        .filter(({ letter }) => letter === 'L')
        .map(({ start, end }) => text.slice(start, end).toLowerCase())
        .filter(isCountry),
    ),
  ];
}

/** Pairs with more slots or words between them than this are related by accident. */
const mostSlotsBetween = 8;
const mostWordsBetween = 30;
const related = new Set(['PO', 'PP', 'PL', 'PD', 'OO', 'OL', 'OD', 'LL', 'OP']);

/** All pairs of a sentence whose types some relation joins, in both directions, with their features. */
export function pairsOf(sentence: AbstractSentence, text: string, countries: readonly string[]): Pair[] {
  const parts = sentence.text.split(/(«[A-Z]\d+»)/);
  const gaps = sentence.slots.map((_, index) => wordsOf(parts[index * 2] ?? ''));
  gaps.push(wordsOf(parts.at(-1) ?? ''));
  const pairs: Pair[] = [];
  for (let left = 0; left < sentence.slots.length; left++) {
    for (let right = left + 1; right < sentence.slots.length && right - left <= mostSlotsBetween + 1; right++) {
      const between = gaps.slice(left + 1, right + 1);
      if (between.reduce((sum, words) => sum + words.length, 0) > mostWordsBetween) break;
      for (const [s, o] of [
        [left, right],
        [right, left],
      ] as const) {
        const subject = sentence.slots[s];
        const object = sentence.slots[o];
        if (
          subject === undefined ||
          object === undefined ||
          subject.mention === object.mention ||
          !related.has(subject.letter + object.letter)
        )
          continue;
        pairs.push({ subject, object, features: describe(sentence.slots, gaps, left, right, s < o, text, countries) });
      }
    }
  }
  return pairs;
}

/** A sentence's words between its slots, hashed once. */
type Gaps = readonly (readonly number[])[];

const none = 0x2545f491;
/** Marks of slots between the pair, by letter. */
const slotWord = (slot: Slot | undefined): number => (slot === undefined ? none : hashText(slot.letter, 303));

function describe(
  slots: readonly Slot[],
  gaps: Gaps,
  left: number,
  right: number,
  forward: boolean,
  text: string,
  countries: readonly string[],
): Int32Array {
  const [first, second] = [slots[left], slots[right]] as [Slot, Slot];
  const [subject, object] = forward ? [first, second] : [second, first];
  const features: number[] = [];
  const add = (kind: number, a = 0, b = 0): void => {
    features.push(hashPair(310 + kind, a, b));
  };
  const words: number[] = [...(gaps[left + 1] ?? [])];
  for (let at = left + 1; at < right; at++) words.push(slotWord(slots[at]), ...(gaps[at + 1] ?? []));
  describeBetween(words, right - left, add);
  describeAround(slots, gaps, left, right, words, add);
  describeNames(text.slice(subject.start, subject.end), text.slice(object.start, object.end), right - left, words, countries, add);
  add(40, left === 0 ? 1 : 0, first.weight < 1 ? 1 : 0);
  add(41, first.start < 200 ? 1 : 0);
  const types = hashText(`${subject.letter}${object.letter}${forward ? '>' : '<'}`, 300);
  return Int32Array.from(features, (feature) => hashPair(301, types, feature));
}

type Add = (kind: number, a?: number, b?: number) => void;

function describeBetween(words: readonly number[], distance: number, add: Add): void {
  add(0);
  add(1, words.length <= 6 ? fold(words) : none);
  add(2, distance);
  add(3, Math.min(9, words.length >> 1));
  for (let at = 0; at < words.length; at++) {
    const next = words[at + 1] ?? none;
    add(4, words[at]);
    add(5, words[at], next);
    add(6, hashPair(1, words[at - 1] ?? none, words[at] ?? none), next);
  }
  add(7, fold(words.slice(0, 2)));
  add(8, fold(words.slice(-2)));
  add(9, words.at(-1) ?? none);
}

function describeAround(slots: readonly Slot[], gaps: Gaps, left: number, right: number, words: readonly number[], add: Add): void {
  const before = gaps[left] ?? [];
  const after = gaps[right + 1] ?? [];
  const [last, next] = [before.at(-1) ?? none, after[0] ?? none];
  add(20, last);
  add(21, before.at(-2) ?? none, last);
  add(22, next);
  add(23, next, after[1] ?? none);
  add(24, last, fold(words.slice(0, 2)));
  add(25, fold(words.slice(-2)), next);
  add(26, slotWord(slots[left - 1]));
  add(27, slotWord(slots[right + 1]));
}

function describeNames(
  subject: string,
  object: string,
  distance: number,
  words: readonly number[],
  countries: readonly string[],
  add: Add,
): void {
  const [from, to] = [lastWord(subject), lastWord(object)];
  const whole = hashText(object.toLowerCase(), 304);
  const near = Math.min(3, distance);
  add(30, whole);
  add(31, to);
  add(32, from);
  add(33, from === to ? 1 : 0);
  add(34, to, fold(words.slice(0, 3)));
  add(35, from, to);
  add(36, whole, near);
  const place = (isCountry(subject) ? 2 : 0) + (isCountry(object) ? 1 : 0);
  const among = Math.min(4, countries.length) * 2 + (countries[0] === object.toLowerCase() ? 1 : 0);
  add(37, place);
  add(38, place, among);
  add(39, place * 16 + among, near);
  add(42, place, words.at(-1) ?? none);
}

function lastWord(name: string): number {
  return hashText(name.toLowerCase().split(/\s+/).at(-1) ?? '', 305);
}

function fold(words: readonly number[]): number {
  return words.reduce((hash, word) => hashPair(2, hash, word), words.length);
}

function wordsOf(text: string): number[] {
  return [...text.toLowerCase().matchAll(/\p{L}+|\d+|[^\s\p{L}\d]/gu)].map(([word]) => hashText(/^\d/.test(word) ? '0' : word, 302));
}
