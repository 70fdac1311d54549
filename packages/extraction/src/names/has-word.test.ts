import { expect, test } from 'vitest';
import { hasWord } from './has-word.js';

test.each([
  ['the know-how of others', 'know-how', true],
  ['know-hows', 'know-how', false],
  ['software and soft', 'soft', true],
  ['software, microsoft', 'soft', false],
  ['soft', 'soft', true],
  ['\u{1d400}soft soft\u{1d400}', 'soft', false],
  ['(soft)', 'soft', true],
  ['nothing', 'soft', false],
])('in %j, %s stands by itself: %s', (text, word, stands) => {
  expect(hasWord(text, word)).toBe(stands);
});
