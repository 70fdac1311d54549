import type { CleanedText, TextBlock } from '@tributary/contracts';
import { cleanedOffset, type Range } from './offset-map.js';

/** The reader's blocks of one kind in cleaned offsets, trimmed of blank ends, in order; those that cleaning removed are gone. */
export function mapBlocks(
  text: string,
  map: CleanedText['offset_map'],
  blocks: readonly TextBlock[],
  kind: TextBlock['kind'],
): readonly (Range & { readonly level?: number })[] {
  return blocks
    .filter((block) => block.kind === kind)
    .map(({ start, end, level }) => {
      const range = trimRange(text, cleanedOffset({ offset_map: map }, start), cleanedOffset({ offset_map: map }, end));
      return level === undefined ? range : { ...range, level };
    })
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start);
}

/** Without blank characters at both ends. */
export function trimRange(text: string, start: number, end: number): Range {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from += 1;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to -= 1;
  return { start: from, end: to };
}

/** The blank characters that cleaned text may hold. */
function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9;
}
