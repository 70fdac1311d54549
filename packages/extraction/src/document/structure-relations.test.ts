import { expect, test } from 'vitest';
import type { ChunkMention } from '../extract-chunk.js';
import { parseMarked } from '../testing/parse-marked.js';
import { findDefinedTerms } from './defined-terms.js';
import { findDocumentRelations } from './document-relations.js';

function read(marked: string, ...predicates: readonly string[]): string[] {
  const { text, mentions } = parseMarked(marked);
  const name = (index: number): string => (mentions[index] as ChunkMention).text;
  return findDocumentRelations(text, mentions, findDefinedTerms(text, mentions))
    .filter(({ predicate }) => predicates.includes(predicate))
    .map(({ subject, predicate, object }) => `${name(subject)} ${predicate} ${name(object)}`)
    .sort();
}

const contract = `SUPPLY AGREEMENT

This Agreement is made as of [D May 1, 2019] by and between [O Acme, Inc.], a [L Delaware] corporation ("Supplier"), and [O Beta LLC] ("Buyer").

1. Price. Buyer shall pay Supplier [M $5,000].
2. Governing law. This Agreement shall be governed by the laws of the State of [L Ohio].`;

test('a contract says when its parties made it, and under which law (P-40)', () => {
  expect(read(contract, 'PARTY_TO_CONTRACT_WITH')).toEqual(['Acme, Inc. PARTY_TO_CONTRACT_WITH Beta LLC']);
  expect(read(contract, 'AGREED_ON')).toEqual(['Acme, Inc. AGREED_ON May 1, 2019', 'Beta LLC AGREED_ON May 1, 2019']);
  expect(read(contract, 'SUBJECT_TO_LAW_OF')).toEqual(['Acme, Inc. SUBJECT_TO_LAW_OF Ohio', 'Beta LLC SUBJECT_TO_LAW_OF Ohio']);
});

test('a defined term at the start of a sentence stands for its party (P-40)', () => {
  expect(read(contract, 'PAID', 'PAYMENT_AMOUNT')).toEqual(['Beta LLC PAID Acme, Inc.', 'Beta LLC PAYMENT_AMOUNT $5,000']);
});

test('parties are known by what they act as, and by their numbers (P-40)', () => {
  const lease =
    'This Lease is between [O Acme LP], an [L Oregon] limited partnership, as Landlord, and [O Beta Inc.], an [L Oregon] corporation, as Tenant.';
  expect(read(lease, 'PARTY_TO_CONTRACT_WITH')).toEqual(['Acme LP PARTY_TO_CONTRACT_WITH Beta Inc.']);
  const listed = 'AGREEMENT made on [D 1 July 2016]\n\nBETWEEN:\n\n(1) [O ACME LIMITED] of London; and\n\n(2) DR. [P JANE ROE] of Leeds.';
  expect(read(listed, 'AGREED_ON')).toEqual(['ACME LIMITED AGREED_ON 1 July 2016', 'JANE ROE AGREED_ON 1 July 2016']);
  expect(read(listed, 'PARTY_TO_CONTRACT_WITH')).toEqual(['ACME LIMITED PARTY_TO_CONTRACT_WITH JANE ROE']);
});

test('an invoice says by its form who pays whom how much, and when it was written (P-40)', () => {
  const invoice = `INVOICE

[O Castle Ltd.]
Invoice No.: [I CFS-20931]
Invoice date: [D 11 January 2022]

Bill to:
[O Merrow & Sons]

Haulage       [M £2,160.00]
Total due     [M £2,500.00]`;
  expect(read(invoice, 'PAID', 'PAYMENT_AMOUNT', 'DATED')).toEqual([
    'CFS-20931 DATED 11 January 2022',
    'Merrow & Sons PAID Castle Ltd.',
    'Merrow & Sons PAYMENT_AMOUNT £2,500.00',
  ]);
});

test('an address below a name says where it is; a street is no place (P-40)', () => {
  expect(read('[O Acme LLP]\n1200 [L Sixth Avenue], Suite 900\n[L Seattle], [L Washington] 98101\n\nDear Sir', 'LOCATED_IN')).toEqual([
    'Acme LLP LOCATED_IN Seattle',
  ]);
});

test('parties named by their side are opposed, share the case number, and have their counsel (P-40)', () => {
  const opinion = `Docket No. [I 18-7741]. Plaintiff [P Jane Roe] appeals. The defendants [O Acme, Inc.] and [O Beta LLC] object.

[P Ann Poe], of [O Poe LLP], argued the cause for appellees.`;
  expect(read(opinion, 'LITIGATES_AGAINST')).toEqual(['Jane Roe LITIGATES_AGAINST Acme, Inc.', 'Jane Roe LITIGATES_AGAINST Beta LLC']);
  expect(read(opinion, 'PARTY_TO_CASE')).toHaveLength(3);
  expect(read(opinion, 'REPRESENTED_BY')).toEqual(
    ['Acme, Inc.', 'Beta LLC'].flatMap((client) => [`${client} REPRESENTED_BY Ann Poe`, `${client} REPRESENTED_BY Poe LLP`]),
  );
});
