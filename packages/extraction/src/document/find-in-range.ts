import type { ChunkMention } from '../extract-chunk.js';

/** A mention and its place in the list. */
export interface Placed {
  readonly index: number;
  readonly mention: ChunkMention;
}

/** Mentions wholly inside `[start, end)`, ascending; the list is ascending, so the first is found by halving. */
export function mentionsIn(mentions: readonly ChunkMention[], start: number, end: number, types?: string): Placed[] {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mentions[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const found: Placed[] = [];
  for (let index = low; index < mentions.length; index++) {
    const mention = mentions[index];
    if (mention === undefined || mention.start >= end) break;
    if (mention.end <= end && (types === undefined || types.includes(mention.type))) found.push({ index, mention });
  }
  return found;
}

/** The span that holds both. */
export function hull(
  a: { readonly start: number; readonly end: number },
  b: { readonly start: number; readonly end: number },
): { start: number; end: number } {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** The line around an offset, half-open. */
export function lineAt(text: string, at: number): { start: number; end: number } {
  const end = text.indexOf('\n', at);
  return { start: text.lastIndexOf('\n', at - 1) + 1, end: end < 0 ? text.length : end };
}
