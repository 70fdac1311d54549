import type { CleanedText, TextBlock } from '@tributary/contracts';
import { mapBlocks } from './map-blocks.js';
import type { Range } from './offset-map.js';

/** Tables: those the reader marked, and runs of lines with the same columns (cells held apart by ` | ` or tabs). In order, without overlap. */
export function findTables(text: string, map: CleanedText['offset_map'], blocks: readonly TextBlock[]): readonly Range[] {
  const marked = mapBlocks(text, map, blocks, 'table').map(({ start, end }) => ({ start, end }));
  const tables = [...marked, ...findColumns(text)].sort((a, b) => a.start - b.start || b.end - a.end);
  return tables.filter(
    (table, index) => index === 0 || table.start >= Math.max(...tables.slice(Math.max(0, index - 3), index).map(({ end }) => end)),
  );
}

function findColumns(text: string): Range[] {
  const found: Range[] = [];
  if (!text.includes('|') && !text.includes('\t')) return found;
  let rows = 0;
  let start = 0;
  let end = 0;
  const close = () => {
    if (rows >= 2) found.push({ start, end });
    rows = 0;
  };
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 ? text.length : newline;
    if (isRow(text.slice(from, to))) {
      if (rows === 0) start = from;
      rows += 1;
      end = to;
    } else close();
    from = to + 1;
  }
  close();
  return found;
}

/** `a | b`, `| a |`, or at least two tabs. */
function isRow(line: string): boolean {
  if (line.length > 2000) return false;
  return / \| |^\|.*\|$/.test(line) || (line.includes('\t') && line.split('\t').length > 2);
}
