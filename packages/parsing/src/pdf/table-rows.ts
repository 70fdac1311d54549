import type { Region } from './reading-order.js';
import type { Row } from './rows.js';

/** A stretch of rows of one kind. */
export interface RowRun {
  readonly kind: 'table' | 'text';
  readonly rows: readonly Row[];
}

const leastRows = 3;
/** Points by which the cells of a column may be out of line. */
const tolerance = 4;
/** Longer than this, side by side is a text in columns or a sentence with a wide gap, not a row. */
const longestCell = 90;

/** Finds rows of cells: at least three rows below each other, each with two cells or more of which two stand in line with those above. */
export function splitTables(rows: Region): readonly RowRun[] {
  const runs: RowRun[] = [];
  let index = 0;
  while (index < rows.length) {
    let end = index + 1;
    while (end < rows.length && continues(rows[end - 1], rows[end])) end += 1;
    const isTable = end - index >= leastRows;
    if (!isTable) end = index + 1;
    append(runs, isTable ? 'table' : 'text', rows.slice(index, end));
    index = end;
  }
  return runs;
}

function append(runs: RowRun[], kind: RowRun['kind'], rows: readonly Row[]): void {
  const last = runs.at(-1);
  if (kind === 'text' && last?.kind === 'text') runs[runs.length - 1] = { kind, rows: [...last.rows, ...rows] };
  else runs.push({ kind, rows });
}

function continues(above: Row | undefined, below: Row | undefined): boolean {
  if (above === undefined || below === undefined || !hasCells(above) || !hasCells(below)) return false;
  const distance = below.y - above.bottom;
  if (distance > 3 * (below.bottom - below.y)) return false;
  const inLine = below.segments.filter((cell) =>
    above.segments.some((other) => Math.abs(other.x - cell.x) <= tolerance || Math.abs(other.right - cell.right) <= tolerance),
  );
  return inLine.length >= 2;
}

function hasCells({ segments }: Row): boolean {
  return segments.length >= 2 && segments.every(({ items }) => items.reduce((sum, { text }) => sum + text.length, 0) <= longestCell);
}
