import { type Chunk, type ChunkExtraction, deriveUuid } from '@tributary/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extractChunk } from '../extract-chunk.js';
import { loadTagger, mergeChunkExtractions, readDefaultModel } from '../index.js';

const tagger = loadTagger(readDefaultModel());

function chunkOf(start: number, end: number, index = 0): Chunk {
  return { chunk_uuid: `chunk-${index}`, index, start, end, page_start: 1, page_end: 1, heading_path: [], token_count: 1 };
}

function extract(text: string, borders: readonly (readonly [number, number])[] = [[0, text.length]]) {
  const chunks = borders.map(([start, end], index) => chunkOf(start, end, index));
  const extractions = chunks.map(({ start, end }) => extractChunk(text.slice(start, end), { tagger }));
  return mergeChunkExtractions({ documentUuid: 'd', text, chunks, extractions, provider: 'local' });
}

function triples({ mentions, relations }: ReturnType<typeof extract>): string[] {
  const textOf = new Map(mentions.map((mention) => [mention.mention_uuid, mention.text]));
  return relations.map(
    (relation) => `${textOf.get(relation.subject_mention_uuid)} ${relation.predicate} ${textOf.get(relation.object_mention_uuid)}`,
  );
}

test('overlapping chunks give each mention once, with an id made of document, span and type (P-44)', () => {
  const text = 'Jane Roe of Acme Widgets, Inc. lives in London. John Poe lives in Paris.';
  const merged = extract(text, [
    [0, 48],
    [12, text.length],
  ]);
  expect(merged.mentions.map((mention) => mention.text)).toEqual(['Jane Roe', 'Acme Widgets, Inc.', 'London', 'John Poe', 'Paris']);
  expect(merged.mentions[0]?.mention_uuid).toBe(deriveUuid('mention', 'd', 0, 8, 'PERSON'));
  expect(merged.dropped).toBe(0);
});

test('whatever the chunks return, mentions are literal, apart, and relations name them (property)', () => {
  const mention = fc.record({
    text: fc.constantFrom('Acme', 'Roe', 'x', ''),
    type: fc.constantFrom('PERSON', 'ORGANIZATION', 'DATE'),
    start: fc.integer({ min: -3, max: 40 }),
    end: fc.integer({ min: -3, max: 40 }),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const relation = fc.record({
    subject: fc.integer({ min: -1, max: 6 }),
    predicate: fc.constant('OWNS'),
    object: fc.integer({ min: -1, max: 6 }),
    confidence: fc.constant(0.9),
    evidence: fc.constant({ start: 0, end: 3 }),
  });
  const extraction: fc.Arbitrary<ChunkExtraction> = fc.record({
    mentions: fc.array(mention, { maxLength: 5 }),
    relations: fc.array(relation, { maxLength: 4 }),
    dropped: fc.nat(3),
  });
  const text = 'Acme met Roe. Acme, Roe and Acme Corp. too.';
  fc.assert(
    fc.property(fc.array(extraction, { minLength: 2, maxLength: 2 }), (extractions) => {
      const merged = mergeChunkExtractions({
        documentUuid: 'd',
        text,
        chunks: [chunkOf(0, 25), chunkOf(14, text.length, 1)],
        extractions,
        provider: 'p',
      });
      const ids = new Set(merged.mentions.map((item) => item.mention_uuid));
      expect(ids.size).toBe(merged.mentions.length);
      for (const item of merged.mentions) expect(text.slice(item.start, item.end)).toBe(item.text);
      for (const item of merged.relations) expect(ids.has(item.subject_mention_uuid) && ids.has(item.object_mention_uuid)).toBe(true);
      for (const [index, item] of merged.mentions.entries())
        expect(item.start).toBeGreaterThanOrEqual(merged.mentions[index - 1]?.end ?? 0);
    }),
  );
});

test('a name that is certain in one place is found everywhere: surname, short form, abbreviation, definition', () => {
  const text =
    'Nichole M. Jagels appealed. Eco Science Solutions, Inc. ("ESSI") and Cremer Oleo GmbH signed. Then Jagels left, ESSI paid, and\nnobody at Cremer Oleo knew that Jagels had gone.';
  const found = extract(text).mentions.map(({ text: name, type }) => `${name} ${type}`);
  expect(found).toEqual([
    'Nichole M. Jagels PERSON',
    'Eco Science Solutions, Inc. ORGANIZATION',
    'ESSI ORGANIZATION',
    'Cremer Oleo GmbH ORGANIZATION',
    'Jagels PERSON',
    'ESSI ORGANIZATION',
    'Cremer Oleo ORGANIZATION',
    'Jagels PERSON',
  ]);
});

test('defined terms stand for the party they end the description of, and carry its payments', () => {
  const text =
    'This Agreement is made between Driven Deliveries, Inc. ("Company"), a Nevada corporation, and TruckThat LLC ("Consultant"). The Company shall pay Consultant a fee of $18,000 per month.';
  const merged = extract(text);
  expect(merged.definedTerms.map(({ term, refers_to: { start, end } }) => `${term} = ${text.slice(start, end)}`)).toEqual([
    'Company = Driven Deliveries, Inc.',
    'Consultant = TruckThat LLC',
  ]);
  expect(triples(merged)).toEqual(
    expect.arrayContaining([
      'Driven Deliveries, Inc. PARTY_TO_CONTRACT_WITH TruckThat LLC',
      'Driven Deliveries, Inc. PAYMENT_AMOUNT $18,000',
      'Driven Deliveries, Inc. LOCATED_IN Nevada',
    ]),
  );
});

test('a caption opposes its parties and gives them the number of the case', () => {
  const text =
    'UNITED STATES DISTRICT COURT\n\nOTIS A. DANIEL,\n\nPlaintiff,                 No. 13-cv-4384\n-v-\n\nT&M PROTECTION RESOURCES LLC, et al.,\n\nDefendants.\n';
  expect(triples(extract(text)).sort()).toEqual([
    'OTIS A. DANIEL LITIGATES_AGAINST T&M PROTECTION RESOURCES LLC',
    'OTIS A. DANIEL PARTY_TO_CASE 13-cv-4384',
    'T&M PROTECTION RESOURCES LLC PARTY_TO_CASE 13-cv-4384',
  ]);
});

test('a block above `Attorneys for` represents the client', () => {
  const text =
    'DONALD W. CARLSON [Bar No. 79258]\nCARLSON & PETERSON LLP\n353 Sacramento Street\n\nAttorneys for Defendant\nRLI INSURANCE COMPANY\n';
  expect(triples(extract(text))).toEqual(
    expect.arrayContaining([
      'RLI INSURANCE COMPANY REPRESENTED_BY DONALD W. CARLSON',
      'RLI INSURANCE COMPANY REPRESENTED_BY CARLSON & PETERSON LLP',
    ]),
  );
});

test('signature blocks say who holds which office', () => {
  const text = 'DRIVEN DELIVERIES, INC.\n\nBy: /s/ Brian Hayek\nName: Brian Hayek\nTitle: President\n';
  expect(triples(extract(text))).toEqual(['Brian Hayek HAS_ROLE_AT DRIVEN DELIVERIES, INC.']);
});

test('mail headers say who wrote to whom and under which address', () => {
  const text = 'From: Jane Roe <jane@roe.org>\nTo: John Smith <john@smith.net>\nSubject: soap\n\nPlease send the soap.\n';
  expect(triples(extract(text)).sort()).toEqual([
    'Jane Roe CORRESPONDED_WITH John Smith',
    'Jane Roe HAS_CONTACT jane@roe.org',
    'John Smith HAS_CONTACT john@smith.net',
  ]);
});

test('tables of payments give payer, payee and amount', () => {
  const text =
    'Payer | Payee | Amount\nAcme Widgets, Inc. | Beta Holdings LLC | $5,000\nAcme Widgets, Inc. | Gamma Systems Corp. | $7,500\n';
  expect(triples(extract(text)).filter((triple) => triple.includes('PA'))).toEqual(
    expect.arrayContaining(['Acme Widgets, Inc. PAID Beta Holdings LLC', 'Acme Widgets, Inc. PAYMENT_AMOUNT $7,500']),
  );
});

test('a case named in prose opposes only its own parties', () => {
  const text =
    'Northgate Construction Co. was paid.\n\nMs. Roe reported on Ortega v. Harborview Medical Partners, Inc., Case No. 1:18-cv-05512. Plaintiff Luis Ortega came.';
  expect(triples(extract(text)).filter((triple) => triple.includes('LITIGATES'))).toEqual([
    'Ortega LITIGATES_AGAINST Harborview Medical Partners, Inc.',
  ]);
});
