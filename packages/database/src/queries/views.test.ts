import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor, InvalidCursorError, toPage } from './cursor.js';
import { containing } from './list-documents.js';
import { pageAt } from './page-at.js';
import { quoteAround } from './quote-around.js';

const uuid = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

test('a cursor comes back as it went, and nothing else passes', () => {
  const time = '2026-01-01T00:00:00.000Z';
  expect(decodeCursor(encodeCursor([time, uuid]), 'time', 'uuid')).toEqual([time, uuid]);
  expect(decodeCursor(encodeCursor([7, 'a']), 'integer', 'text')).toEqual([7, 'a']);
  const wrong: readonly (readonly [string, 'integer' | 'uuid' | 'time' | 'text'])[] = [
    ['x', 'text'],
    [encodeCursor([1, 2]), 'integer'],
    [encodeCursor([1.5]), 'integer'],
    [encodeCursor([2 ** 40]), 'integer'],
    [encodeCursor(['1']), 'integer'],
    [encodeCursor(["'; drop table"]), 'uuid'],
    [encodeCursor(['yesterday']), 'time'],
    [encodeCursor(['2026-99-99T00:00:00Z']), 'time'],
    [encodeCursor(['a\u0000']), 'text'],
    [Buffer.from('{}').toString('base64url'), 'text'],
  ];
  for (const [cursor, kind] of wrong) expect(() => decodeCursor(cursor, kind), `${cursor} ${kind}`).toThrow(InvalidCursorError);
});

test('one row more than asked for says that there is more', () => {
  const key = (row: number) => [row];
  const view = (row: number) => `#${row}`;
  expect(toPage([1, 2], 2, key, view)).toEqual({ items: ['#1', '#2'], next_cursor: null });
  expect(toPage([1, 2, 3], 2, key, view)).toEqual({ items: ['#1', '#2'], next_cursor: encodeCursor([2]) });
  expect(toPage([], 2, key, view)).toEqual({ items: [], next_cursor: null });
});

test('what people type is looked for as it is', () => {
  expect(containing('50%_\\')).toBe('%50\\%\\_\\\\%');
});

test('every offset stands on the page that covers it', () => {
  const pages = [
    { number: 1, start: 0, end: 10 },
    { number: 2, start: 12, end: 20 },
    { number: 4, start: 20, end: 21 },
  ];
  expect([0, 9, 10, 12, 19, 20, 21].map((offset) => pageAt(pages, offset))).toEqual([1, 1, undefined, 2, 2, 4, undefined]);
  expect(pageAt([], 0)).toBeUndefined();
});

test('a quote is the sentence around a mention, and the mention keeps its place in it', () => {
  const text = 'It was late. Did Jane Roe leave? Yes!\n  She left for good';
  for (const [words, sentence] of [
    ['Jane Roe', 'Did Jane Roe leave?'],
    ['It', 'It was late.'],
    ['good', 'She left for good'],
    ['Yes', 'Yes!'],
  ] as const) {
    const at = text.indexOf(words);
    const { quote, start } = quoteAround(text, at, at + words.length);
    expect(quote).toBe(sentence);
    expect(quote.slice(at - start, at - start + words.length)).toBe(words);
  }
});

test('a quote has an end even where sentences have none', () => {
  const { quote } = quoteAround('x'.repeat(10_000), 5_000, 5_001);
  expect(quote).toHaveLength(401);
});
