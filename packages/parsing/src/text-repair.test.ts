import { expect, test } from 'vitest';
import { withoutLineNumbers } from './pdf/without-line-numbers.js';
import { repairQuotes } from './repair-quotes.js';
import { foldCompatibility } from './text/fold-compatibility.js';

test('takes letters set in other ways for the letters, and leaves signs alone', () => {
  expect(foldCompatibility('eﬃcient ＡＢＣ x²')).toBe('efficient ABC x²');
  expect(foldCompatibility('Acme™ ½ № 7 … ²')).toBe('Acme™ ½ № 7 … ²');
  expect(foldCompatibility('cafe\u0301 a\u00a0b')).toBe('café a b');
  expect(foldCompatibility('plain text – “quoted”')).toBe('plain text – “quoted”');
});

test('closes quotations that OCR took for trade marks, and leaves trade marks alone', () => {
  const repaired = (text: string) => repairQuotes(text.split(' ')).join(' ');
  expect(repaired('(the “Company™) and (“Buyer®), both “x” Acme™ Ltd')).toBe('(the “Company”) and (“Buyer”), both “x” Acme™ Ltd');
  expect(repaired('“Supply Agreement™ means')).toBe('“Supply Agreement” means');
  expect(repaired('Acme™ sells Bolts® here')).toBe('Acme™ sells Bolts® here');
});

const item = (text: string, x: number, y: number) => ({ text, x, y, width: text.length * 5, height: 10, spaceAfter: false });

test('leaves out the line numbers of pleading paper, and no numbers of lists and tables', () => {
  const body = Array.from({ length: 20 }, (_, index) => item(`line ${index} of the pleading`, 100, index * 20));
  const margin = Array.from({ length: 20 }, (_, index) => item(String(index + 1), 70, index * 20));
  expect(withoutLineNumbers([...margin, ...body])).toEqual(body);
  const amounts = Array.from({ length: 20 }, (_, index) => item(String((index * 37) % 90), 400, index * 20));
  expect(withoutLineNumbers([...body, ...amounts])).toHaveLength(40);
  expect(withoutLineNumbers(margin.slice(0, 5))).toHaveLength(5);
  const list = Array.from({ length: 12 }, (_, index) => item(String(index + 1), 300, index * 20));
  expect(withoutLineNumbers([...body, ...list])).toHaveLength(32);
});
