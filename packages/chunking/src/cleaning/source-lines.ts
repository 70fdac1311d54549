import type { OcrPage } from '@tributary/contracts';
import { isVisible } from './write-line.js';

/** One line as read that has something to see. `end` excludes the terminator. */
export interface SourceLine {
  readonly start: number;
  readonly end: number;
  /** Index into the pages, from 0. */
  readonly page: number;
}

/** A page's share of the text. Shares are ascending and together cover all of it, whatever gaps the reader left. */
export interface PageShare {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

export function pageShares(pages: readonly OcrPage[], text: string): readonly PageShare[] {
  const { length } = text;
  if (pages.length === 0) return [{ number: 1, start: 0, end: length }];
  let from = 0;
  return pages.map((page, index) => {
    const following = pages[index + 1];
    const end = following === undefined ? length : wholeCharacter(text, Math.min(length, Math.max(from, following.start)));
    const share = { number: page.number, start: from, end };
    from = end;
    return share;
  });
}

/** Not between the halves of a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  return text.charCodeAt(offset - 1) >> 10 === 0x36 && text.charCodeAt(offset) >> 10 === 0x37 ? offset + 1 : offset;
}

const terminators = '\\n\\f\\v\\r\\u0085\\u2028\\u2029';
const lineEnd = new RegExp(`[${terminators}]`, 'g');
const blankLine = /(?:\r\n|\r(?!\n)|[\n\f\v\u0085\u2028\u2029])[^\S\n\f\v\r\u2028\u2029]*[\n\f\v\r\u0085\u2028\u2029]/;

/** The lines of a text; a line that runs over a page's end is two. Blank ones are left out: they take no memory. */
export function splitLines(text: string, shares: readonly PageShare[]): SourceLine[] {
  const lines: SourceLine[] = [];
  const add = (start: number, end: number, page: number) => {
    if (end > start && isVisible(text.slice(start, end))) lines.push({ start, end, page });
  };
  shares.forEach((share, page) => {
    let start = share.start;
    lineEnd.lastIndex = start;
    for (let found = lineEnd.exec(text); found !== null && found.index < share.end; found = lineEnd.exec(text)) {
      add(start, found.index, page);
      start = found.index + 1;
    }
    add(start, share.end, page);
  });
  return lines;
}

/** Whether a blank line, a form feed or the start of the text stands before a line. */
export function isBlankBetween(text: string, line: SourceLine | undefined, following: SourceLine): boolean {
  if (line === undefined) return true;
  const between = text.slice(line.end, following.start);
  return between.includes('\f') || blankLine.test(between);
}
