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
/** Letters of subjects and objects that relations are learned of. */
export const related: ReadonlySet<string> = new Set(['PO', 'PP', 'PL', 'PD', 'OO', 'OL', 'OD', 'LL', 'OP']);

/** All pairs of a sentence whose types some relation joins, in both directions, with their features. `letters` are those of subject and object. */
export function pairsOf(
  sentence: AbstractSentence,
  text: string,
  countries: readonly string[],
  wanted: (letters: string) => boolean = (letters) => related.has(letters),
): Pair[] {
  const { slots } = sentence;
  const parts = sentence.text.split(/(«[A-Z]\d+»)/);
  const gaps = slots.map((_, index) => wordsOf(parts[index * 2] ?? ''));
  gaps.push(wordsOf(parts.at(-1) ?? ''));
  const names = slots.map(({ start, end }) => readName(text.slice(start, end), countries));
  const pairs: Pair[] = [];
  for (let left = 0; left < slots.length; left++) {
    let words = 0;
    for (let right = left + 1; right < slots.length && right - left <= mostSlotsBetween + 1; right++) {
      words += gaps[right]!.length;
      if (words > mostWordsBetween) break;
      const [first, second] = [slots[left]!, slots[right]!];
      if (first.mention === second.mention) continue;
      const directions = [wanted(first.letter + second.letter), wanted(second.letter + first.letter)];
      if (!directions[0] && !directions[1]) continue;
      const description = new PairDescription(slots, gaps, left, right, countries.length);
      if (directions[0]) pairs.push({ subject: first, object: second, features: description.features(names[left]!, names[right]!, true) });
      if (directions[1]) pairs.push({ subject: second, object: first, features: description.features(names[right]!, names[left]!, false) });
    }
  }
  return pairs;
}

/** A sentence's words between its slots, hashed once. */
type Gaps = readonly (readonly number[])[];

/** What a slot's own words say, read once for all its pairs. */
interface SlotName {
  readonly whole: number;
  readonly last: number;
  readonly isCountry: boolean;
  /** The first country the text names. */
  readonly isFirstCountry: boolean;
}

function readName(name: string, countries: readonly string[]): SlotName {
  const lower = name.toLowerCase();
  return {
    whole: hashText(lower, 304),
    last: hashText(lower.split(/\s+/).at(-1) ?? '', 305),
    isCountry: isCountry(name),
    isFirstCountry: countries[0] === lower,
  };
}

const none = 0x2545f491;
/** Marks of slots between the pair, by letter. */
const slotWord = (slot: Slot | undefined): number => (slot === undefined ? none : hashText(slot.letter, 303));

/** Features of two slots: what stands between and around them is the same whichever of them is the subject. */
class PairDescription {
  readonly #slots: readonly Slot[];
  readonly #left: number;
  readonly #right: number;
  readonly #countries: number;
  readonly #words: readonly number[];
  readonly #shared: number[] = [];

  constructor(slots: readonly Slot[], gaps: Gaps, left: number, right: number, countries: number) {
    this.#slots = slots;
    this.#left = left;
    this.#right = right;
    this.#countries = countries;
    const words: number[] = [...(gaps[left + 1] ?? [])];
    for (let at = left + 1; at < right; at++) words.push(slotWord(slots[at]), ...(gaps[at + 1] ?? []));
    this.#words = words;
    const add: Add = (kind, a = 0, b = 0) => this.#shared.push(hashPair(310 + kind, a, b));
    describeBetween(words, right - left, add);
    describeAround(slots, gaps, left, right, words, add);
  }

  features(subject: SlotName, object: SlotName, forward: boolean): Int32Array {
    const [first, second] = [this.#slots[this.#left]!, this.#slots[this.#right]!];
    const own: number[] = [];
    const add: Add = (kind, a = 0, b = 0) => own.push(hashPair(310 + kind, a, b));
    describeNames(subject, object, this.#right - this.#left, this.#words, this.#countries, add);
    add(40, this.#left === 0 ? 1 : 0, first.weight < 1 ? 1 : 0);
    add(41, first.start < 200 ? 1 : 0);
    const types = hashText(forward ? `${first.letter}${second.letter}>` : `${second.letter}${first.letter}<`, 300);
    const shared = this.#shared;
    const features = new Int32Array(shared.length + own.length);
    for (let at = 0; at < shared.length; at++) features[at] = hashPair(301, types, shared[at]!);
    for (let at = 0; at < own.length; at++) features[shared.length + at] = hashPair(301, types, own[at]!);
    return features;
  }
}

type Add = (kind: number, a?: number, b?: number) => void;

function describeBetween(words: readonly number[], distance: number, add: Add): void {
  add(0);
  add(1, words.length <= 6 ? fold(words, 0, words.length) : none);
  add(2, distance);
  add(3, Math.min(9, words.length >> 1));
  for (let at = 0; at < words.length; at++) {
    const next = words[at + 1] ?? none;
    add(4, words[at]);
    add(5, words[at], next);
    add(6, hashPair(1, words[at - 1] ?? none, words[at] ?? none), next);
  }
  add(7, fold(words, 0, 2));
  add(8, fold(words, words.length - 2, words.length));
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
  add(24, last, fold(words, 0, 2));
  add(25, fold(words, words.length - 2, words.length), next);
  add(26, slotWord(slots[left - 1]));
  add(27, slotWord(slots[right + 1]));
}

function describeNames(subject: SlotName, object: SlotName, distance: number, words: readonly number[], countries: number, add: Add): void {
  const [from, to] = [subject.last, object.last];
  const near = Math.min(3, distance);
  add(30, object.whole);
  add(31, to);
  add(32, from);
  add(33, from === to ? 1 : 0);
  add(34, to, fold(words, 0, 3));
  add(35, from, to);
  add(36, object.whole, near);
  const place = (subject.isCountry ? 2 : 0) + (object.isCountry ? 1 : 0);
  const among = Math.min(4, countries) * 2 + (object.isFirstCountry ? 1 : 0);
  add(37, place);
  add(38, place, among);
  add(39, place * 16 + among, near);
  add(42, place, words.at(-1) ?? none);
}

/** Some of the words in one hash, with how many they are. */
function fold(words: readonly number[], from: number, to: number): number {
  const [start, end] = [Math.max(0, from), Math.min(words.length, to)];
  let hash = end - start;
  for (let at = start; at < end; at++) hash = hashPair(2, hash, words[at]!);
  return hash;
}

function wordsOf(text: string): number[] {
  return Array.from(text.toLowerCase().matchAll(/\p{L}+|\d+|[^\s\p{L}\d]/gu), ([word]) => hashText(/^\d/.test(word) ? '0' : word, 302));
}
