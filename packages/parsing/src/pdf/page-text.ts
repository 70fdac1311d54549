import type { TextBlock, TextBox } from '@tributary/contracts';
import { cellSeparator } from '../text-builder.js';
import { readingOrder } from './reading-order.js';
import { type Row, textOf } from './rows.js';
import { splitTables } from './table-rows.js';
import { type TextItem, type TextLayer, turnBack } from './text-item.js';

export interface PageText {
  readonly text: string;
  readonly boxes: readonly TextBox[];
  readonly blocks: readonly TextBlock[];
}

/** Of the size of most of the page's text: larger is a heading, if the line is short. */
const headingSize = 1.18;
const longestHeading = 160;
/** Of the line's height: more white space than this ends a paragraph. */
const paragraphGap = 0.75;

/** Lays a page's items out as text in reading order, one box for each line, headings by their size and tables by their columns. */
export function pageText(layers: readonly TextLayer[]): PageText {
  const page = new PageWriter();
  for (const { items, turn } of layers) {
    const bodySize = commonSize(items);
    for (const region of readingOrder(items)) {
      page.endParagraph();
      for (const { kind, rows } of splitTables(region)) {
        if (kind === 'table') page.table(rows, turn);
        else for (const row of rows) page.line(row, turn, bodySize);
      }
    }
  }
  return page.build();
}

class PageWriter {
  private text = '';
  private readonly boxes: TextBox[] = [];
  private readonly blocks: TextBlock[] = [];
  private above: Row | undefined;

  endParagraph(): void {
    this.above = undefined;
  }

  line(row: Row, turn: TextLayer['turn'], bodySize: number): void {
    const text = row.segments
      .map(({ items }) => textOf(items))
      .filter((part) => part !== '')
      .join(' ');
    if (text === '') return;
    const size = commonSize(row.segments.flatMap(({ items }) => items));
    const level = headingLevel(text, size, bodySize);
    const gap = this.above === undefined || row.y - this.above.bottom > paragraphGap * (row.bottom - row.y) ? '\n\n' : '\n';
    const start = this.put(text, level === undefined ? gap : '\n\n', row, turn);
    this.above = level === undefined ? row : undefined;
    if (level !== undefined) this.addHeading(start, level);
  }

  table(rows: readonly Row[], turn: TextLayer['turn']): void {
    let start: number | undefined;
    for (const row of rows) {
      const text = row.segments.map(({ items }) => textOf(items)).join(cellSeparator);
      start ??= this.put(text, '\n\n', row, turn);
      if (row !== rows[0]) this.put(text, '\n', row, turn);
    }
    this.endParagraph();
    if (start !== undefined) this.blocks.push({ kind: 'table', start, end: this.text.length });
  }

  build(): PageText {
    return { text: this.text, boxes: this.boxes, blocks: this.blocks };
  }

  private put(text: string, gap: string, row: Row, turn: TextLayer['turn']): number {
    if (this.text !== '') this.text += gap;
    const start = this.text.length;
    this.text += text;
    const x = row.segments[0]?.x ?? 0;
    const right = row.segments.at(-1)?.right ?? x;
    const area = turnBack({ x, y: row.y, width: right - x, height: row.bottom - row.y }, turn);
    this.boxes.push({ start, end: this.text.length, ...rounded(area) });
    return start;
  }

  /** A heading of two lines is one heading. */
  private addHeading(start: number, level: number): void {
    const last = this.blocks.at(-1);
    const adjoins = last?.kind === 'heading' && last.level === level && this.text.slice(last.end, start) === '\n\n';
    if (adjoins && start - last.start < longestHeading) {
      this.text = `${this.text.slice(0, last.end)}\n${this.text.slice(start)}`;
      const box = this.boxes.pop();
      if (box !== undefined) this.boxes.push({ ...box, start: box.start - 1, end: box.end - 1 });
      this.blocks[this.blocks.length - 1] = { ...last, end: this.text.length };
    } else this.blocks.push({ kind: 'heading', start, end: this.text.length, level });
  }
}

function headingLevel(text: string, size: number, bodySize: number): number | undefined {
  const ratio = size / bodySize;
  if (ratio < headingSize || text.length > longestHeading || !/\p{L}/u.test(text)) return undefined;
  if (ratio >= 1.8) return 1;
  return ratio >= 1.4 ? 2 : 3;
}

/** The font size that most characters have, in half points. */
function commonSize(items: readonly TextItem[]): number {
  const characters = new Map<number, number>();
  for (const { height, text } of items) {
    const size = Math.round(height * 2) / 2;
    characters.set(size, (characters.get(size) ?? 0) + text.length);
  }
  return [...characters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 1;
}

function rounded<T extends { x: number; y: number; width: number; height: number }>(area: T): T {
  const round = (value: number) => Math.round(value * 10) / 10;
  return { ...area, x: round(area.x), y: round(area.y), width: round(area.width), height: round(area.height) };
}
