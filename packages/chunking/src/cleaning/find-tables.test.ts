import type { TextBlock } from '@tributary/contracts';
import { expect, test } from 'vitest';
import { ocrOf } from '../testing/documents.js';
import { cleanText } from './clean-text.js';

function tablesOf(text: string, blocks: readonly TextBlock[] = []): readonly string[] {
  const cleaned = cleanText(ocrOf({ text, blocks }));
  return cleaned.tables.map(({ start, end }) => cleaned.text.slice(start, end));
}

test.each([
  ['bars', 'Item | Price\nPen | 2'],
  ['Markdown', '|Item|Price|\n|---|---|\n|Pen|2|'],
  ['tabs', 'a\tb\tc\n1\t2\t3'],
])('finds rows held apart by %s (P-31)', (_, table) => {
  expect(tablesOf(`Before it.\n\n${table}\n\nAfter it.`)).toEqual([table]);
});

test('columns held apart by spaces become tabs (P-31)', () => {
  expect(tablesOf('Item    Qty    Price\nPen     2      1.00\n')).toEqual(['Item\tQty\tPrice\nPen\t2\t1.00']);
});

test.each([
  ['one row', 'a | b'],
  ['a long paragraph', `${'word '.repeat(500)}| ${'word '.repeat(20)}\n`.repeat(2)],
  ['two columns of one tab', 'a\tb\nc\td'],
])('%s is no table', (_, text) => {
  expect(tablesOf(text)).toEqual([]);
});

test('tables that the reader marked come first; overlapping ones are one (P-30)', () => {
  const text = 'Total\n12\n\na | b\nc | d\n\nx | y\nz | w';
  const blocks: readonly TextBlock[] = [
    { kind: 'table', start: 10, end: 21 },
    { kind: 'table', start: 0, end: 9 },
    { kind: 'table', start: 8, end: 9 },
  ];
  expect(tablesOf(text, blocks)).toEqual(['Total\n12', 'a | b\nc | d', 'x | y\nz | w']);
});
