import type { Range } from './offset-map.js';

/** A gap this wide holds columns apart; justified text has two spaces at most. */
const wideGap = /\S(?: {3,}|[ ]*\t[ \t]*)(?=\S)/g;
/** Two gaps make three columns; fewer could be a number and its heading. */
const minGaps = 2;

/** Indices of lines laid out in columns: at least two neighbours with two wide gaps or more each. Their gaps are kept as tabs. */
export function columnLines(source: string, lines: readonly Range[]): ReadonlySet<number> {
  const found = new Set<number>();
  let before = false;
  lines.forEach((line, index) => {
    const columns = hasColumns(source, line);
    if (columns && before) found.add(index - 1).add(index);
    before = columns;
  });
  return found;
}

function hasColumns(source: string, { start, end }: Range): boolean {
  // Rows fit on a page's width; a longer line is a paragraph.
  if (end - start > 400) return false;
  const line = source.slice(start, end);
  if (!line.includes('   ') && !line.includes('\t')) return false;
  return (line.match(wideGap)?.length ?? 0) >= minGaps;
}
