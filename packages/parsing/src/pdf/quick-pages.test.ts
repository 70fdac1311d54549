import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { column, makePdf, type PdfPlan } from '../testing/make-pdf.js';
import { hasDamagedStream } from './damaged-streams.js';
import { loadPdf } from './load-pdf.js';
import { QuickPages } from './quick-pages.js';
import { readPdfPage, readQuickPage } from './read-page.js';

/** A page as both libraries read it. */
async function readBoth(plan: Partial<PdfPlan>) {
  const bytes = makePdf({ pages: [[]], ...plan });
  const pdf = await loadPdf(bytes, 1_000_000);
  const quick = await QuickPages.open(bytes, 1);
  try {
    const slowly = await readPdfPage(await pdf.document.getPage(1), 1, pdf.operators);
    return { slowly, quickly: readQuickPage(quick?.read(1), 1) };
  } finally {
    quick?.close();
    await pdf.close();
  }
}

const prose = (name: string) => Array.from({ length: 12 }, (_, index) => `${name} line ${index + 1} of a column with running text`);
const words = (placed: string) =>
  `${prose('x')
    .map((line, y) => `BT /F1 11 Tf 1 0 0 1 50 ${700 - y * 15} Tm (${line}) Tj ET`)
    .join(' ')} ${placed}`;

test.each<readonly [string, Partial<PdfPlan>]>([
  [
    'columns whose lines alternate',
    {
      pages: [
        prose('Left').flatMap((_, y) => [
          ...column([prose('Left')[y] ?? ''], 50, 700 - y * 13, 9),
          ...column([prose('Right')[y] ?? ''], 320, 700 - y * 13, 9),
        ]),
      ],
    },
  ],
  [
    'a table',
    {
      pages: [
        Array.from({ length: 20 }, (_, y) =>
          ['Washers of steel', '40', '12.50'].map((text, x) => ({ text, x: 60 + x * 150, y: 700 - y * 16 })),
        ).flat(),
      ],
    },
  ],
  ['a page on its side', { pages: [column(prose('Turned'), 50, 700)], page: '/Rotate 90' }],
  [
    'text in other directions',
    { content: words('BT /F1 9 Tf 0 1 -1 0 30 200 Tm (Up the margin) Tj ET BT /F1 9 Tf -1 0 0 -1 500 60 Tm (On its head) Tj ET') },
  ],
  [
    'cells of a row that are one string with wide spaces',
    { content: words('BT /F1 11 Tf 1 0 0 1 50 400 Tm [(Seller)-9000(Buyer)] TJ ET') },
  ],
  ['words apart by kerning', { content: words('BT /F1 11 Tf 1 0 0 1 50 400 Tm [(these)-300(are)-300(words)] TJ ET') }],
])('reads %s as the library does that reads everything', async (_name, plan) => {
  const { slowly, quickly } = await readBoth(plan);
  expect(textOf(quickly)).toBe(textOf(slowly));
  expect(boxesOf(quickly)).toEqual(boxesOf(slowly));
});

function textOf(draft: Awaited<ReturnType<typeof readBoth>>['quickly']): string {
  return draft?.state === 'read' ? draft.page.text : 'left to the other library';
}

/** To a point: the libraries round differently. */
function boxesOf(draft: Awaited<ReturnType<typeof readBoth>>['quickly']) {
  const boxes = draft?.state === 'read' ? draft.page.boxes : [];
  return boxes.map(({ start, end, x, y }) => ({ start, end, x: Math.round(x), y: Math.round(y) }));
}

test.each<readonly [string, Partial<PdfPlan>]>([
  ['little text', { pages: [[{ text: 'Page 1', x: 50, y: 50 }]] }],
  [
    'a gap that may be a space',
    { content: words('BT /F1 10 Tf 1 0 0 1 50 400 Tm (1.1.) Tj ET BT /F1 10 Tf 1 0 0 1 67.6 400 Tm (Term) Tj ET') },
  ],
  [
    'fields of a form',
    {
      pages: [column(prose('Form'), 50, 700)],
      page: '/Annots [900 0 R]',
      objects: { 900: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (n) /V (Ada) /Rect [50 400 200 420] >>' },
    },
  ],
])('leaves %s to the library that reads everything', async (_name, plan) => {
  const { quickly } = await readBoth(plan);
  expect(quickly).toBeUndefined();
});

test('does not open what the other library sees otherwise', async () => {
  expect(await QuickPages.open(makePdf({ pages: [[], []] }), 1)).toBeUndefined();
  expect(await QuickPages.open(Buffer.from('%PDF-1.7 nothing'), 1)).toBeUndefined();
});

test('tells files with a broken stream, of which PDFium says nothing (P-8)', () => {
  const packed = deflateSync(Buffer.from('BT (text of a page that goes on for a while) Tj ET'.repeat(20)));
  const file = (data: Uint8Array, keys = '/Filter /FlateDecode') =>
    Buffer.concat([
      Buffer.from(`%PDF-1.7\n5 0 obj\n<< ${keys} /Length ${data.length} >>\nstream\n`),
      data,
      Buffer.from('\nendstream\nendobj\n'),
    ]);
  const broken = Buffer.from(packed);
  broken.fill(0, 12, 30);
  expect(
    [file(packed), file(broken), file(broken, '/Subtype /Image /Filter /FlateDecode'), file(broken, '')].map(hasDamagedStream),
  ).toEqual([false, true, false, false]);
});
