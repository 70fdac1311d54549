import { expect, test } from 'vitest';
import { captionParties } from './caption-parties.js';
import { fieldParties } from './field-parties.js';
import { contractParties } from './find-parties.js';

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

test.each([
  'This contract, between Jane Roe and John Doe, is short.',
  'This contract ("Contract") defines "nothing".',
  'An agreement of Acme Inc. ("Acme"), and much later, ' + 'x '.repeat(400) + 'Beta LLC ("Beta").',
  'AGREEMENT\n\nAcme Inc. ("Acme") pays all that is due (the "Fees").',
  'It lies between the river and the road.',
  'No preamble at all.',
  'between Acme Inc. and themselves',
  '',
])('finds none in %j (P-32)', (text) => {
  expect(contractParties(text)).toEqual([]);
});

test('a full stop inside a bracket does not end the preamble, nor one after a title (P-32)', () => {
  expect(named('between Dr. Jane Roe (the "Owner." as of today) and Acme Corp. The rest follows.')).toEqual([
    ['Dr. Jane Roe', 'owner', ['Owner']],
    ['Acme Corp', undefined, undefined],
  ]);
});

test('a term for all parties names none of them (P-32)', () => {
  expect(named('between Acme Inc. ("Seller") and Beta LLC ("Buyer") (collectively, the "Parties").')).toEqual([
    ['Acme Inc.', 'seller', ['Seller']],
    ['Beta LLC', 'buyer', ['Buyer']],
  ]);
});

test.each([
  [
    'numbered after "parties"',
    'PARTIES (1) ALPHA LTD, a company in Hong Kong ("Alpha"); and (2) BETA PLC, a company in Jersey ("Beta").',
    ['ALPHA LTD', 'BETA PLC'],
  ],
  [
    'lettered',
    'Cooperation Agreement\nParty A: Alpha Energy Co., Ltd.\nAddress: 1 Road\nParty B: Beta Power Ltd.\nParty A welcomes',
    ['Alpha Energy Co., Ltd.', 'Beta Power Ltd.'],
  ],
  [
    'by what brackets define',
    'CONSULTING AGREEMENT\n\nAlpha Biotech, Inc., with a place of business at 1 Road ("Alpha") and BETA B.V. having an address in Leiden ("Consultant") agree to all terms.',
    ['Alpha Biotech, Inc.', 'BETA B.V.'],
  ],
  [
    'with affiliates',
    'made by and between Alpha US, LLC and its Affiliates with an address at 412 Mt. Kemble Ave ("ALPHA") and iBeta Corp., (hereinafter referred to as "Beta").',
    ['Alpha US, LLC', 'iBeta Corp.'],
  ],
  ['without descriptions', 'This agreement between Galaxy and Horst Entertainment Inc.\n\nThere', ['Galaxy', 'Horst Entertainment Inc.']],
])('reads parties that are %s (P-32)', (_, text, parties) => {
  expect(contractParties(text).map(({ value }) => value)).toEqual(parties);
});

test('two defined names make no contract of a text that does not say it is one (P-32)', () => {
  expect(contractParties('On Monday the City Bank ("Bank") met Jane Roe ("Roe") for lunch.')).toEqual([]);
});

test.each([
  [
    'on lines of their own',
    'IN THE DISTRICT COURT\n\nJANE DOE, et al.,\nPlaintiffs,\nv.\nACME CORPORATION,\nDefendant.\n',
    'JANE DOE',
    'plaintiff',
    'ACME CORPORATION',
    'defendant',
  ],
  [
    'in a box',
    'JANE DOE,            :\n          :\nAppellant,   :  Case No. 20-12\n   :\nvs.   :\n  :\nSTATE OF OHIO,  : OPINION\nRespondent.  :',
    'JANE DOE',
    'appellant',
    'STATE OF OHIO',
    'respondent',
  ],
  [
    'beside their sides',
    'Jane Doe, Petitioner,\nv.\nCase No. 5\nAcme Corp., Respondent-Appellee\n',
    'Jane Doe',
    'petitioner',
    'Acme Corp.',
    'respondent',
  ],
])('reads the sides of a court caption %s (P-32)', (_, text, one, first, other, second) => {
  expect(captionParties(text)).toMatchObject([
    { value: one, role: first },
    { value: other, role: second },
  ]);
  for (const { start, end, text: name } of captionParties(text)) expect(text.slice(start, end)).toBe(name);
});

test.each(['Acme v. Doe was decided', 'one\nv.\ntwo', 'Plaintiff\nv.\nDefendant'])('%j is no caption (P-32)', (text) => {
  expect(captionParties(text)).toEqual([]);
});

test('reads the fields of an invoice (P-32)', () => {
  const fields = fieldParties('INVOICE\nVendor: Acme Supplies\nBill To:\nBeta Bakery Ltd.\nTotal: 5');
  expect(fields.map(({ value, role }) => [value, role])).toEqual([
    ['Acme Supplies', 'vendor'],
    ['Beta Bakery Ltd.', 'customer'],
  ]);
});
