import { CharacterPlaces } from './character-places.js';
import type { PdfiumModule } from './pdfium-module.js';
import type { RawItem } from './text-item.js';

/** Text that this reading leaves to the other library: of fonts without a mapping, and of scripts that run from right to left, which PDFium puts in visual order. */
const leftAlone = /[\u0000\ufffd\p{Co}\p{Cn}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;
/** Latin letters and common signs, none of which is left alone: a page that has no others need not be looked at by scripts. */
const unusual = /[^\u0001-\u024f\u2010-\u2027\u2030-\u205e]/;
/** Characters that are wider on average, in font sizes, have wide spaces between them: cells of a table, written in one. */
const spreadOut = 0.75;
/** A gap of this many font sizes may be a space or none; PDFium leaves out spaces that are drawn by themselves, so it cannot tell. */
const unclearGap = { from: 0.04, to: 0.15 };

/**
 * The characters of a text page as runs of one text object on one base line, with blank runs where there is white space between them.
 * Undefined if they cannot be placed for certain. `scratch` is room for four doubles.
 */
export function quickRuns(pdfium: PdfiumModule, text: number, scratch: number): readonly RawItem[] | undefined {
  const characters = textOf(pdfium, text);
  if (characters === undefined || (unusual.test(characters) && leftAlone.test(characters))) return undefined;
  const places = new CharacterPlaces(pdfium, text, scratch);
  const items: RawItem[] = [];
  let start = 0;
  while (start < characters.length) {
    if (isSpace(characters, start)) {
      if (items.at(-1) !== blank) items.push(blank);
      start += 1;
      continue;
    }
    const end = endOfRun(characters, start, places);
    if (!addRun(items, characters, { start, end }, places)) return undefined;
    start = end;
  }
  return items;
}

const blank: RawItem = { str: ' ', transform: [1, 0, 0, 1, 0, 0], width: 0, hasEOL: false };

interface Range {
  readonly start: number;
  readonly end: number;
}

/** False when a run does not stand on one line, or nobody can tell whether a space is before it. */
function addRun(items: RawItem[], characters: string, range: Range, places: CharacterPlaces): boolean {
  const whole = itemOf(characters, range, places);
  const pieces = isSpread(characters, range, whole, places) ? wordsOf(characters, range) : [range];
  for (const piece of pieces) {
    const item = piece === range ? whole : itemOf(characters, piece, places);
    const before = items.at(-1);
    if (item === undefined || (before !== undefined && before !== blank && isUnclear(before, item))) return false;
    items.push(item);
    if (piece.end < range.end) items.push(blank);
  }
  return true;
}

/** Behind the last character of the same text object, before any space that is not in the file or stands for more than a space. */
function endOfRun(characters: string, start: number, places: CharacterPlaces): number {
  const end = places.endOfObject(start, characters.length);
  for (let index = start + 1; index < end; index += 1) {
    if (!isSpace(characters, index)) continue;
    if (characters.charCodeAt(index) !== 32 || isSpace(characters, index + 1) || places.isGenerated(index)) return index;
  }
  return end;
}

function itemOf(characters: string, { start, end }: Range, places: CharacterPlaces): RawItem | undefined {
  const last = isSpace(characters, end - 1) ? end - 2 : end - 1;
  const line = places.baseLine(start);
  const width = line === undefined ? undefined : places.widthUpTo(last, line);
  if (line === undefined || width === undefined) return undefined;
  return { str: characters.slice(start, end), transform: line.transform, width, hasEOL: false };
}

function isSpread(characters: string, { start, end }: Range, whole: RawItem | undefined, places: CharacterPlaces): boolean {
  if (!characters.slice(start, end).trim().includes(' ')) return false;
  // The space at the end of a run counts with its width.
  if (!isSpace(characters, end - 1)) return whole !== undefined && whole.width > spreadOut * sizeOf(whole) * (end - start);
  const line = places.baseLine(start);
  const width = line === undefined ? undefined : places.widthUpTo(end - 1, line);
  return line !== undefined && width !== undefined && width > spreadOut * line.size * (end - start);
}

function sizeOf({ transform: [, , c = 0, d = 0] }: RawItem): number {
  return Math.hypot(c, d);
}

function wordsOf(characters: string, { start, end }: Range): readonly Range[] {
  const words = characters.slice(start, end).matchAll(/\S+/g);
  return Array.from(words, ({ 0: word, index }) => ({ start: start + index, end: start + index + word.length }));
}

/** Whether a gap between two runs on one line is too wide for kerning and too narrow for a space. */
function isUnclear(before: RawItem, after: RawItem): boolean {
  const [a = 1, b = 0, , , x = 0, y = 0] = before.transform;
  const length = Math.hypot(a, b);
  const [alongX, alongY] = [a / length, b / length];
  const [toX, toY] = [(after.transform[4] ?? 0) - x, (after.transform[5] ?? 0) - y];
  const size = sizeOf(before);
  if (Math.abs(toY * alongX - toX * alongY) > 0.3 * size) return false;
  const gap = (toX * alongX + toY * alongY - before.width) / size;
  return gap > unclearGap.from && gap < unclearGap.to;
}

/** One UTF-16 unit for each character of the page; undefined if the library has another number of them. */
function textOf(pdfium: PdfiumModule, text: number): string | undefined {
  const count = pdfium._FPDFText_CountChars(text);
  if (count <= 0) return '';
  const buffer = pdfium._malloc(2 * (count + 1));
  try {
    // The number written counts the zero at the end.
    if (pdfium._FPDFText_GetText(text, 0, count, buffer) !== count + 1) return undefined;
    const units = Buffer.from(pdfium.HEAPU8.buffer, buffer, 2 * count);
    // A hyphen at the end of a line comes as a mark of its own.
    return units
      .toString('utf16le')
      .toWellFormed()
      .replace(/[\u0002\ufffe]/g, '-');
  } finally {
    pdfium._free(buffer);
  }
}

function isSpace(characters: string, index: number): boolean {
  const code = characters.charCodeAt(index);
  return code <= 32 ? code === 32 || code === 10 || code === 13 || code === 9 : code === 0xa0;
}
