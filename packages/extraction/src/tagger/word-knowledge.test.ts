import { expect, test } from 'vitest';
import { lowerHash } from './hash.js';
import { HashTable } from './hash-table.js';

import { companyOf, encodeWords, habitOf, meaningOf, WordKnowledge } from './word-knowledge.js';

test('gives back what was told of each word, and nothing of others', () => {
  const words = [
    { word: 'zürich', meaning: 2047, theme: 249, company: 4095, habit: 7 },
    { word: 'acme', meaning: 0, theme: 0, company: 0, habit: 0 },
    { word: 'run', meaning: 300, theme: 12, company: 513, habit: 1 },
  ];
  const knowledge = new WordKnowledge(encodeWords(words));
  for (const { word, meaning, theme, company, habit } of words) {
    const value = knowledge.lookup(lowerHash(word));
    expect([meaningOf(value), companyOf(value), habitOf(value), knowledge.theme(lowerHash(word))]).toEqual([
      meaning,
      company,
      habit,
      theme,
    ]);
    expect(value).not.toBe(0);
  }
  expect(knowledge.lookup(lowerHash('nobody'))).toBe(0);
  expect(new WordKnowledge(new Uint8Array()).lookup(lowerHash('acme'))).toBe(0);
});

test('keeps numbers whose hashes want the same place apart', () => {
  const table = new HashTable(3);
  const hashes = [5, 5 + 64, 5 + 128, -1];
  for (const [index, hash] of hashes.entries()) table.put(hash, index + 1);
  table.put(5, 9);
  expect(hashes.map((hash) => table.get(hash))).toEqual([9, 2, 3, 4]);
  expect(table.get(77)).toBe(0);
});
