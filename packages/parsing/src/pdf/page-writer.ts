import type { TextBlock, TextBox } from '@tributary/contracts';
import { cellSeparator } from '../text-builder.js';
import type { PageText } from './page-text.js';
import { type ItemSpan, joinItems, type Row, type Segment } from './rows.js';
import { commonSize, type TextLayer, turnBack } from './text-item.js';

/** Of the size of most of the page's text: larger is a heading, if the line is short. */
const largerThanText = 1.18;
const longestHeading = 160;
/** A line that stands lower under the one above than is usual in its region, by this factor, begins a paragraph. */
const paragraphPitch = 1.35;
/** By how much a first line is set in, in line heights. */
const indent = 1.5;
/** Part of a region's lines that begin at its left edge before an indent means anything; centred text has none. */
const flushLeft = 0.5;
/** Points. */
const edgeTolerance = 3;
/** From one line to the next, in line heights, where a region has too few lines to tell what is usual. */
const commonPitch = 1.3;

/** Puts a page together row by row, keeping where everything stands. */
export class PageWriter {
  private text = '';
  private readonly boxes: TextBox[] = [];
  private readonly blocks: TextBlock[] = [];
  private above: Row | undefined;
  private pitch = 0;
  private left: number | undefined;

  constructor(private readonly headingSize = largerThanText) {}

  /** Rows that belong together follow; double-spaced text has the same paragraphs as single-spaced. */
  startRegion(rows: readonly Row[]): void {
    this.above = undefined;
    this.pitch = usualPitch(rows);
    this.left = commonLeft(rows);
  }

  line(row: Row, turn: TextLayer['turn'], bodySize: number): void {
    const { text, placed } = joinSegments(row, ' ');
    if (text === '') return;
    const size = commonSize(row.segments.flatMap(({ items }) => items));
    const level = this.headingLevel(text, size, bodySize);
    const near = this.above !== undefined && this.continues(this.above, row);
    const joins = level !== undefined && this.continuesHeading(level, text);
    const start = this.put(text, (near && level === undefined) || joins ? '\n' : '\n\n');
    this.mark(row, turn, start, placed);
    this.above = level === undefined ? row : undefined;
    if (level !== undefined) this.addHeading(start, level, joins);
  }

  table(rows: readonly Row[], turn: TextLayer['turn']): void {
    let start: number | undefined;
    for (const row of rows) {
      const { text, placed } = joinSegments(row, cellSeparator);
      const at = this.put(text, start === undefined ? '\n\n' : '\n');
      this.mark(row, turn, at, placed);
      start ??= at;
    }
    this.above = undefined;
    if (start !== undefined) this.blocks.push({ kind: 'table', start, end: this.text.length });
  }

  build(): PageText {
    return { text: this.text, boxes: this.boxes, blocks: this.blocks };
  }

  /** Whether a row goes on with the paragraph above: it is no lower than usual, and not set in from the region's left edge. */
  private continues(above: Row, row: Row): boolean {
    const height = row.bottom - row.y;
    if (row.bottom - above.bottom > paragraphPitch * Math.max(this.pitch, commonPitch * height)) return false;
    return this.left === undefined || startOf(row) - this.left < indent * height || startOf(above) - this.left >= indent * height;
  }

  private put(text: string, gap: string): number {
    if (this.text !== '') this.text += gap;
    const start = this.text.length;
    this.text += text;
    return start;
  }

  /** A box for each item that knows its own place, otherwise one for each segment: a line, or a cell of a table. */
  private mark(row: Row, turn: TextLayer['turn'], start: number, placed: readonly PlacedSegment[]): void {
    for (const { segment, spans } of placed) {
      const marked = spans.filter(({ item }) => item.mark !== undefined);
      for (const { item, start: from, end } of marked) {
        if (item.mark !== undefined) this.boxes.push({ start: start + from, end: start + end, ...rounded(item.mark) });
      }
      const [first, last] = [spans[0], spans.at(-1)];
      if (marked.length > 0 || first === undefined || last === undefined) continue;
      const area = turnBack({ x: segment.x, y: row.y, width: segment.right - segment.x, height: row.bottom - row.y }, turn);
      this.boxes.push({ start: start + first.start, end: start + last.end, ...rounded(area) });
    }
  }

  private headingLevel(text: string, size: number, bodySize: number): number | undefined {
    const ratio = size / bodySize;
    if (ratio < this.headingSize || text.length > longestHeading || !/\p{L}/u.test(text)) return undefined;
    if (ratio >= this.headingSize * 1.5) return 1;
    return ratio >= this.headingSize * 1.2 ? 2 : 3;
  }

  /** A heading of two lines is one heading. */
  private continuesHeading(level: number, text: string): boolean {
    const last = this.blocks.at(-1);
    if (last?.kind !== 'heading' || last.level !== level || last.end !== this.text.length) return false;
    return last.end - last.start + text.length < longestHeading;
  }

  private addHeading(start: number, level: number, joins: boolean): void {
    const last = this.blocks.at(-1);
    if (joins && last !== undefined) this.blocks[this.blocks.length - 1] = { ...last, end: this.text.length };
    else this.blocks.push({ kind: 'heading', start, end: this.text.length, level });
  }
}

/** From one line to the next, the middle value. */
function usualPitch(rows: readonly Row[]): number {
  const pitches = rows.slice(1).map((row, index) => row.bottom - (rows[index]?.bottom ?? 0));
  return pitches.length < 4 ? 0 : (pitches.sort((a, b) => a - b)[Math.floor(pitches.length / 2)] ?? 0);
}

/** Where most of a region's lines begin; undefined if they begin all over. */
function commonLeft(rows: readonly Row[]): number | undefined {
  if (rows.length < 4) return undefined;
  const counts = new Map<number, number>();
  for (const row of rows) {
    const step = Math.round(startOf(row) / edgeTolerance);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const near = (step: number) => (counts.get(step - 1) ?? 0) + (counts.get(step) ?? 0) + (counts.get(step + 1) ?? 0);
  const best = [...counts.keys()].reduce((a, b) => (near(b) > near(a) ? b : a));
  return near(best) >= flushLeft * rows.length ? best * edgeTolerance : undefined;
}

function startOf(row: Row): number {
  return row.segments[0]?.x ?? 0;
}

/** A segment and where its items stand in the text of its row. */
interface PlacedSegment {
  readonly segment: Segment;
  readonly spans: readonly ItemSpan[];
}

function joinSegments(row: Row, separator: string): { text: string; placed: readonly PlacedSegment[] } {
  const placed: PlacedSegment[] = [];
  let text = '';
  for (const segment of row.segments) {
    const joined = joinItems(segment.items);
    if (joined.text === '') continue;
    if (text !== '') text += separator;
    const before = text.length;
    placed.push({ segment, spans: joined.spans.map(({ item, start, end }) => ({ item, start: start + before, end: end + before })) });
    text += joined.text;
  }
  return { text, placed };
}

function rounded<T extends { x: number; y: number; width: number; height: number }>(area: T): T {
  const round = (value: number) => Math.round(value * 10) / 10;
  return { ...area, x: round(area.x), y: round(area.y), width: round(area.width), height: round(area.height) };
}
