import type { OcrPage } from '@tributary/contracts';

/** One line as read. `end` excludes the terminator, `next` is where the following line starts. */
export interface SourceLine {
  readonly start: number;
  readonly end: number;
  readonly next: number;
  /** Index into the pages, from 0. */
  readonly page: number;
}

/** A page's share of the text. Shares are ascending and together cover all of it, whatever gaps the reader left. */
export interface PageShare {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

export function pageShares(pages: readonly OcrPage[], length: number): readonly PageShare[] {
  if (pages.length === 0) return [{ number: 1, start: 0, end: length }];
  let from = 0;
  return pages.map((page, index) => {
    const following = pages[index + 1];
    const end = following === undefined ? length : Math.min(length, Math.max(from, following.start));
    const share = { number: page.number, start: from, end };
    from = end;
    return share;
  });
}

const terminator = /\r\n?|[\n\f\v\u0085\u2028\u2029]/g;

export function splitLines(text: string, shares: readonly PageShare[]): SourceLine[] {
  const lines: SourceLine[] = [];
  shares.forEach((share, page) => {
    let start = share.start;
    terminator.lastIndex = start;
    for (let found = terminator.exec(text); found !== null && found.index < share.end; found = terminator.exec(text)) {
      lines.push({ start, end: found.index, next: found.index + found[0].length, page });
      start = found.index + found[0].length;
      terminator.lastIndex = start;
    }
    if (start < share.end) lines.push({ start, end: share.end, next: share.end, page });
  });
  return lines;
}
