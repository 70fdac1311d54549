import type { CleanedText, OcrPage, TextBox, TextPlace } from '@tributary/contracts';
import { cleanedRangeToSource, type Range } from '../cleaning/offset-map.js';
import { areaOf, hasSize } from './page-area.js';

/** Widths of characters in usual print, as a share of the common ones. */
const narrow = /[iljtfrI1.,;:'’!|()[\]\- ]/;
const wide = /[mwMW@%—]/;
const capital = /\p{Lu}/u;

/** How far through a line's text an offset stands, 0 to 1, by the widths that its characters have in print. */
function shareOf(text: string, offset: number): number {
  let before = 0;
  let all = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    const width = narrow.test(character) ? 0.5 : wide.test(character) ? 1.45 : capital.test(character) ? 1.2 : 1;
    all += width;
    if (index < offset) before += width;
  }
  return all === 0 ? 0 : before / all;
}

/**
 * Where a range of the cleaned text can be seen: an area for each line, or for each run of words in a line. `source` is the text the boxes are offsets into.
 * Empty where the source has no places.
 */
export function placesOf(
  cleaned: Pick<CleanedText, 'offset_map'>,
  source: { readonly text: string; readonly pages: readonly OcrPage[] },
  { start, end }: Range,
): readonly TextPlace[] {
  const range = cleanedRangeToSource(cleaned, start, end);
  return pagesWithin(source.pages, range).flatMap((page) => {
    if (!hasSize(page)) return [];
    const boxes = page.boxes.filter((box) => box.start < range.end && box.end > range.start);
    return joinNeighbours(boxes.map((box) => cutBox(box, range, source.text))).map((box) => ({
      page: page.number,
      ...areaOf(box, page),
    }));
  });
}

/** Pages are in order and do not overlap. */
function pagesWithin(pages: readonly OcrPage[], range: Range): readonly OcrPage[] {
  let low = 0;
  let high = pages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pages[middle]?.end ?? 0) <= range.start) low = middle + 1;
    else high = middle;
  }
  const found: OcrPage[] = [];
  for (let index = low; index < pages.length; index += 1) {
    const page = pages[index];
    if (page === undefined || page.start >= range.end) break;
    found.push(page);
  }
  return found;
}

/** The part of a box that a range covers. Of text that stands upright on the page, the whole box: which way it runs is not known. */
function cutBox(box: TextBox, range: Range, text: string): TextBox {
  const isLine = box.width >= box.height || box.end - box.start < 3;
  if (!isLine || (range.start <= box.start && range.end >= box.end)) return box;
  const line = text.slice(box.start, box.end);
  const from = range.start <= box.start ? 0 : shareOf(line, range.start - box.start);
  const to = range.end >= box.end ? 1 : shareOf(line, range.end - box.start);
  return { ...box, x: box.x + from * box.width, width: (to - from) * box.width };
}

/** Words side by side are one area: a name is marked as a whole. */
function joinNeighbours(boxes: readonly TextBox[]): readonly TextBox[] {
  const joined: TextBox[] = [];
  for (const box of boxes) {
    const last = joined.at(-1);
    if (last !== undefined && standsBeside(last, box)) joined[joined.length - 1] = around(last, box);
    else joined.push(box);
  }
  return joined;
}

function standsBeside(left: TextBox, right: TextBox): boolean {
  const overlap = Math.min(left.y + left.height, right.y + right.height) - Math.max(left.y, right.y);
  const gap = right.x - (left.x + left.width);
  const height = Math.max(left.height, right.height);
  return overlap > 0.5 * Math.min(left.height, right.height) && gap > -height && gap < 1.5 * height;
}

function around(a: TextBox, b: TextBox): TextBox {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { ...a, end: b.end, x, y, width: right - x, height: bottom - y };
}
