import type { OcrPage, TextBox } from '@tributary/contracts';
import { expect, test } from 'vitest';
import { cleanText } from '../cleaning/clean-text.js';
import { boxesOf } from './boxes-of.js';
import { placesOf } from './places-of.js';

const size = { method: 'ocr', confidence: 0.9, width: 1000, height: 2000 } as const;

function page(number: number, start: number, end: number, boxes: readonly TextBox[], more: Partial<OcrPage> = {}): OcrPage {
  return { number, start, end, ...size, boxes, ...more };
}

/** Two pages; a word is broken at the end of the first line, the second page has the words of a table. */
function setup() {
  const text = 'Signed by the Harbour Com-\nmission of Port\n\nAda Berg | 100';
  const at = (words: string, x: number, y: number, width: number): TextBox => {
    const start = text.indexOf(words);
    return { start, end: start + words.length, x, y, width, height: 20, confidence: 0.9 };
  };
  const first = [at('Signed by the Harbour Com-', 100, 100, 520), at('mission of Port', 100, 130, 300)];
  const second = [at('Ada', 100, 200, 60), at('Berg', 170, 202, 80), at('100', 800, 200, 60)];
  const split = text.indexOf('Ada');
  const source = { text, pages: [page(1, 0, split - 2, first), page(2, split, text.length, second)] };
  const cleaned = cleanText({
    text,
    metadata: { pages: source.pages, blocks: [], languages: ['en'], properties: {} },
  } as unknown as Parameters<typeof cleanText>[0]);
  const rangeOf = (words: string) => {
    const start = cleaned.text.indexOf(words);
    expect(start).toBeGreaterThanOrEqual(0);
    return { start, end: start + words.length };
  };
  return { source, cleaned, rangeOf };
}

test('words of one line are one area, in shares of the page', () => {
  const { source, cleaned, rangeOf } = setup();
  expect(placesOf(cleaned, source, rangeOf('Ada Berg'))).toEqual([{ page: 2, x: 0.1, y: 0.1, width: 0.15, height: 0.011 }]);
});

test('a part of a line is cut out of its box by the widths of its characters', () => {
  const { source, cleaned, rangeOf } = setup();
  const [place] = placesOf(cleaned, source, rangeOf('by'));
  expect(place).toMatchObject({ page: 1, y: 0.05 });
  expect(place?.x).toBeGreaterThan(0.2);
  expect((place?.x ?? 1) + (place?.width ?? 1)).toBeLessThan(0.33);
});

test('a name that was broken at the end of a line has an area on each of its lines (P-30)', () => {
  const { source, cleaned, rangeOf } = setup();
  expect(placesOf(cleaned, source, rangeOf('Harbour Commission')).map(({ page: number, y }) => [number, y])).toEqual([
    [1, 0.05],
    [1, 0.065],
  ]);
});

test('cells of a table far from each other are areas of their own', () => {
  const { source, cleaned, rangeOf } = setup();
  expect(placesOf(cleaned, source, rangeOf('Ada Berg | 100')).map(({ x }) => x)).toEqual([0.1, 0.8]);
});

test('text of formats without pages, and beyond its end, is nowhere', () => {
  const { source, cleaned, rangeOf } = setup();
  const flat = { ...source, pages: source.pages.map((one) => ({ ...one, width: null, height: null })) };
  expect(placesOf(cleaned, flat, rangeOf('Ada'))).toEqual([]);
  expect(placesOf(cleaned, { text: '', pages: [] }, rangeOf('Ada'))).toEqual([]);
});

test('text that stands upright on the page is marked as a whole', () => {
  const { source, cleaned, rangeOf } = setup();
  const upright = source.pages.map((one) => ({ ...one, boxes: one.boxes.map((box) => ({ ...box, width: 20, height: 400 })) }));
  expect(placesOf(cleaned, { ...source, pages: upright }, rangeOf('by'))).toEqual([{ page: 1, x: 0.1, y: 0.05, width: 0.02, height: 0.2 }]);
});

test('boxes of a page select their words in the cleaned text, and stay on the page', () => {
  const { source, cleaned } = setup();
  const [, second] = source.pages;
  if (second === undefined) throw new Error('there is a second page');
  const boxes = boxesOf(cleaned, { ...second, width: 200 });
  expect(boxes.map(({ start, end }) => cleaned.text.slice(start, end))).toEqual(['Ada', 'Berg', '100']);
  expect(boxes.map(({ x, width }) => x + width)).toEqual([0.8, 1, 1]);
  expect(boxesOf(cleaned, { ...second, width: null })).toEqual([]);
});
