import type { TextBlock } from '@tributary/contracts';
import { expect, test } from 'vitest';
import { cleanedOf, ocrOf } from '../testing/documents.js';
import { cleanText } from './clean-text.js';

function headingsOf(text: string, blocks: readonly TextBlock[] = []): readonly (readonly [string, number])[] {
  const cleaned = cleanText(ocrOf({ text, blocks }));
  return cleaned.headings.map(({ start, end, level }) => [cleaned.text.slice(start, end), level]);
}
const body = 'The text goes on here, in a sentence that is no heading at all.';

test.each([
  ['# Title', 1],
  ['### Third', 3],
  ['ARTICLE IV', 1],
  ['Chapter 3. The Return', 1],
  ['Exhibit A', 1],
  ['Schedule 2 - Prices', 1],
  ['Section 4.2 Payment', 2],
  ['§ 12', 2],
  ['3. Definitions', 2],
  ['2.1 Fees and Costs', 3],
  ['1.2.3 Late Payment', 4],
  ['IV. Remedies', 2],
  ['GOVERNING LAW', 2],
  ['Early life and education', 3],
])('finds the heading %j of level %d (P-31)', (heading, level) => {
  expect(headingsOf(`${body}\n\n${heading}\n\n${body}`)).toEqual([[heading, level]]);
});

test.each(['3. The parties agree that this ends. Then more.', 'The Parties agree:', 'IBM', `SO ${'VERY '.repeat(30)}LONG`, 'Dear Sir,'])(
  'takes %j for text',
  (line) => {
    expect(headingsOf(`${body}\n\n${line}\n\n${body}`)).toEqual([]);
  },
);

test('a numbered paragraph that goes on in the next line is text, and so is an address', () => {
  expect(
    headingsOf(`${body}\n1. I am an attorney admitted to practice in\nOhio.\n39 Drumm Street\nSection 1983 borrows the rule\n${body}`),
  ).toEqual([]);
  expect(headingsOf(`${body}\n\n2 Payment Terms\n\n${body}`)).toEqual([['2 Payment Terms', 2]]);
});

test('a short line in title case inside a paragraph is text', () => {
  expect(headingsOf(`${body}\nAcme Widgets\n${body}`)).toEqual([]);
});

test('the first line of a document is its title', () => {
  expect(headingsOf(`SUPPLY AGREEMENT\n\n${body}`)).toEqual([['SUPPLY AGREEMENT', 1]]);
});

test('headings that the reader marked count, once (P-30)', () => {
  const text = `Fees\n${body}\nGENERAL\n${body}\nlast words`;
  const general = text.indexOf('GENERAL');
  const blocks: readonly TextBlock[] = [
    { kind: 'heading', start: general, end: general + 7, level: 4 },
    { kind: 'heading', start: 0, end: 5 },
    { kind: 'heading', start: text.length - 10, end: text.length, level: 6 },
    { kind: 'heading', start: 4, end: 5 },
  ];
  expect(headingsOf(text, blocks)).toEqual([
    ['Fees', 2],
    ['GENERAL', 4],
    ['last words', 6],
  ]);
});

test('a row of a table is no heading (P-31)', () => {
  const cleaned = cleanedOf(`NAME | ROLE\nALICE | BUYER\n\n${body}\n\nGENERAL TERMS\n\n${body}`);
  expect(cleaned.headings.map(({ start, end }) => cleaned.text.slice(start, end))).toEqual(['GENERAL TERMS']);
});
