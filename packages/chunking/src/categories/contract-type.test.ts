import { expect, test } from 'vitest';
import { cleanedOf } from '../testing/documents.js';
import { contractType } from './contract-type.js';

test.each([
  ['WEB SITE HOSTING AGREEMENT', 'hosting'],
  ['LICENSING AND WEB SITE HOSTING AGREEMENT', 'hosting'],
  ['OUTSOURCE TECHNOLOGY DEVELOPMENT AGREEMENT', 'development'],
  ['TRANSPORTATION SERVICES AGREEMENT', 'transportation'],
  ['Marketing Affiliate Agreement', 'affiliate'],
  ['STRATEGIC ALLIANCE AGREEMENT', 'strategic-alliance'],
  ['NON-COMPETITION AND NON-SOLICITATION AGREEMENT', 'non-compete'],
  ['MASTER SERVICES AGREEMENT', 'services'],
  ['INTELLECTUAL PROPERTY AGREEMENT', 'ip'],
  ['JOINT FILING AGREEMENT', 'joint-venture'],
  ['EMPLOYMENT AGREEMENT', 'employment'],
  ['COMMERCIAL LEASE', 'lease'],
])('%s is of the kind %s (P-30)', (title, kind) => {
  expect(contractType(cleanedOf(`Exhibit 10.1\n\n${title}\n\nThis is made on the date below.`))).toBe(kind);
});

test('where the title says nothing, the body does (P-30)', () => {
  expect(
    contractType(cleanedOf('AMENDMENT NO. 3\n\nReference is made to the Franchise Agreement and to the Master Franchise Agreement.')),
  ).toBe('franchise');
});

test('where neither does, the name of the file may (P-30)', () => {
  expect(contractType(cleanedOf('Some text.'), 'ACME_10-Q_Sponsorship_Agreement.pdf')).toBe('sponsorship');
  expect(contractType(cleanedOf('Some text.'))).toBeUndefined();
});
