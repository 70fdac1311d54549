import { expect, test } from 'vitest';
import { extractChunk, loadTagger, ModelError, mergeChunkExtractions, readDefaultModel } from './index.js';

const tagger = loadTagger(readDefaultModel());

test('finds names that a scanner has damaged, as they are written (P-40)', () => {
  const { mentions } = extractChunk('Yesterday Wi11iam Sm1th met Mr. R0bert J0hnson of Boston.', { tagger });
  expect(mentions.map(({ text, type }) => [text, type])).toEqual([
    ['Wi11iam Sm1th', 'PERSON'],
    ['R0bert J0hnson', 'PERSON'],
    ['Boston', 'LOCATION'],
  ]);
});

test('finds names, dates and amounts of a sentence with exact offsets (P-40, P-41)', () => {
  const text = 'On March 3, 2020 John Smith of Acme Widgets, Inc. paid $1.5 million to Mary Jones in London.';
  const { mentions, dropped } = extractChunk(text, { tagger });
  expect(mentions.map(({ text: name, type }) => [name, type])).toEqual([
    ['March 3, 2020', 'DATE'],
    ['John Smith', 'PERSON'],
    ['Acme Widgets, Inc.', 'ORGANIZATION'],
    ['$1.5 million', 'MONEY'],
    ['Mary Jones', 'PERSON'],
    ['London', 'LOCATION'],
  ]);
  expect(mentions.every((mention) => text.slice(mention.start, mention.end) === mention.text)).toBe(true);
  expect(dropped).toBe(0);
});

test('refuses bytes that are no model with an error that says so', () => {
  expect(() => loadTagger(Buffer.from('not a model'))).toThrow(ModelError);
});

test('drops and counts what a provider returned and the text does not contain (P-40)', () => {
  const text = 'Acme Corp. met Jane Roe.';
  const chunk = { chunk_uuid: 'c', index: 0, start: 0, end: text.length, page_start: 1, page_end: 1, heading_path: [], token_count: 6 };
  const merged = mergeChunkExtractions({
    documentUuid: 'd',
    text,
    chunks: [chunk],
    extractions: [
      { mentions: [{ text: 'Acme Corporation', type: 'ORGANIZATION', start: 0, end: 10, confidence: 1 }], relations: [], dropped: 2 },
    ],
    provider: 'openai',
  });
  expect(merged).toEqual({ mentions: [], relations: [], definedTerms: [], dropped: 3 });
});

test('endless words and gaps end in reasonable time and move no offset', () => {
  const text = `Jane Roe left. ${'A'.repeat(40_000)} ${' '.repeat(40_000)}Jane Roe came.`;
  const names = extractChunk(text, { tagger }).mentions.filter((mention) => mention.text === 'Jane Roe');
  expect(names.map(({ start }) => start)).toEqual([0, text.lastIndexOf('Jane')]);
});
