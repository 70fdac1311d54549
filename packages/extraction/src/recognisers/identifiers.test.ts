import { expect, test } from 'vitest';
import { findIdentifiers, isIban, isIsin } from './identifiers.js';

const cases: readonly (readonly [text: string, found: string])[] = [
  ['Case No. 3:18-cv-16281 was', '3:18-cv-16281'],
  ['Docket #: 17-3510', '17-3510'],
  ['Case 1:13-cv-04384-PAE-HBP Document 212', '1:13-cv-04384-PAE-HBP'],
  ['Invoice No. INV-2019/0042 of', 'INV-2019/0042'],
  ['Purchase Order 4500012345 dated', '4500012345'],
  ['EIN: 81-4992583', '81-4992583'],
  ['CUSIP No. 037833100 of', '037833100'],
  ['IBAN DE89 3704 0044 0532 0130 00 at', 'DE89 3704 0044 0532 0130 00'],
  ['[Bar No. 79258]', '79258'],
  ['Registration No. 333-22113.', '333-22113'],
  ['U.S. Patent No. 6,285,999 and', '6,285,999'],
  ['(company number 04418827) whose', '04418827'],
  ['USt-IdNr.: DE 811 234 567 und', 'DE 811 234 567'],
  ['VAT No. GB 123 4567 89 on', 'GB 123 4567 89'],
  ['holders of US0378331005 may', 'US0378331005'],
  ['18-2268 Sierra Club v. EPA', '18-2268'],
  ['Amtsgericht München, HRB 12345', '12345'],
];

test.each(cases)('finds the number in %j (P-41)', (text, found) => {
  expect(findIdentifiers(text).map(({ start, end }) => text.slice(start, end))).toEqual([found]);
});

test.each([
  'Invoice Date',
  'Agreement 2017',
  'Section 4.2 of the contract',
  'DE89 3704 0044 0532 0130 01',
  'order 5',
  'US0378331006',
  '10-20 men v. women',
])('finds no number in %j', (text) => {
  expect(findIdentifiers(text)).toEqual([]);
});

test('knows an IBAN by its check digits', () => {
  expect([isIban('GB82 WEST 1234 5698 7654 32'), isIban('GB83 WEST 1234 5698 7654 32')]).toEqual([true, false]);
});

test('knows an ISIN by its check digit', () => {
  expect(['US0378331005', 'DE0007164600', 'GB0002634946', 'US0378331004'].map(isIsin)).toEqual([true, true, true, false]);
});
