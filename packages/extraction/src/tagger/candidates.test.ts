import { expect, test } from 'vitest';
import { findStretches } from './candidates.js';
import { Context } from './context.js';
import { parseLexicon } from './lexicon.js';
import { segmentStarts } from './segment.js';
import { tokenize } from './tokenize.js';
import { encodeWords } from './word-knowledge.js';
import { WordTable } from './word-table.js';

const lexicon = parseLexicon(
  'houston\tg\nislands\tw\nmay\t1kw', // city, place word, month
  encodeWords([
    { word: 'houston', meaning: 1, theme: 1, company: 1, habit: 7 },
    { word: 'may', meaning: 2, theme: 1, company: 2, habit: 2 },
  ]),
);

function stretchesOf(text: string): string[] {
  const tokens = tokenize(text);
  const context = new Context(tokens, new WordTable(lexicon), lexicon);
  const sentences = [...segmentStarts(tokens), tokens.words.length];
  return findStretches(context, sentences).map(({ start, end }) => text.slice(tokens.starts[start], tokens.ends[end - 1]));
}

test('looks for names in runs of capitals, in what joins them and in the word of kind after them', () => {
  expect(stretchesOf('yesterday John Smith, Jr. saw the Andaman islands and the Bank of America near Vincent van Gogh')).toEqual([
    'John Smith, Jr',
    'Andaman islands',
    'Bank of America',
    'Vincent van Gogh',
  ]);
});

test('looks at small words that are elsewhere written with a capital, and at no others', () => {
  expect(stretchesOf('we may fly to houston in may')).toEqual(['houston']);
});

test('never crosses the end of a sentence', () => {
  expect(stretchesOf('he met Mary Jones. London was cold')).toEqual(['Mary Jones.', 'London']);
});
