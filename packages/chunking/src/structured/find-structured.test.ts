import { expect, test } from 'vitest';
import { cleanedOf, ocrOf } from '../testing/documents.js';
import { findStructured } from './find-structured.js';

function structuredOf(text: string, properties: Readonly<Record<string, string>> = {}) {
  return findStructured(cleanedOf(text), ocrOf({ text, properties }).metadata);
}

const contract = `EXCLUSIVE SUPPLY AGREEMENT

This Exclusive Supply Agreement is dated as of March 3, 2021 (the "Effective Date") by and between Acme Widgets, Inc., a Delaware corporation with offices at 1 Main Street ("Supplier" or "Acme"), and Borealis GmbH, a company organized under the laws of Germany (the "Buyer").

Item | Qty | Price
Pen | 2 | $1,250.00

The fees are USD 1.5 million. Contract No. SA-2021/44.`;

test('reads what a contract says about itself (P-32)', () => {
  const found = structuredOf(contract);
  expect(found.title).toBe('EXCLUSIVE SUPPLY AGREEMENT');
  expect(found.dates.map(({ value, label }) => [value, label])).toEqual([['2021-03-03', 'dated']]);
  expect(found.amounts.map(({ value, label }) => [value, label])).toEqual([
    ['1250.00 USD', undefined],
    ['1500000.00 USD', 'fee'],
  ]);
  expect(found.parties).toMatchObject([
    { value: 'Acme Widgets, Inc.', role: 'supplier', aliases: ['Supplier', 'Acme'] },
    { value: 'Borealis GmbH', role: 'buyer', aliases: ['Buyer'] },
  ]);
  expect(found.reference_numbers.map(({ value, label }) => [value, label])).toEqual([['SA-2021/44', 'contract']]);
  expect(found.tables.map(({ rows, header }) => [rows, header])).toEqual([[2, ['Item', 'Qty', 'Price']]]);
  expect(found.email_headers).toBeUndefined();
});

test('every fact selects its text (P-32)', () => {
  const cleaned = cleanedOf(contract);
  const { dates, amounts, parties, reference_numbers } = findStructured(cleaned, ocrOf({ text: contract }).metadata);
  const facts = [...dates, ...amounts, ...parties, ...reference_numbers];
  expect(facts).toHaveLength(6);
  for (const { text, start, end } of facts) expect(cleaned.text.slice(start, end)).toBe(text);
});

test('nothing is found in nothing, and the title of the file is kept (P-32)', () => {
  expect(structuredOf('')).toEqual({ dates: [], amounts: [], parties: [], reference_numbers: [], tables: [] });
  expect(structuredOf('12', { title: ' Inventory ' }).title).toBe('Inventory');
  expect(structuredOf('12', { title: 'Microsoft Word - x.doc' }).title).toBeUndefined();
});

test('reads the headers of a mail and the sides of a caption (P-32)', () => {
  expect(structuredOf('From: Ann\nTo: Bob\n\nHello').email_headers).toEqual({ from: 'Ann', to: 'Bob' });
  const suit =
    'JANE DOE,\nPlaintiff,\nv.\nACME CORP.,\nDefendant.\n\nThe contract between Alpha Inc. ("Alpha") and Beta LLC ("Beta") was void.';
  expect(structuredOf(suit).parties.map(({ value, role }) => [value, role])).toEqual([
    ['JANE DOE', 'plaintiff'],
    ['ACME CORP.', 'defendant'],
  ]);
});

test('a table of rules has no rows (P-32)', () => {
  expect(structuredOf('|---|\n|---|').tables).toMatchObject([{ rows: 0, header: [''] }]);
});

test('a party that caption and preamble name is one (P-32)', () => {
  const text = 'between Acme Inc. ("Seller") and Beta LLC ("Buyer").\nSeller: Acme Inc.\n';
  expect(structuredOf(text).parties.map(({ value }) => value)).toEqual(['Acme Inc.', 'Beta LLC']);
});

test.each([
  ['tabs', 'a\tb\tc\n1\t2\t3', ['a', 'b', 'c']],
  ['Markdown', '| a | b |\n|---|---|\n| 1 | 2 |', ['a', 'b']],
])('reads the header of a table of %s (P-32)', (_, text, header) => {
  expect(structuredOf(text).tables).toMatchObject([{ rows: 2, header }]);
});
