import type { Recognised } from '../recognisers/recognised.js';

/** A name a rule proposes; `start` and `end` are half-open indices into the text. */
export type NameCandidate = Pick<Recognised, 'start' | 'end' | 'confidence'> & { readonly type: 'PERSON' | 'ORGANIZATION' | 'LOCATION' };

/** All matches of a pattern as candidates; the group `name` is the name, or the whole match where there is none. */
export function candidatesOf(text: string, pattern: RegExp, type: NameCandidate['type'], confidence: number): NameCandidate[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const name = match.groups?.['name'] ?? match[0];
    const offset = name === match[0] ? 0 : match[0].lastIndexOf(name);
    return name.length === 0 ? [] : [{ start: match.index + offset, end: match.index + offset + name.length, type, confidence }];
  });
}
