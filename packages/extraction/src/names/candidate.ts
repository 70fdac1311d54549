import { PatternSieve } from '../patterns/pattern-sieve.js';
import type { Recognised } from '../recognisers/recognised.js';

/** A name a rule proposes; `start` and `end` are half-open indices into the text. */
export type NameCandidate = Pick<Recognised, 'start' | 'end' | 'confidence'> & { readonly type: 'PERSON' | 'ORGANIZATION' | 'LOCATION' };

/** A pattern for names of a type. The group `name` is the name, or the whole match where there is none. */
export interface NameRule {
  readonly pattern: RegExp;
  readonly type: NameCandidate['type'];
  readonly confidence: number;
  /** What every match has in it or right after it, quickly found: a pattern that begins with any name is not tried elsewhere. */
  readonly mark?: RegExp;
}

/** No name with what may stand before it is longer. */
const reach = 240;

/** All matches of a rule's pattern as candidates. */
export function candidatesOf(text: string, { pattern, type, confidence, mark }: NameRule): NameCandidate[] {
  const found: NameCandidate[] = [];
  for (const [from, to] of mark === undefined ? [[0, text.length] as const] : placesOf(text, mark)) {
    for (const match of text.slice(from, to).matchAll(pattern)) {
      const name = match.groups?.['name'] ?? match[0];
      const start = from + match.index + (name === match[0] ? 0 : match[0].lastIndexOf(name));
      if (name.length > 0) found.push({ start, end: start + name.length, type, confidence });
    }
  }
  return found;
}

/** The text around the marks, apart from one another. */
function placesOf(text: string, mark: RegExp): (readonly [from: number, to: number])[] {
  const places: [number, number][] = [];
  for (const { index } of text.matchAll(mark)) {
    const last = places.at(-1);
    const [from, to] = [Math.max(0, index - reach), Math.min(text.length, index + reach)];
    if (last !== undefined && from <= last[1]) last[1] = to;
    else places.push([from, to]);
  }
  return places;
}

/** Finds candidates by all of the rules, in their order; `keep` may turn down what one of them found. */
export function candidateFinder(
  rules: readonly (NameRule & { readonly keep?: (text: string, found: NameCandidate) => boolean })[],
): (text: string) => NameCandidate[] {
  const sieve = new PatternSieve(rules.map(({ pattern }) => pattern));
  return (text) =>
    sieve.sift(text).flatMap((index) => {
      const rule = rules[index]!;
      const found = candidatesOf(text, rule);
      return rule.keep === undefined ? found : found.filter((name) => rule.keep?.(text, name));
    });
}
