import type { TextItem } from './text-item.js';

/** Items with white space between them that is no wider than that between words. */
export interface Segment {
  readonly items: readonly TextItem[];
  readonly x: number;
  readonly right: number;
}

/** What stands at one height. */
export interface Row {
  readonly y: number;
  readonly bottom: number;
  readonly segments: readonly Segment[];
}

/** Wider than a space in justified text, narrower than any gutter; in font sizes. */
const segmentGap = 1.2;

/** Groups items that stand side by side, from top to bottom, each row from left to right. */
export function rowsOf(items: readonly TextItem[]): readonly Row[] {
  const rows: TextItem[][] = [];
  for (const item of [...items].sort((a, b) => a.y + a.height / 2 - (b.y + b.height / 2) || a.x - b.x)) {
    const row = rows.at(-1);
    if (row !== undefined && standsIn(item, row)) row.push(item);
    else rows.push([item]);
  }
  return rows.map(rowOf);
}

/** Overlaps by half of the smaller one with what the row began with; comparing with the whole row would let rows grow downwards. */
function standsIn(item: TextItem, row: readonly TextItem[]): boolean {
  const first = row[0];
  if (first === undefined) return false;
  const overlap = Math.min(first.y + first.height, item.y + item.height) - Math.max(first.y, item.y);
  return overlap >= 0.5 * Math.min(first.height, item.height);
}

function rowOf(items: TextItem[]): Row {
  items.sort((a, b) => a.x - b.x);
  const segments: { items: TextItem[]; x: number; right: number }[] = [];
  for (const item of items) {
    const last = segments.at(-1);
    if (last !== undefined && item.x - last.right < segmentGap * item.height) {
      last.items.push(item);
      last.right = Math.max(last.right, item.x + item.width);
    } else segments.push({ items: [item], x: item.x, right: item.x + item.width });
  }
  return { y: Math.min(...items.map(({ y }) => y)), bottom: Math.max(...items.map(({ y, height }) => y + height)), segments };
}

/** Part of the font size from which a gap is a space; fonts have spaces of a quarter, kerning stays below a tenth. */
const spaceGap = 0.15;

/** Where an item stands in the text that `joinItems` made of it. */
export interface ItemSpan {
  readonly item: TextItem;
  readonly start: number;
  readonly end: number;
}

/** The text of items from left to right, with a space where the PDF wrote one or left room for one. */
export function joinItems(items: readonly TextItem[]): { readonly text: string; readonly spans: readonly ItemSpan[] } {
  const spans: ItemSpan[] = [];
  let text = '';
  let right = 0;
  let before = 0;
  let spaced = false;
  for (const item of items) {
    const piece = singleSpaced(item.text).trim();
    if (piece === '') continue;
    const gap = item.x - right;
    const apart = spaced || /^\s/.test(item.text) || gap > spaceGap * Math.max(item.height, before);
    if (text !== '' && apart) text += ' ';
    spans.push({ item, start: text.length, end: text.length + piece.length });
    text += piece;
    right = item.x + item.width;
    before = item.height;
    spaced = item.spaceAfter || /\s$/.test(item.text);
  }
  return { text, spans };
}

function singleSpaced(text: string): string {
  // Looking costs a tenth of replacing each space by itself.
  return /[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, ' ') : text;
}
