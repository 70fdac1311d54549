import { type Row, rowsOf, type Segment } from './rows.js';
import type { TextItem } from './text-item.js';

/** Rows that are read one after the other. */
export type Region = readonly Row[];

/** Above this a page is a drawing or an attack; it is read row by row. */
const mostItems = 20_000;
/** Three addresses side by side are a form, read by rows; columns of text are longer. */
const leastRows = 5;
/** What tells a column of text from a column of a table: lines fill it, and they are longer than cells. */
const columnFill = 0.6;
const columnCharacters = 18;
const deepest = 12;

/**
 * Orders a page by XY-cut: where rows leave a gutter free that has text on both sides, the left is read before the right.
 * Columns of short cells are left together, because a table is read by rows.
 */
export function readingOrder(items: readonly TextItem[]): readonly Region[] {
  if (items.length > mostItems) return [rowsOf(items)];
  return cut(items, 0);
}

function cut(items: readonly TextItem[], depth: number): readonly Region[] {
  const rows = rowsOf(items);
  const gutter = depth < deepest ? findGutter(rows) : undefined;
  if (gutter === undefined) return rows.length === 0 ? [] : [rows];
  const inside = rows.slice(gutter.first, gutter.end);
  const left = itemsOf(inside, (segment) => segment.right <= gutter.x);
  const right = itemsOf(inside, (segment) => segment.right > gutter.x);
  return [
    ...cut(itemsOf(rows.slice(0, gutter.first)), depth + 1),
    ...cut(left, depth + 1),
    ...cut(right, depth + 1),
    ...cut(itemsOf(rows.slice(gutter.end)), depth + 1),
  ];
}

interface Gutter {
  readonly x: number;
  readonly first: number;
  readonly end: number;
  /** Rows on the poorer side. */
  readonly score: number;
}

function findGutter(rows: Region): Gutter | undefined {
  let best: Gutter | undefined;
  for (const x of candidates(rows)) {
    for (const gutter of freeRuns(rows, x)) {
      if (gutter.score >= leastRows && gutter.score > (best?.score ?? 0) && separatesColumns(rows.slice(gutter.first, gutter.end), x)) {
        best = gutter;
      }
    }
  }
  return best;
}

/** Middles of the gaps in rows, each once within two points. */
function candidates(rows: Region): readonly number[] {
  const found = new Set<number>();
  for (const { segments } of rows) {
    for (let index = 1; index < segments.length; index += 1) {
      const [before, after] = [segments[index - 1], segments[index]];
      if (before !== undefined && after !== undefined) found.add(Math.round((before.right + after.x) / 4) * 2);
    }
  }
  return [...found];
}

/** Stretches of rows none of which crosses `x`, without one-sided rows at their ends. */
function freeRuns(rows: Region, x: number): readonly Gutter[] {
  const runs: Gutter[] = [];
  let first = 0;
  for (let index = 0; index <= rows.length; index += 1) {
    const row = rows[index];
    if (row !== undefined && !row.segments.some((segment) => segment.x < x && segment.right > x)) continue;
    const gutter = trimmedRun(rows, x, first, index);
    if (gutter !== undefined) runs.push(gutter);
    first = index + 1;
  }
  return runs;
}

function trimmedRun(rows: Region, x: number, from: number, to: number): Gutter | undefined {
  const sides = rows.slice(from, to).map((row) => ({
    left: row.segments.some((segment) => segment.right <= x),
    right: row.segments.some((segment) => segment.x >= x),
  }));
  const first = sides.findIndex(({ left, right }) => left && right);
  if (first === -1) return undefined;
  // Rows below the last pair belong to the columns too: the last column of a text is often shorter or longer.
  const lefts = sides.slice(first).filter(({ left }) => left).length;
  const rights = sides.slice(first).filter(({ right }) => right).length;
  return { x, first: from + first, end: to, score: Math.min(lefts, rights) };
}

function separatesColumns(rows: Region, x: number): boolean {
  return isColumn(rows, (segment) => segment.right <= x) && isColumn(rows, (segment) => segment.x >= x);
}

function isColumn(rows: Region, belongs: (segment: Segment) => boolean): boolean {
  const lines = rows.map(({ segments }) => segments.filter(belongs)).filter((segments) => segments.length > 0);
  const left = Math.min(...lines.map((line) => line[0]?.x ?? 0));
  const right = Math.max(...lines.map((line) => line.at(-1)?.right ?? 0));
  const filled = average(lines.map((line) => line.reduce((sum, segment) => sum + segment.right - segment.x, 0)));
  const characters = average(
    lines.map((line) => line.reduce((sum, { items }) => sum + items.reduce((n, { text }) => n + text.length, 0), 0)),
  );
  return filled >= columnFill * (right - left) && characters >= columnCharacters;
}

function itemsOf(rows: Region, belongs: (segment: Segment) => boolean = () => true): readonly TextItem[] {
  return rows.flatMap(({ segments }) => segments.filter(belongs).flatMap(({ items }) => items));
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
