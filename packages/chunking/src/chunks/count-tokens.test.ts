import { expect, test } from 'vitest';
import { countTokens } from './count-tokens.js';

test.each([
  ['', 0],
  [' \n\t', 0],
  ['The agreement', 3],
  ['incomprehensibilities', 3],
  ['2024 12', 3],
  ['Yes, (no).', 5],
  ['Договор', 3],
  ['契約書', 3],
])('%j is about %d tokens', (text, tokens) => {
  expect(countTokens(text)).toBe(tokens);
});

test('counts a stretch of a text', () => {
  expect(countTokens('one two three', 4, 7)).toBe(1);
});
