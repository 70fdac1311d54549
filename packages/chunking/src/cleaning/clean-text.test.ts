import { expect, test } from 'vitest';
import { cleanedOf, ocrOf, pagedOcr } from '../testing/documents.js';
import { cleanText } from './clean-text.js';
import { cleanedRangeToSource } from './offset-map.js';

test.each([
  ['spells ligatures out', 'The o\ufb03ce \ufb01led it', 'The office filed it'],
  ['composes letters and marks', 'Cafe\u0301 Zu\u0308rich', 'Café Zürich'],
  ['composes across an invisible character', 'Cafe\u200b\u0301', 'Café'],
  ['replaces characters that are others by definition', 'Å \u212b', 'Å Å'],
  ['joins Hangul parts', '\u1112\u1161\u11ab', '한'],
  ['makes odd spaces plain and single', ' a\u00a0\u2003b   c\t', 'a b c'],
  ['removes control and invisible characters', 'a\u0000b\u00adc\ufeffd\u200be', 'abcde'],
  ['keeps joiners that scripts need', 'می\u200cخواهم', 'می\u200cخواهم'],
  ['replaces lone surrogates', 'a\ud800b', 'a\ufffdb'],
  ['keeps characters beyond the basic plane', 'a 😀  b', 'a 😀 b'],
  ['knows every kind of line end', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ['keeps one blank line between paragraphs', 'a\n\n\n \nb\r\n\r\nc', 'a\n\nb\n\nc'],
  ['keeps columns apart', 'Item   Qty   Price\nPen    2     1.00\nInk\t3\t4.00', 'Item\tQty\tPrice\nPen\t2\t1.00\nInk\t3\t4.00'],
  ['leaves clean text alone', 'One line.\nTwo lines.', 'One line.\nTwo lines.'],
])('%s (P-30)', (_, text, cleaned) => {
  expect(cleanedOf(text).text).toBe(cleaned);
});

test.each([
  ['joins a word cut at a line end', 'the agree-\nment', 'the agreement'],
  ['joins at a soft hyphen', 'the agree\u00ad\nment', 'the agreement'],
  ['keeps the hyphen of a usual prefix', 'a non-\nexclusive licence', 'a non-exclusive licence'],
  ['keeps the hyphen that the document uses elsewhere', 'a fee-\nsimple; fee-simple', 'a fee-simple; fee-simple'],
  ['keeps the hyphen of a chain', 'state-of-the-\nart', 'state-of-the-art'],
  ['joins a word that the document uses elsewhere', 'pay-\nment of a payment', 'payment of a payment'],
  ['keeps the hyphen between two words of the document', 'cash-\nflow of cash and flow', 'cash-flow of cash and flow'],
  ['keeps the hyphen of a double name', 'Mary Smith-\nJones', 'Mary Smith-Jones'],
  ['joins capitals', 'THE AGREE-\nMENT', 'THE AGREEMENT'],
  ['leaves a grade alone', 'level a-\nThe end', 'level a-\nThe end'],
  ['leaves a dash before a number alone', 'pages 3-\n5 and x-\n7', 'pages 3-\n5 and x-\n7'],
  ['leaves a dash of its own alone', 'first -\nsecond', 'first -\nsecond'],
])('%s (P-30)', (_, text, cleaned) => {
  expect(cleanedOf(text).text).toBe(cleaned);
});

const body = (page: number) => `Paragraph ${'abc'[page]} says something of its own.\nIt goes on in line ${'xyz'[page]} and ends.\n`;

test('keeps the first copy of a running header and the last of a footer, and no page number (P-30)', () => {
  const pages = [0, 1, 2].map((page) => `ACME Master Agreement\n${body(page)}Confidential\nPage ${page + 1} of 3\n`);
  expect(cleanText(pagedOcr(pages)).text).toBe(
    `ACME Master Agreement\n${body(0).trim()}\n\n${body(1).trim()}\n\n${body(2).trim()}\nConfidential`,
  );
});

test('a header with the page in it is the same header (P-30)', () => {
  const pages = [0, 1, 2].map((page) => `Case 1:20-cv-12 Document 4 Page ${page + 1} of 3\n${body(page)}`);
  expect(cleanText(pagedOcr(pages)).text.match(/Case 1/g)).toHaveLength(1);
});

test('lines that only look alike on two pages stay (P-30)', () => {
  const pages = ['Acme\nOne.\nTwo is a longer line.\n', 'Acme\nThree.\nFour is a longer line.\n'];
  expect(cleanText(pagedOcr(pages)).text).toBe('Acme\nOne.\nTwo is a longer line.\n\nAcme\nThree.\nFour is a longer line.');
});

test('text without pages is cut at form feeds and at numbers that stand alone (P-30)', () => {
  const numbered = [1, 2, 3].map((page) => `${body(page - 1)}\n${page}\n\nSource: ACME, 10-K, 5/20/2014\n\n`).join('');
  const fed = [0, 1, 2].map((page) => `Running head\n${body(page)}`).join('\f');
  expect(cleanedOf(numbered).text).not.toMatch(/^\d$/m);
  expect(cleanedOf(numbered).text.match(/Source/g)).toHaveLength(1);
  expect(cleanedOf(fed).text.match(/Running/g)).toHaveLength(1);
});

test('the number of a page may stand at its top (P-30)', () => {
  const text = [1, 2, 3].map((page) => `${page}\n\n${body(page - 1)}`).join('\n');
  expect(cleanedOf(text).text).not.toMatch(/^\d$/m);
});

test('numbers that do not ascend are text (P-30)', () => {
  const text = 'Scores\n\n7\n\n7\n\n12\n\nEnd of scores';
  expect(cleanedOf(text).text).toBe(text);
});

test('a sentence that runs over a page goes on, a word too (P-30)', () => {
  const { text, pages } = cleanText(pagedOcr(['The parties have\n', 'agreed on pay-\n', 'ment.\n', 'New paragraph.']));
  expect(text).toBe('The parties have\nagreed on payment.\n\nNew paragraph.');
  expect(pages).toEqual([
    { number: 1, start: 0, end: 17 },
    { number: 2, start: 17, end: 30 },
    { number: 3, start: 30, end: 37 },
    { number: 4, start: 37, end: text.length },
  ]);
});

test('pages stay in order and cover the text whatever the reader left between them (P-30)', () => {
  const text = 'Cover\n\nlost between\nSecond';
  const pages = [
    { ...ocrOf({ text }).metadata.pages[0], number: 1, start: 0, end: 5 },
    { ...ocrOf({ text }).metadata.pages[0], number: 2, start: 20, end: 26 },
    { ...ocrOf({ text }).metadata.pages[0], number: 3, start: 26, end: 26 },
  ] as ReturnType<typeof ocrOf>['metadata']['pages'];
  const cleaned = cleanText(ocrOf({ text, pages }));
  expect(cleaned.pages).toEqual([
    { number: 1, start: 0, end: 21 },
    { number: 2, start: 21, end: 27 },
    { number: 3, start: 27, end: 27 },
  ]);
  expect(cleanText(ocrOf({ text: 'a', pages: [] })).pages).toEqual([{ number: 1, start: 0, end: 1 }]);
});

test('a cleaned word leads back to the characters it was read from (P-30)', () => {
  const source = 'The o\ufb03ce of the agree-\nment';
  const cleaned = cleanedOf(source);
  const sourceOf = (word: string) => {
    const start = cleaned.text.indexOf(word);
    const range = cleanedRangeToSource(cleaned, start, start + word.length);
    return source.slice(range.start, range.end);
  };
  expect([sourceOf('office'), sourceOf('agreement'), sourceOf('The')]).toEqual(['o\ufb03ce', 'agree-\nment', 'The']);
});

test('nothing becomes nothing', () => {
  expect(cleanedOf(' \n\u200b\n')).toEqual({
    text: '',
    offset_map: [],
    pages: [{ number: 1, start: 0, end: 0 }],
    headings: [],
    tables: [],
    language: 'und',
    language_confidence: 0,
  });
});
