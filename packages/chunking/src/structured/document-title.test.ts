import { expect, test } from 'vitest';
import { cleanedOf } from '../testing/documents.js';
import { documentTitle } from './document-title.js';

const titleOf = (text: string, properties: Readonly<Record<string, string>> = {}) => documentTitle(cleanedOf(text), properties);

test.each([
  ['capitals on their own line', 'Exhibit 10.1\n\nSUPPLY AGREEMENT\n\nText.', 'SUPPLY AGREEMENT'],
  [
    'capitals in the middle of a line',
    'Exhibit 6.7 EXCLUSIVE DISTRIBUTOR AGREEMENT This Agreement is made',
    'EXCLUSIVE DISTRIBUTOR AGREEMENT',
  ],
  ['capitals inside of words not', 'PROMOTION OF WIDGETS AND LICENSE TERMS', 'PROMOTION OF WIDGETS AND LICENSE'],
  ['a line in title case', 'Exhibit 4\n\nCollaboration Agreement\n\nText.', 'Collaboration Agreement'],
  ['what the document calls itself', 'Whereas this Consulting Agreement is made today.', 'Consulting Agreement'],
  ['a heading', '# Water quality\n\nText goes on here.', 'Water quality'],
  ['the first line', 'Notes from the field\nand more of them here, in a sentence.', 'Notes from the field'],
])('takes %s for the title (P-32)', (_, text, title) => {
  expect(titleOf(text)).toBe(title);
});

test('falls back on the title of the file, and is not longer than 200 characters (P-32)', () => {
  expect(titleOf('', { Subject: 'Lunch' })).toBe('Lunch');
  expect(titleOf('', { title: 'untitled' })).toBeUndefined();
  expect(titleOf('', { title: 'x'.repeat(300) })).toHaveLength(200);
});
