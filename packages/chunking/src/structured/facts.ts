import type { StructuredFact } from '@tributary/contracts';

/** No list of facts is longer, so that a document of numbers only stays bounded; the first ones are kept. */
export const maxFacts = 5000;
/** Characters before a fact in which its label stands. */
const labelReach = 60;

/** All matches of a global pattern as facts; `valueOf` answers undefined for what is none. */
export function findFacts(
  text: string,
  pattern: RegExp,
  valueOf: (found: RegExpExecArray) => string | undefined,
  labels: readonly (readonly [label: string, before: RegExp])[] = [],
): StructuredFact[] {
  const facts: StructuredFact[] = [];
  const own = new RegExp(pattern);
  for (let found = own.exec(text); found !== null && facts.length < maxFacts; found = own.exec(text)) {
    const value = valueOf(found);
    if (value === undefined) continue;
    facts.push(labelledFact(text, { start: found.index, end: found.index + found[0].length, value }, labels));
  }
  return facts;
}

/** A fact with the label that the words before it give. */
export function labelledFact(
  text: string,
  { start, end, value }: { readonly start: number; readonly end: number; readonly value: string },
  labels: readonly (readonly [label: string, before: RegExp])[],
): StructuredFact {
  const before = text.slice(Math.max(0, start - labelReach), start);
  const label = labels.find(([, words]) => words.test(before))?.[0];
  const fact = { text: text.slice(start, end), value, start, end };
  return label === undefined ? fact : { ...fact, label };
}

/** By place, a longer fact before the shorter ones inside it, which are dropped. */
export function withoutOverlap<T extends { readonly start: number; readonly end: number }>(facts: readonly T[]): T[] {
  let end = -1;
  return [...facts]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((fact) => {
      const free = fact.start >= end;
      if (free) end = fact.end;
      return free;
    });
}
