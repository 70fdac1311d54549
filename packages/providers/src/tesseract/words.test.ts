import { expect, test } from 'vitest';
import { linesOfTable } from './command-engine.js';
import { modelOf } from './language-codes.js';
import { meanConfidence, placeWords } from './recognized-page.js';

const word = (text: string, confidence: number, x = 0, y = 0) => ({ text, confidence, x, y, width: 10, height: 5 });

test('names the model of a language', () => {
  expect(['en', 'de-CH', 'zh-TW', 'zh', 'deu', 'EN', 'xx'].map(modelOf)).toEqual(['eng', 'deu', 'chi_tra', 'chi_sim', 'deu', 'eng', 'xx']);
});

test('gives the words of a line its height, drops dirt and keeps letters that were hard to read', () => {
  const words = placeWords([[word('Paid', 0.9, 0, 2), word('~|', 0.3, 20), word('J.', 0.05, 30, 0)]], (box) => ({ ...box, x: box.x * 2 }));
  expect(words.map(({ text, x, y, height, mark }) => [text, x, y, height, mark.x])).toEqual([
    ['Paid', 0, 0, 7, 0],
    ['J.', 30, 0, 7, 60],
  ]);
  expect(meanConfidence(words)).toBeCloseTo(0.475);
  expect(meanConfidence([])).toBeNull();
});

test('reads the table of the tesseract command line by line', () => {
  const rows = [
    'level\tpage',
    '5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96.5\tTwo',
    '5\t1\t1\t1\t1\t2\t50\t20\t30\t8\t90\twords',
    '5\t1\t1\t1\t2\t1\t10\t40\t30\t8\t80\tnext',
    '5\t1\t1\t1\t2\t2\t10\t40\t30\t8\t-1\t ',
    '4\t1\t1\t1\t2\t0\t0\t0\t0\t0\t-1\t',
  ];
  expect(linesOfTable(rows.join('\n')).map((line) => line.map(({ text, confidence }) => [text, confidence]))).toEqual([
    [
      ['Two', 0.965],
      ['words', 0.9],
    ],
    [['next', 0.8]],
  ]);
});
