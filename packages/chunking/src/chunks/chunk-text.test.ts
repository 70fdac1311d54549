import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from '../cleaning/clean-text.js';
import { cleanedOf, ocrOf, pagedOcr } from '../testing/documents.js';
import { chunkText } from './chunk-text.js';
import { ChunkingSettingsError, chunkingVersion, defaultChunkingSettings } from './chunking-settings.js';
import { countTokens } from './count-tokens.js';
import { uncoveredRanges } from './uncovered-ranges.js';

const documentUuid = '6b1f5c1e-5c5a-5d0e-9a53-2f1c1d2e3f40';
const settings = (minTokens: number, maxTokens: number, overlapTokens = 0) => ({
  minTokens,
  maxTokens,
  overlapTokens,
  version: chunkingVersion,
});
const sentence = (words: number, first = 'Some') => `${first}${' word'.repeat(words - 1)}.`;

function cut(text: string, ...[minTokens, maxTokens, overlapTokens]: [number, number, number?]) {
  const cleaned = cleanedOf(text);
  return chunkText(cleaned, settings(minTokens, maxTokens, overlapTokens), documentUuid).map(({ start, end }) =>
    cleaned.text.slice(start, end),
  );
}

test('a short text is one chunk that knows its place (P-31)', () => {
  const cleaned = cleanText(pagedOcr(['ARTICLE I\n\n1. Scope\n\nIt starts here\n', 'and ends here.']));
  expect(chunkText(cleaned, defaultChunkingSettings, documentUuid)).toEqual([
    {
      chunk_uuid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5/),
      index: 0,
      start: 0,
      end: cleaned.text.length,
      page_start: 1,
      page_end: 2,
      heading_path: ['ARTICLE I'],
      token_count: 12,
    },
  ]);
});

test('prefers to cut before a heading, then a paragraph, then a sentence (P-31)', () => {
  const [a, b, c] = [sentence(20, 'Aaa'), sentence(20, 'Bbb'), sentence(20, 'Ccc')];
  expect(cut(`${a} ${b}\n\nSECTION 2\n\n${c}\n\n${a} ${b}`, 20, 80)[1]).toMatch(/^SECTION 2/);
  expect(cut(`${a}\n\n${b} ${c} ${a}`, 20, 70)[0]).toBe(a);
  expect(cut(`${a} ${b} ${c}`, 20, 50)).toEqual([`${a} ${b}`, c]);
});

test('a heading is never the last thing in a chunk (P-31)', () => {
  const text = Array.from({ length: 12 }, (_, index) => `SECTION ${index + 1}\n\n${sentence(17)}`).join('\n\n');
  for (const chunk of cut(text, 40, 50)) expect(chunk).not.toMatch(/SECTION \d+$/);
});

test('chunks know the headings they stand under (P-31)', () => {
  const cleaned = cleanedOf(
    `ARTICLE I\n\nSection 1.1 Fees\n\n${sentence(30)}\n\nSection 1.2 Term\n\n${sentence(30)}\n\nARTICLE II\n\n${sentence(30)}`,
  );
  expect(chunkText(cleaned, settings(20, 45), documentUuid).map((chunk) => chunk.heading_path)).toEqual([
    ['ARTICLE I'],
    ['ARTICLE I', 'Section 1.2 Term'],
    ['ARTICLE II'],
  ]);
});

test('a table that fits stays whole, a larger one is cut between rows (P-31)', () => {
  const table = (rows: number) => Array.from({ length: rows }, (_, row) => `item${row} | ${row} | x`).join('\n');
  expect(cut(`${sentence(20)}\n\n${table(5)}\n\n${sentence(20)}`, 10, 40)).toContain(table(5));
  for (const chunk of cut(table(40), 20, 50)) expect(chunk).toMatch(/^item\d+ \| \d+ \| x(?:\n.*)*\| x$/);
});

test('the overlap repeats whole sentences (P-31)', () => {
  const sentences = Array.from({ length: 8 }, (_, index) => sentence(10, `S${'abcdefgh'[index]}`));
  const chunks = cut(sentences.join(' '), 20, 45, 15);
  expect(chunks[1]?.startsWith(sentences[2] ?? '')).toBe(false);
  chunks.slice(1).forEach((chunk, index) => expect(chunks[index]?.endsWith(chunk.slice(0, chunk.indexOf('.') + 1))).toBe(true));
});

test('the overlap gives way to a sentence that only fits alone (P-31)', () => {
  const long = sentence(44, 'Long');
  expect(cut(`${sentence(12)} ${sentence(12)} ${long}`, 10, 45, 20)).toContain(long);
});

test.each([
  ['words', 'word '.repeat(500)],
  ['one word', 'a'.repeat(5000)],
  ['pairs of halves', '😀'.repeat(1500)],
  ['a table row', `${'cell | '.repeat(800)}x\n${'cell | '.repeat(800)}x`],
  ['a heading', `# ${'Long '.repeat(20)}`],
])('what is larger than a chunk is cut anyway, between characters (P-31): %s', (_, text) => {
  const cleaned = cleanedOf(text);
  const chunks = chunkText(cleaned, settings(10, 16), documentUuid);
  expect(uncoveredRanges(cleaned, chunks)).toEqual([]);
  for (const { start, end, token_count } of chunks) {
    expect(token_count).toBeLessThanOrEqual(16);
    expect(cleaned.text.slice(start, end).isWellFormed()).toBe(true);
  }
});

test.each([
  [0, 800, 0],
  [900, 800, 0],
  [400, 800, -1],
  [400, 800, 401],
])('refuses settings that cannot be met: %d to %d with %d', (...given) => {
  expect(() => cut('Text.', ...given)).toThrow(ChunkingSettingsError);
});

test('takes cleaned text as it comes: no pages, headings inside tables, blank rows (P-31)', () => {
  const text = 'a | b\n\nc | d\n\n   \n\nend';
  const cleaned = {
    text,
    offset_map: [],
    pages: [],
    headings: [{ start: 7, end: 12, level: 2 }],
    tables: [
      { start: 0, end: 12 },
      { start: 14, end: 17 },
    ],
    language: 'und',
    language_confidence: 0,
  };
  for (const given of [settings(1, 3), settings(10, 20)]) {
    const chunks = chunkText(cleaned, given, documentUuid);
    expect(uncoveredRanges(cleaned, chunks)).toEqual([]);
    expect(chunks[0]).toMatchObject({ page_start: 1, page_end: 1, heading_path: [] });
  }
});

test('an overlap may start on the page before (P-31)', () => {
  const pages = ['One one one one.\n', 'Two two two two.\n', 'Three three three.\n', 'Four four four.\n'];
  const cleaned = cleanText(pagedOcr(pages));
  const chunks = chunkText(cleaned, settings(5, 10, 5), documentUuid);
  expect(chunks.map(({ page_start, page_end }) => [page_start, page_end])).toEqual([
    [1, 2],
    [2, 3],
    [4, 4],
  ]);
});

const block = fc.oneof(
  fc.integer({ min: 1, max: 30 }).map((words) => sentence(words)),
  fc.constantFrom(
    'ARTICLE IV',
    '2.1 Fees and Costs',
    'a | b | c\n1 | 2 | 3',
    'x\ty\tz\n1\t2\t3',
    '- item one\n- item two',
    'Zürich, 契約 か。次の文。',
    'w'.repeat(300),
  ),
  fc.string({ maxLength: 40, unit: 'binary' }),
);
const texts = fc.array(fc.tuple(block, fc.constantFrom(' ', '\n', '\n\n', '\f')), { maxLength: 25 }).map((parts) => parts.flat().join(''));
const allSettings = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 20 }))
  .map(([min, more, overlap]) => settings(min, min + more, Math.min(overlap, Math.floor((min + more) / 2))));

test('chunks cover all text that is not blank, in order, within the bound (P-31, P-8)', () => {
  fc.assert(
    fc.property(texts, allSettings, (text, given) => {
      const cleaned = cleanedOf(text);
      const chunks = chunkText(cleaned, given, documentUuid);
      expect(uncoveredRanges(cleaned, chunks)).toEqual([]);
      chunks.forEach((chunk, index) => {
        const content = cleaned.text.slice(chunk.start, chunk.end);
        expect(chunk.index).toBe(index);
        expect(content).toBe(content.trim());
        expect(chunk.token_count).toBeLessThanOrEqual(given.maxTokens);
        expect(countTokens(content)).toBeLessThanOrEqual(chunk.token_count);
        const before = chunks[index - 1];
        expect(chunk.start).toBeGreaterThan(before?.start ?? -1);
        expect(chunk.start).toBeGreaterThanOrEqual(given.overlapTokens === 0 ? (before?.end ?? 0) : 0);
      });
      expect(new Set(chunks.map(({ chunk_uuid }) => chunk_uuid)).size).toBe(chunks.length);
    }),
    { numRuns: 400 },
  );
});

test('same text, settings and document: same chunks; another document: other ids (P-31)', () => {
  fc.assert(
    fc.property(texts, allSettings, (text, given) => {
      const [once, again] = [cleanText(ocrOf({ text })), cleanText(ocrOf({ text }))];
      expect(chunkText(again, given, documentUuid)).toEqual(chunkText(once, given, documentUuid));
      const other = chunkText(once, given, 'aaaaaaaa-5c5a-5d0e-9a53-2f1c1d2e3f40').map(({ chunk_uuid }) => chunk_uuid);
      for (const { chunk_uuid } of chunkText(once, given, documentUuid)) expect(other).not.toContain(chunk_uuid);
    }),
    { numRuns: 100 },
  );
});
