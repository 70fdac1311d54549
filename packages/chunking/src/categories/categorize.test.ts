import { expect, test } from 'vitest';
import { cleanedOf } from '../testing/documents.js';
import { sampleDocuments } from '../testing/sample-documents.js';
import { type CategoryHints, categorize } from './categorize.js';

const categoryOf = (text: string, hints: Partial<CategoryHints> = {}) =>
  categorize(cleanedOf(text), { fileName: '', properties: {}, detectedFileType: 'txt', ...hints });

test.each(sampleDocuments)('knows a document of the category %s (P-30)', (name, text) => {
  const found = categoryOf(text);
  expect(found.name).toBe(name);
  expect(found.confidence).toBeGreaterThan(0.5);
  expect(found.confidence).toBeLessThanOrEqual(1);
});

test('a contract has the kind that its title says (P-30)', () => {
  expect(categoryOf(sampleDocuments[0]?.[1] ?? '')).toMatchObject({ name: 'contract', subcategory: 'supply' });
});

test('an article has the kind of its writing (P-30)', () => {
  expect(categoryOf(sampleDocuments.at(-1)?.[1] ?? '')).toMatchObject({ name: 'article', subcategory: 'news' });
});

test.each([[{ detectedFileType: 'eml' }], [{ detectedFileType: 'message/rfc822' }], [{ properties: { from: 'a@b.c', to: 'd@e.f' } }]])(
  'mail is mail whatever it says (P-30): %j',
  (hints) => {
    expect(categoryOf(sampleDocuments[0]?.[1] ?? '', hints)).toEqual({ name: 'email', confidence: 0.99 });
  },
);

test.each(['', 'Page 1', '12 34 56'])('%j is too short to be of a kind (P-30)', (text) => {
  expect(categoryOf(text)).toEqual({ name: 'other', confidence: 0.3 });
});

test.each(['\t', ' | '])('a table of payments is financial, whatever its cells say (P-30): columns set apart by %j', (gap) => {
  const rows = [
    ['Date', 'Paid by', 'Paid to', 'Amount', 'Reference', 'Note'],
    [
      '2024-03-05',
      'Larkfield Creamery, Inc.',
      'Brightwater Freight, Inc.',
      '$180,000.00',
      'RTA-2024-0117',
      'Deposit under the Transport Agreement',
    ],
    ['2024-04-05', 'Larkfield Creamery, Inc.', 'Brightwater Freight, Inc.', '$104,166.67', 'INV-24-0401', 'Monthly fee, April'],
    ['2024-05-06', 'Larkfield Creamery, Inc.', 'Brightwater Freight, Inc.', '$104,166.67', 'INV-24-0501', 'Monthly fee, May'],
  ];
  const text = rows.map((cells) => cells.join(gap)).join('\n');
  expect(categoryOf(text, { detectedFileType: 'xlsx' }).name).toBe('invoice_financial');
});

test('a story is of no category (P-30)', () => {
  const story =
    'CHAPTER I\n\nThe old man looked at her and said nothing for a while. "You came back," he said at last. She laughed, and her hand was cold in his. ' +
    'It had rained all night, and the road to the village lay under water. "I did not think that you would," he went on, "but I hoped." She sat down by the fire and took off her shoes.';
  expect(categoryOf(story)).toMatchObject({ name: 'other', subcategory: 'fiction' });
});

test.each([
  [
    'contract',
    'KAUFVERTRAG\n\nZwischen der Alpha GmbH und der Beta AG wird der folgende Vertrag geschlossen.\n\n§ 1 Gegenstand\n\nDie Parteien vereinbaren die Lieferung von Waren. Die Vertragsparteien tragen ihre Kosten selbst.',
  ],
  [
    'invoice_financial',
    'RECHNUNG\n\nRechnungsnummer: 2020-17\nRechnungsdatum: 1. März 2020\n\nWir liefern für Sie die folgenden Waren.\n\nZwischensumme 100,00 EUR\nMwSt 19,00 EUR\nGesamtbetrag 119,00 EUR',
  ],
  [
    'correspondence',
    'Sehr geehrte Frau Meier,\n\nvielen Dank für Ihr Schreiben, das wir am Montag erhalten haben. Wir werden es in der nächsten Woche beantworten.\n\nMit freundlichen Grüßen\n\nAnna Schmidt',
  ],
  [
    'court_opinion',
    'IM NAMEN DES VOLKES\n\nURTEIL\n\nIn dem Rechtsstreit der Frau Meier, Klägerin, gegen die Alpha GmbH, Beklagte, hat das Landgericht für Recht erkannt, dass die Klage nicht begründet ist.',
  ],
] as const)('knows a German document of the category %s by its cues (P-30)', (name, text) => {
  const found = categoryOf(text);
  expect(found.name).toBe(name);
});

test('same text, same answer', () => {
  for (const [, text] of sampleDocuments) expect(categoryOf(text)).toEqual(categoryOf(text));
});
