import { expect, test } from 'vitest';
import { classBit, parseLexicon } from './lexicon.js';
import { tokenize } from './tokenize.js';
import { unscan } from './unscan.js';
import { encodeWords } from './word-knowledge.js';

const known = ['smith', 'operation', 'william', 'mp3s'].map((word) => ({ word, meaning: 1, theme: 1, company: 1, habit: 1 }));
const lexicon = parseLexicon(`boston\t${classBit('city').toString(36)}\n`, encodeWords(known));

test.each([
  ['Wi11iam Sm1th', 'William Smith'],
  ['OPERATI0N in B05TON', 'OPERATION in BOSTON'],
  ['0peration', 'Operation'],
  ['on the 18th at 50km with MP3s', 'on the 18th at 50km with MP3s'],
  ['Unit B1158O and APC5 of Zw1ck', 'Unit B1158O and APC5 of Zw1ck'],
])('what a scanner read as digits inside a known word is letters: %s (P-40)', (text, read) => {
  const tokens = tokenize(text);
  const put = unscan(tokens, lexicon);
  expect(put.words.join(' ')).toBe(tokenize(read).words.join(' '));
  expect([put.starts, put.ends]).toEqual([tokens.starts, tokens.ends]);
});

test('a text without such words is left as it is', () => {
  const tokens = tokenize('On March 3, 2020 John Smith paid $1,500.');
  expect(unscan(tokens, lexicon)).toBe(tokens);
});
