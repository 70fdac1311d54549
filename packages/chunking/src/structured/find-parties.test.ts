import { expect, test } from 'vitest';
import { contractParties } from './find-parties.js';
import { labelledParties } from './labelled-parties.js';

const named = (text: string) => contractParties(text).map(({ value, role, aliases }) => [value, role, aliases]);

test.each([
  [
    'with roles',
    'by and between Acme, Inc. ("Licensor") and Beta LLC (the "Licensee").',
    [
      ['Acme, Inc.', 'licensor', ['Licensor']],
      ['Beta LLC', 'licensee', ['Licensee']],
    ],
  ],
  [
    'without definitions',
    'between Link Plus Corporation and Axiometric, LLC. The parties agree',
    [
      ['Link Plus Corporation', undefined, undefined],
      ['Axiometric, LLC', undefined, undefined],
    ],
  ],
  [
    'three of them',
    'among Alpha Corp., a Texas corporation ("Alpha"), Beta LLC ("Beta"), and Gamma Ltd. ("Gamma")',
    [
      ['Alpha Corp.', undefined, ['Alpha']],
      ['Beta LLC', undefined, ['Beta']],
      ['Gamma Ltd.', undefined, ['Gamma']],
    ],
  ],
  [
    'in numbered lines',
    'BETWEEN:\n(1) ALPHA LIMITED, a company registered in England (the "Buyer");\nand\n(2) BETA GMBH (the "Seller").',
    [
      ['ALPHA LIMITED', 'buyer', ['Buyer']],
      ['BETA GMBH', 'seller', ['Seller']],
    ],
  ],
  [
    'with hereinafter',
    'between Acme Corp., hereinafter called "Owner", and John Smith, hereinafter referred to as "Contractor".',
    [
      ['Acme Corp.', 'owner', ['Owner']],
      ['John Smith', 'contractor', ['Contractor']],
    ],
  ],
])('reads the parties of a preamble (P-32): %s', (_, text, parties) => {
  expect(named(`This Agreement is made ${text}`)).toEqual(parties);
});

test.each(['It lies between the river and the road.', 'No preamble at all.', 'between Acme Inc. and themselves', ''])(
  'finds none in %j (P-32)',
  (text) => {
    expect(contractParties(text)).toEqual([]);
  },
);

test('a term for all parties names none of them (P-32)', () => {
  expect(named('between Acme Inc. ("Seller") and Beta LLC ("Buyer") (collectively, the "Parties").')).toEqual([
    ['Acme Inc.', 'seller', ['Seller']],
    ['Beta LLC', 'buyer', ['Buyer']],
  ]);
});

test('reads the sides of a court caption (P-32)', () => {
  const text = 'IN THE DISTRICT COURT\n\nJANE DOE, et al.,\nPlaintiffs,\nv.\nACME CORPORATION,\nDefendant.\n';
  expect(labelledParties(text)).toMatchObject([
    { value: 'JANE DOE', role: 'plaintiff' },
    { value: 'ACME CORPORATION', role: 'defendant' },
  ]);
});

test('reads the fields of an invoice (P-32)', () => {
  expect(
    labelledParties('INVOICE\nVendor: Acme Supplies\nBill To:\nBeta Bakery Ltd.\nTotal: 5').map(({ value, role }) => [value, role]),
  ).toEqual([
    ['Acme Supplies', 'vendor'],
    ['Beta Bakery Ltd.', 'customer'],
  ]);
});
