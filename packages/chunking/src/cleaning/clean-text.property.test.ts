import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ocrOf, pageOf } from '../testing/documents.js';
import { cleanText } from './clean-text.js';
import { cleanedOffset, cleanedRangeToSource, sourceOffset } from './offset-map.js';

const pieces = fc.constantFrom(
  ...'aB 1-.|か'.split(''),
  ...'word|Page 1|😀|Договор|契約|ﬁ'.split('|'),
  ...' |  |   |\t|\n|\n\n|\r\n|\f|\u00a0|\u200b|\u00ad|\u0000'.split('|'),
  ...'-\n| . |e\u0301|\u0301|\u1112|\u1161|\u11ab|\u212b|\u3099|\ud800|\udc00'.split('|'),
  ' | ',
);
const texts = fc.array(fc.oneof(pieces, fc.string({ maxLength: 4, unit: 'binary' })), { maxLength: 60 }).map((parts) => parts.join(''));
const documents = fc.tuple(texts, fc.array(fc.nat(), { maxLength: 4 })).map(([text, cuts]) => {
  const starts = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b)];
  return ocrOf({ text, pages: starts.map((start, index) => pageOf(index + 1, start, starts[index + 1] ?? text.length)) });
});
const ligatures: Readonly<Record<string, string>> = {
  '\ufb00': 'f',
  '\ufb01': 'f',
  '\ufb02': 'f',
  '\ufb03': 'f',
  '\ufb04': 'f',
  '\ufb05': 's',
  '\ufb06': 's',
};

/** Whether a mapped character is its source's, or what normalisation makes of it. */
function isNormalForm(cleaned: string, source: string, at: number): boolean {
  const read = source.charAt(at);
  if (cleaned === read || cleaned === ligatures[read]) return true;
  if (/\s/.test(cleaned)) return /[\s\u0085]/.test(read);
  if (cleaned === '\ufffd') return !read.isWellFormed();
  const cluster = source
    .slice(at, at + 40)
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .normalize('NFC');
  return cluster.startsWith(cleaned) || cluster.normalize('NFD').startsWith(cleaned.normalize('NFD').charAt(0));
}

test('every mapped character is its source character or its normal form; runs ascend (P-30)', () => {
  fc.assert(
    fc.property(documents, (ocr) => {
      const { text, offset_map } = cleanText(ocr);
      let [cleanedEnd, sourceEnd] = [0, 0];
      for (const [cleanedStart, sourceStart, length] of offset_map) {
        expect(cleanedStart).toBeGreaterThanOrEqual(cleanedEnd);
        expect(sourceStart).toBeGreaterThanOrEqual(sourceEnd);
        [cleanedEnd, sourceEnd] = [cleanedStart + length, sourceStart + length];
        for (let at = 0; at < length; at++) expect(isNormalForm(text.charAt(cleanedStart + at), ocr.text, sourceStart + at)).toBe(true);
      }
      expect(cleanedEnd).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 500 },
  );
});

test('cleaned text is NFC, well-formed, without controls, double blanks or blank ends (P-30)', () => {
  fc.assert(
    fc.property(documents, (ocr) => {
      const { text } = cleanText(ocr);
      expect(text.normalize('NFC')).toBe(text);
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u00a0\u00ad\ufeff]| {2}|\n\n\n|^\s|\s$|[ \t]\n|\n[ \t]/);
    }),
    { numRuns: 500 },
  );
});

test('pages ascend and cover the cleaned text (P-30)', () => {
  fc.assert(
    fc.property(documents, (ocr) => {
      const { text, pages } = cleanText(ocr);
      expect(pages.map(({ number }) => number)).toEqual(ocr.metadata.pages.map(({ number }) => number));
      expect(pages[0]?.start).toBe(0);
      expect(pages.at(-1)?.end).toBe(text.length);
      pages.slice(1).forEach((page, index) => expect(page.start).toBe(pages[index]?.end));
      for (const { start, end } of pages) expect(end).toBeGreaterThanOrEqual(start);
    }),
    { numRuns: 300 },
  );
});

test('cleaning what is clean changes nothing but hyphens and repeated lines (P-30)', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const once = cleanText(ocrOf({ text })).text;
      fc.pre(!/-\n|\u2010\n|^\d+$/m.test(once));
      expect(cleanText(ocrOf({ text: once })).text).toBe(once);
    }),
    { numRuns: 300 },
  );
});

test('offsets go to the source and back (P-30)', () => {
  fc.assert(
    fc.property(documents, (ocr) => {
      const cleaned = cleanText(ocr);
      for (const [cleanedStart, sourceStart, length] of cleaned.offset_map) {
        for (const at of [0, length - 1]) {
          expect(sourceOffset(cleaned, cleanedStart + at)).toBe(sourceStart + at);
          expect(cleanedOffset(cleaned, sourceStart + at)).toBe(cleanedStart + at);
        }
        expect(cleanedRangeToSource(cleaned, cleanedStart, cleanedStart + length)).toEqual({
          start: sourceStart,
          end: sourceStart + length,
        });
      }
    }),
    { numRuns: 200 },
  );
});
