import type { CleanedText } from '@tributary/contracts';

type Run = CleanedText['offset_map'][number];
type Mapped = Pick<CleanedText, 'offset_map'>;

/** Half-open range of offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the cleaned character at `offset` was read. A character that cleaning added (a blank line between pages, the second letter of
 * a ligature) stands where the mapped character before it ends; `offset` may be the text's length, as the end of a range is.
 */
export function sourceOffset(cleaned: Mapped, offset: number): number {
  const run = lastRunFrom(cleaned.offset_map, offset);
  if (run === undefined) return cleaned.offset_map[0]?.[1] ?? 0;
  const [cleanedStart, sourceStart, length] = run;
  return sourceStart + Math.min(offset - cleanedStart, length);
}

/** The stretch of source text that a cleaned range was read from: from its first mapped character to the end of its last. */
export function cleanedRangeToSource(cleaned: Mapped, start: number, end: number): Range {
  const from = sourceOffset(cleaned, start);
  return end <= start ? { start: from, end: from } : { start: from, end: Math.max(from, sourceEnd(cleaned, end)) };
}

/** Where a source offset stands in the cleaned text; what cleaning removed stands where the next kept character does. */
export function cleanedOffset(cleaned: Mapped, offset: number): number {
  const map = cleaned.offset_map;
  let low = 0;
  let high = map.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const [, sourceStart, length] = map[middle] as Run;
    if (sourceStart + length <= offset) low = middle + 1;
    else high = middle;
  }
  const run = map[low];
  if (run !== undefined) return run[0] + Math.max(0, offset - run[1]);
  const last = map.at(-1);
  return last === undefined ? 0 : last[0] + last[2];
}

/** An end belongs to the character before it, not to the one after: text removed behind a word is not part of it. */
function sourceEnd(cleaned: Mapped, end: number): number {
  const run = lastRunFrom(cleaned.offset_map, end - 1);
  if (run === undefined) return 0;
  const [cleanedStart, sourceStart, length] = run;
  return sourceStart + Math.min(end - cleanedStart, length);
}

/** The last run that starts at or before a cleaned offset. */
function lastRunFrom(map: readonly Run[], offset: number): Run | undefined {
  let low = 0;
  let high = map.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((map[middle] as Run)[0] <= offset) low = middle + 1;
    else high = middle;
  }
  return map[low - 1];
}
