import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PatternSieve } from './pattern-sieve.js';
import { requiredWords } from './required-words.js';
import { WordFinder } from './word-finder.js';

test.each<[RegExp, string[][]]>([
  [/(?:sold|leased) to (?<o>\p{Lu}+)/u, [['sold to ', 'leased to ']]],
  [/[Pp]aid (?:off )?by/u, [['Paid off by', 'Paid by', 'paid off by', 'paid by']]],
  [/owner[^.]{0,20} of(?= the)/u, [['owner'], [' the'], [' of']]],
  [/(?<!not )due\b/u, [['due']]],
  [/(?:inc|llc)\.?$/iu, [['inc.', 'inc', 'llc.', 'llc']]],
  [/\d{4}|(?:May|June) \d/u, []],
  [/(?:no)*x+(?:y|z){2}/u, [['x'], ['y', 'z']]],
  [/[a-f]b\u00e9?\tc/u, [['\tc'], ['b']]],
])('what a pattern requires is read from its source: %s', (pattern, clauses) => {
  expect(requiredWords(pattern)).toEqual(clauses);
});

test('words inside one another are all found, and in capitals where case is ignored', () => {
  const words = ['she', 'he', 'hers', 'kin'];
  const found = (text: string, ignoreCase: boolean): string[] => {
    const places = new Int32Array(words.length);
    const count = new WordFinder(words, ignoreCase).find(text, 1, new Int32Array(words.length), places);
    return Array.from(places.subarray(0, count), (word) => words[word] ?? '').sort();
  };
  expect(found('ushers', false)).toEqual(['he', 'hers', 'she']);
  expect(found('uSHers', false)).toEqual([]);
  expect(found('uSHers', true)).toEqual(['he', 'hers', 'she']);
  expect(found('Her\u212aIN', true)).toEqual(['he', 'kin']);
});

test('a sieve never holds back a pattern that matches', () => {
  const patterns = [
    /(?:sold|leased) (?:to|by) (?:the )?[A-Z]/u,
    /(?:^|[ (])no(?: one)?,? (?:not|never)/u,
    /\bto(?=the)|(?<=sold )by/u,
    /(?:the )+(?:A|B){1,2}\.?/u,
    /NEVER|(?:a |b )?only/iu,
    /[tT](?:he|o)(?: [^A ]+)?,/u,
    /./su,
  ];
  const sieve = new PatternSieve(patterns);
  const words = fc.constantFrom(
    'sold ',
    'leased ',
    'to',
    'by ',
    'the ',
    ' the ',
    'The',
    'A',
    'B',
    'no',
    ' one',
    ', ',
    ',',
    'not',
    'never',
    'ONLY',
    'a ',
    '.',
    '(',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      const may = sieve.over(text);
      const matching = patterns.flatMap((pattern, index) => (pattern.test(text) ? [index] : []));
      expect(sieve.sift(text)).toEqual(expect.arrayContaining(matching));
      expect(matching.every((index) => may(patterns[index]!))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
