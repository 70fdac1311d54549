import { expect, test } from 'vitest';
import { classBit, parseLexicon } from './lexicon.js';
import { recase } from './recase.js';
import { segmentStarts } from './segment.js';
import { tokenize } from './tokenize.js';
import { encodeWords } from './word-knowledge.js';

const habits = {
  the: 1,
  shall: 1,
  sell: 1,
  land: 2,
  to: 1,
  and: 1,
  holdings: 2,
  call: 1,
  please: 1,
  at: 1,
  about: 1,
  john: 7,
  boston: 7,
  carter: 6,
};
const classes = {
  john: classBit('firstName'),
  miller: classBit('surname'),
  boston: classBit('city'),
  holdings: classBit('organizationWord'),
  llc: classBit('legalSuffix'),
};
const lexicon = parseLexicon(
  Object.entries(classes)
    .map(([word, bits]) => `${word}\t${bits.toString(36)}`)
    .join('\n'),
  encodeWords(Object.entries(habits).map(([word, habit]) => ({ word, habit, meaning: 0, theme: 0, company: 0 }))),
);

function recased(text: string): string {
  const tokens = tokenize(text);
  return recase(tokens, [...segmentStarts(tokens), tokens.words.length], lexicon).words.join(' ');
}

test('writes a sentence in capitals as one would, names and legal forms kept', () => {
  expect(recased('THE CARTER HOLDINGS LLC SHALL SELL THE LAND TO J. MILLER.')).toBe(
    'the Carter Holdings LLC shall sell the land to J . Miller .',
  );
});

test('raises names in a sentence without capitals, a surname after its first name', () => {
  expect(recased('please call john miller at boston about miller')).toBe('please call John Miller at Boston about miller');
});

test.each(['IBM AND HP MERGE', 'Please call JOHN MILLER AT BOSTON NOW', 'AAA BBB CCC DDD EEE FFF', 'call john'])(
  'leaves %j as it is',
  (text) => {
    expect(recased(text)).toBe(text);
  },
);
