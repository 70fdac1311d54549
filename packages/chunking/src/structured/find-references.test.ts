import { expect, test } from 'vitest';
import { maxFacts } from './facts.js';
import { findReferences } from './find-references.js';

test.each([
  ['Case No. 1:20-cv-00123-ABC', 'case', '1:20-CV-00123-ABC'],
  ['Case 17-3510', 'case', '17-3510'],
  ['Invoice # 4711', 'invoice', '4711'],
  ['Invoice number: inv-2020/7', 'invoice', 'INV-2020/7'],
  ['Rechnungsnummer: 2020-17', 'invoice', '2020-17'],
  ['Contract No.: DDCX-2018', 'contract', 'DDCX-2018'],
  ['Purchase Order: PO123', 'order', 'PO123'],
  ['Policy No 99812', 'policy', '99812'],
  ['Acct. no. 555-12', 'account', '555-12'],
  ['CUSIP No. 30734W208', 'registration', '30734W208'],
  ['Our Ref: AB/12', 'reference', 'AB/12'],
])('reads %j as a %s number (P-32)', (text, label, value) => {
  const [found] = findReferences(`See ${text} for more`);
  expect(found).toMatchObject({ label, value });
  expect(`See ${text} for more`.slice(found?.start, found?.end).toUpperCase()).toBe(value);
});

test.each(['Case studies of 2020', 'in order: first', 'Agreement 12', 'Contract No. 7', 'time: 12:30', 'number 12345', 'invoice: none'])(
  '%j names none',
  (text) => {
    expect(findReferences(text)).toEqual([]);
  },
);

test('each number once, in order, and the list is bounded (P-32)', () => {
  expect(findReferences('Invoice # 4711, again Invoice # 4711, Case 17-3510').map(({ value }) => value)).toEqual(['4711', '17-3510']);
  const many = Array.from({ length: maxFacts + 5 }, (_, index) => `Invoice # ${10_000 + index}`).join('\n');
  expect(findReferences(many)).toHaveLength(maxFacts);
});
