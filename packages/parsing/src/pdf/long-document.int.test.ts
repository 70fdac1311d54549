import { expect, test } from 'vitest';
import { openDocument } from '../open-document.js';
import { makePdf } from '../testing/make-pdf.js';
import { optionsFor } from '../testing/options.js';

const pageCount = 2_000;
/** Libraries, models and buffers are there by then. */
const settled = 200;
/** What garbage may lie about. A page of this document takes more than 100 kB while it is read: kept, the pages would be three times this. Bytes. */
const garbage = 80 * 1024 * 1024;

const line = (page: number, at: number) => ({
  text: `Page ${page}, line ${at}: the parties agree to what was agreed before`,
  x: 50,
  y: 780 - at * 15,
});

test('memory does not grow with the pages of a document of 2,000 (P-24)', { timeout: 300_000 }, async () => {
  const pages = Array.from({ length: pageCount }, (_, page) => Array.from({ length: 50 }, (_line, at) => line(page, at)));
  const { reading } = await openDocument(makePdf({ pages }), optionsFor('long.pdf'));
  let [read, early] = [0, 0];
  for await (const draft of reading.pages()) {
    if (draft.state === 'read' && draft.page.text.startsWith(`Page ${read}, line 0`)) read += 1;
    if (read === settled) early = process.memoryUsage().rss;
  }
  expect(read).toBe(pageCount);
  expect(process.memoryUsage().rss - early).toBeLessThan(garbage);
  await reading.close();
});
