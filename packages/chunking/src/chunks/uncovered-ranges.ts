import type { Chunk, CleanedText } from '@tributary/contracts';
import { trimRange } from '../cleaning/map-blocks.js';
import type { Range } from '../cleaning/offset-map.js';

/** The stretches of text that are in no chunk and not blank: the gate of P-8. Empty when the chunks cover the text. */
export function uncoveredRanges(cleaned: Pick<CleanedText, 'text'>, chunks: readonly Pick<Chunk, 'start' | 'end'>[]): readonly Range[] {
  const found: Range[] = [];
  let covered = 0;
  const gap = (to: number) => {
    const range = trimRange(cleaned.text, covered, to);
    if (range.end > range.start) found.push(range);
  };
  for (const { start, end } of [...chunks].sort((a, b) => a.start - b.start)) {
    if (start > covered) gap(start);
    covered = Math.max(covered, end);
  }
  if (covered < cleaned.text.length) gap(cleaned.text.length);
  return found;
}
