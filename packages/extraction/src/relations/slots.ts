import type { ChunkMention } from '../extract-chunk.js';

/** Words of the text that stand for a mention: the mention itself, a defined term (`the Company`) or a pronoun. Ascending, apart. */
export interface Slot {
  readonly start: number;
  readonly end: number;
  /** Index of the mention it stands for. */
  readonly mention: number;
  readonly letter: string;
  /** Multiplies the confidence of what is read from it. */
  readonly weight: number;
  /** `its`, `his`: the word says that something is theirs. */
  readonly possessive?: true;
}

/** The letter each type is marked with. */
export const letterOf: Readonly<Record<string, string>> = {
  PERSON: 'P',
  ORGANIZATION: 'O',
  LOCATION: 'L',
  DATE: 'D',
  MONEY: 'M',
  EMAIL: 'E',
  PHONE: 'T',
  URL: 'U',
  LAW: 'W',
  IDENTIFIER: 'I',
};

/** A street is an address: nothing is said to be in it, and it says nothing of where it is that its city does not. */
const streetName = /\b(?:Road|Street|Avenue|Ave|Drive|Lane|Parade|Way|Court|Gardens|Terrace|Boulevard|Blvd|Row|Parkway)\.?$/u;

export function mentionSlots(mentions: readonly ChunkMention[]): Slot[] {
  return mentions.map(({ start, end, type, text }, mention) => {
    const letter = type === 'LOCATION' && streetName.test(text) ? 'A' : (letterOf[type] ?? 'X');
    return { start, end, mention, letter, weight: 1 };
  });
}

/** Pronouns at the start of a sentence stand for the person who was the subject last: the first of the latest sentence that begins with one. */
export function pronounSlots(text: string, slots: readonly Slot[]): Slot[] {
  const found: Slot[] = [];
  let next = 0;
  let subject: Slot | undefined;
  for (const match of text.matchAll(
    /(?<=(?:^|[.!?]["”’)]?\s{1,20}|\n))(?:(?<pronoun>He|She)|(?<possessive>His|Her)(?= (?:father|mother|brother|sister|wife|husband|son|daughter|parents))|(?=\p{Lu}))/gu,
  )) {
    while (next < slots.length && (slots[next]?.start ?? 0) < match.index) next++;
    const here = slots[next];
    const word = match.groups?.['pronoun'] ?? match.groups?.['possessive'];
    if (word === undefined) {
      if (here !== undefined && here.letter === 'P' && here.start - match.index < 12) subject = here;
    } else if (subject !== undefined && match.index - subject.start < 1200) {
      found.push({ ...subject, start: match.index, end: match.index + word.length, weight: 0.93 });
    }
  }
  return found;
}

/** Joins slots in order; where two overlap the first list wins. */
export function joinSlots(first: readonly Slot[], second: readonly Slot[]): Slot[] {
  const all = [...first.map((slot) => ({ slot, rank: 0 })), ...second.map((slot) => ({ slot, rank: 1 }))];
  all.sort((a, b) => a.slot.start - b.slot.start || a.rank - b.rank);
  const kept: { slot: Slot; rank: number }[] = [];
  for (const item of all) {
    const last = kept.at(-1);
    if (last === undefined || last.slot.end <= item.slot.start) kept.push(item);
    else if (item.rank < last.rank) kept[kept.length - 1] = item;
  }
  return kept.map(({ slot }) => slot);
}
