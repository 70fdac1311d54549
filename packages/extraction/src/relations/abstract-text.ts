import type { Slot } from './slots.js';

/** A sentence with its slots replaced by marks `«P3»` (letter and place in `slots`), white space made even. */
export interface AbstractSentence {
  readonly text: string;
  readonly slots: readonly Slot[];
}

/** Sentences without two slots state no relation and are left out. */
export function abstractSentences(text: string, slots: readonly Slot[]): AbstractSentence[] {
  const sentences: AbstractSentence[] = [];
  let group: Slot[] = [];
  const flush = (): void => {
    if (group.length > 1) sentences.push(abstractSentence(text, group));
    group = [];
  };
  for (const slot of slots) {
    const last = group.at(-1);
    if (last !== undefined && (isBreak(text.slice(last.end, slot.start)) || group.length >= longestSentence)) flush();
    group.push(slot);
  }
  flush();
  return sentences;
}

/** Slots of one sentence at most: lists longer than this are tables, not statements. */
const longestSentence = 40;
/** Words kept before the first and after the last slot. */
const margin = 90;

function isBreak(between: string): boolean {
  if (between.length > 600) return true;
  if (!/[.!?;:\n]/.test(between)) return false;
  return /\n\s*\n\s*\n|[^\p{Lu}]{2}[.!?]["”’)]?\s+["“(]?\p{Lu}|[;:]\s*\n/u.test(
    between.replaceAll(/\b(?:Mr|Mrs|Ms|Dr|Inc|Corp|Co|Ltd|No|St|Jr|Sr|vs?|U\.S|Hon|L\.P|L\.L\.C)\./g, 'x'),
  );
}

function abstractSentence(text: string, slots: readonly Slot[]): AbstractSentence {
  const first = slots[0]?.start ?? 0;
  const last = slots.at(-1)?.end ?? 0;
  const lead =
    text
      .slice(Math.max(0, first - margin), first)
      .split(/[.!?;]["”’)]?\s+(?=\p{Lu})|\n\s*\n/u)
      .at(-1) ?? '';
  const tail = text.slice(last, last + margin).split(/[.!?;]["”’)]?(?:\s|$)|\n\s*\n/u)[0] ?? '';
  let result = lead;
  let at = first;
  for (const [index, slot] of slots.entries()) {
    result += `${text.slice(at, slot.start)}«${slot.letter}${index}»${slot.possessive === undefined ? '' : '’s'}`;
    at = slot.end;
  }
  return { text: (result + tail).replaceAll(/\s+/g, ' '), slots };
}
