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

function describe(
  slots: readonly Slot[],
  gaps: readonly (readonly string[])[],
  left: number,
  right: number,
  forward: boolean,
  text: string,
  countries: readonly string[],
): Int32Array {
  const [first, second] = [slots[left], slots[right]] as [Slot, Slot];
  const [subject, object] = forward ? [first, second] : [second, first];
  const types = hashText(`${subject.letter}${object.letter}${forward ? '>' : '<'}`, 300);
  const features: string[] = ['bias'];
  const between = gaps.slice(left + 1, right + 1);
  const words = between.flatMap((part, index) => (index === 0 ? part : [`«${slots[left + index]?.letter}»`, ...part]));
  const name = (slot: Slot): string => text.slice(slot.start, slot.end);
  features.push(`b=${words.length <= 6 ? words.join(' ') : 'long'}`, `n=${right - left}`, `len=${Math.min(9, words.length >> 1)}`);
  for (const [index, word] of words.entries())
    features.push(
      `w=${word}`,
      `ww=${word} ${words[index + 1] ?? '$'}`,
      `www=${words[index - 1] ?? '^'} ${word} ${words[index + 1] ?? '$'}`,
    );
  features.push(`head=${words.slice(0, 2).join(' ')}`, `tail=${words.slice(-2).join(' ')}`, `tail1=${words.at(-1) ?? ''}`);
  const before = gaps[left] ?? [];
  const after = gaps[right + 1] ?? [];
  features.push(
    `p=${before.at(-1) ?? '^'}`,
    `pp=${before.slice(-2).join(' ')}`,
    `a=${after[0] ?? '$'}`,
    `aa=${after.slice(0, 2).join(' ')}`,
  );
  features.push(`pb=${before.at(-1) ?? '^'} ${words.slice(0, 2).join(' ')}`, `ba=${words.slice(-2).join(' ')} ${after[0] ?? '$'}`);
  features.push(
    `f=${left === 0}`,
    `pro=${first.weight < 1}`,
    `pl=${slots[left - 1]?.letter ?? '^'}`,
    `nl=${slots[right + 1]?.letter ?? '$'}`,
  );
  features.push(
    `start=${first.start < 200}`,
    `o=${name(object).toLowerCase()}`,
    `ol=${lastWord(name(object))}`,
    `sl=${lastWord(name(subject))}`,
    `same=${lastWord(name(object)) === lastWord(name(subject))}`,
  );
  features.push(
    `ol,b=${lastWord(name(object))} ${words.slice(0, 3).join(' ')}`,
    `sl,ol=${lastWord(name(subject))} ${lastWord(name(object))}`,
    `o,n=${name(object).toLowerCase()} ${Math.min(3, right - left)}`,
  );
  const place = `${isCountry(name(subject))} ${isCountry(name(object))}`;
  const among = `${Math.min(4, countries.length)} ${countries[0] === name(object).toLowerCase()}`;
  features.push(
    `c=${place}`,
    `cn=${place} ${among}`,
    `cnn=${place} ${among} ${Math.min(3, right - left)}`,
    `cw=${place} ${words.slice(-1).join(' ')}`,
  );
  return Int32Array.from(features, (feature) => hashPair(301, types, hashText(feature, 302)));
}

function lastWord(name: string): string {
  return name.toLowerCase().split(/\s+/).at(-1) ?? '';
}

function wordsOf(text: string): string[] {
  return [...text.toLowerCase().matchAll(/\p{L}+|\d+|[^\s\p{L}\d]/gu)].map(([word]) => (/^\d/.test(word) ? '0' : word));
}
