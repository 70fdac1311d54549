import type { DefaultEntityType } from '@tributary/contracts';

/** What a rule found. Offsets are half-open indices into the text given. */
export interface Recognised {
  readonly start: number;
  readonly end: number;
  readonly type: DefaultEntityType;
  /** 0 to 1, the share of such finds that were right on the development texts. */
  readonly confidence: number;
  /** What equal things have in common: ISO date, amount with currency, lower-case address. */
  readonly normalized?: string;
}

/** Ascending, without the ones inside or across a better one: longer wins, then more certain, then earlier. */
export function withoutOverlaps<T extends { readonly start: number; readonly end: number; readonly confidence: number }>(
  found: readonly T[],
): T[] {
  if (found.length < 2) return [...found];
  const kept: T[] = [];
  const ranked = [...found].sort((a, b) => b.end - b.start - (a.end - a.start) || b.confidence - a.confidence || a.start - b.start);
  const taken = new Uint8Array(found.reduce((last, { end }) => Math.max(last, end), 0));
  for (const item of ranked) {
    // What overlaps is not shorter: it holds the first or the last place of the item.
    if (taken[item.start] === 1 || taken[item.end - 1] === 1) continue;
    taken.fill(1, item.start, item.end);
    kept.push(item);
  }
  return kept.sort((a, b) => a.start - b.start);
}
