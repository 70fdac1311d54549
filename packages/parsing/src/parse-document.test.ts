import { expect, test } from 'vitest';
import { makeDocx, makeOdt, makePptx, makeXlsx, makeZip, wordParagraph, wordTable } from './testing/make-office.js';
import { column, makePdf } from './testing/make-pdf.js';
import { parse } from './testing/options.js';

const blockTexts = ({ text, blocks }: Awaited<ReturnType<typeof parse>>) =>
  blocks.map(({ kind, level, start, end }) => [kind, level, text.slice(start, end)]);

test('reads a Word document with its headings and tables (P-21)', async () => {
  const body =
    wordParagraph('Supply Agreement', 'Heading1') +
    wordParagraph('Between A and B.') +
    wordTable([
      ['Party', 'Role'],
      ['Acme Ltd', 'buyer'],
    ]);
  const document = await parse(makeDocx(body), 'contract.bin');
  expect(document.type).toMatchObject({ kind: 'supported', name: 'docx' });
  expect(document.text).toBe('Supply Agreement\n\nBetween A and B.\n\nParty | Role\nAcme Ltd | buyer');
  expect(blockTexts(document)).toEqual([
    ['heading', 1, 'Supply Agreement'],
    ['table', undefined, 'Party | Role\nAcme Ltd | buyer'],
  ]);
});

test('reads a workbook with real dates, a sheet as a page (P-21)', async () => {
  const document = await parse(
    makeXlsx('Payments', [
      ['Date', 'Amount'],
      [{ date: 45354 }, 1250.5],
    ]),
    'x',
  );
  expect(document.text).toBe('Payments\n\nDate | Amount\n2024-03-03 | 1250.5');
  expect(document.pages).toHaveLength(1);
});

test('reads slides as pages and an OpenDocument text (P-21)', async () => {
  const slides = await parse(makePptx(['First point', 'Second point']), 'x');
  expect(slides.pages.map(({ start, end }) => slides.text.slice(start, end))).toEqual(['First point', 'Second point']);
  expect((await parse(makeOdt('<text:h text:outline-level="2">Terms</text:h><text:p>Payment is due.</text:p>'), 'x')).text).toBe(
    'Terms\n\nPayment is due.',
  );
});

test('reads RTF with its code page (P-21)', async () => {
  const document = await parse("{\\rtf1\\ansi\\ansicpg1252 Jos\\'e9 M\\u252?ller\\par second}", 'x');
  expect(document.text).toBe('José Müller\n\nsecond');
});

test('reads Markdown without its marks (P-21)', async () => {
  const document = await parse('# Title\n\nSome *strong* [link](https://a.example).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- item', 'x');
  expect(document.type).toMatchObject({ name: 'markdown' });
  expect(document.text).toBe('Title\n\nSome strong link (https://a.example).\n\na | b\n1 | 2\n\n- item');
  expect(blockTexts(document).map(([kind]) => kind)).toEqual(['heading', 'table']);
});

test('reads values separated by semicolons as rows (P-21)', async () => {
  const document = await parse('name;amount\n"Doe; Jane";12\n', 'x');
  expect(document.type).toMatchObject({ name: 'csv' });
  expect(document.text).toBe('name | amount\nDoe; Jane | 12');
});

test.each([
  ['utf-8', Buffer.from('Grüße aus Łódź, dear José')],
  ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Grüße aus Łódź, dear José', 'utf16le')])],
  ['utf-16le', Buffer.from('Grüße aus Łódź, dear José', 'utf16le')],
  ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('Grüße aus Łódź, dear José', 'utf16le').swap16()])],
  ['utf-16be', Buffer.from('Grüße aus Łódź, dear José', 'utf16le').swap16()],
])('decodes %s text (P-21)', async (encoding, bytes) => {
  const document = await parse(bytes, 'letter.txt');
  expect([document.text, document.properties['encoding']]).toEqual(['Grüße aus Łódź, dear José', encoding]);
});

test('decodes Latin text of one byte a letter and says that it guessed (P-21)', async () => {
  const document = await parse(
    Buffer.from('Le contrat a été signé à Genève par M. Müller, président de la société.', 'latin1'),
    'lettre.txt',
  );
  expect(document.text).toContain('été signé à Genève par M. Müller');
  expect(document.warnings).toHaveLength(1);
});

/** Bytes of a text in an encoding that Node decodes but does not encode. */
function encoded(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const pairs = Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const);
  const bytes = new Map(pairs);
  return Uint8Array.from(Array.from(text, (character) => bytes.get(character) ?? 0x3f));
}

test.each([
  [
    'windows-1251',
    'Договор вступает в силу с момента его подписания сторонами. Стороны несут ответственность за неисполнение обязательств.',
  ],
  ['koi8-r', 'Договор вступает в силу с момента его подписания сторонами. Стороны несут ответственность за неисполнение обязательств.'],
  ['iso-8859-7', 'Η σύμβαση τίθεται σε ισχύ από την υπογραφή της από τα μέρη και λύεται μόνο με έγγραφη ειδοποίηση.'],
])('tells text in %s by its letters (P-21)', async (encoding, text) => {
  expect((await parse(encoded(text, encoding), 'letter.txt')).text).toBe(text);
});

test('reads Japanese text in Shift JIS as its web page declares it (P-21)', async () => {
  const declared = Buffer.from('<html><head><meta charset="shift_jis"></head><body><p>', 'latin1');
  const keiyaku = Buffer.from([0x8c, 0x5f, 0x96, 0xf1, 0x8f, 0x91]);
  expect((await parse(Buffer.concat([declared, keiyaku, Buffer.from('</p></body></html>')]), 'x.html')).text).toBe('契約書');
});

test('takes each kind of image for its pages, from its header alone (P-21)', async () => {
  const dword = (view: DataView, at: number, value: number) => view.setUint32(at, value, true);
  const bitmap = new DataView(new ArrayBuffer(70));
  bitmap.setUint16(0, 0x424d);
  for (const [at, value] of [
    [10, 54],
    [14, 40],
    [18, 30],
    [22, 20],
  ] as const)
    dword(bitmap, at, value);
  const webp = new DataView(new ArrayBuffer(40));
  for (const [at, value] of [
    [0, 0x52494646],
    [8, 0x57454250],
    [12, 0x56503858],
  ] as const)
    webp.setUint32(at, value);
  webp.setUint8(24, 29);
  webp.setUint8(27, 19);
  // Two directories, each with the tags for width and height.
  const tiff = new DataView(new ArrayBuffer(80));
  for (const [at, value] of [
    [0, 0x2a4949],
    [4, 8],
    [34, 40],
  ] as const)
    dword(tiff, at, value);
  for (const directory of [8, 40]) {
    tiff.setUint16(directory, 2, true);
    for (const [at, tag, value] of [
      [2, 256, 30],
      [14, 257, 20],
    ] as const) {
      tiff.setUint16(directory + at, tag, true);
      tiff.setUint16(directory + at + 2, 3, true);
      dword(tiff, directory + at + 4, 1);
      dword(tiff, directory + at + 8, value);
    }
  }
  const sizes = async (view: DataView) =>
    (await parse(new Uint8Array(view.buffer), 'scan')).pages.map(({ number, width, height }) => [number, width, height]);
  expect([await sizes(bitmap), await sizes(webp), await sizes(tiff)]).toEqual([
    [[1, 30, 20]],
    [[1, 30, 20]],
    [
      [1, 30, 20],
      [2, 30, 20],
    ],
  ]);
});

test('reads a web page without menu, script and banner (P-21)', async () => {
  const html = `<!doctype html><html><head><title>News</title><script>var a = '<p>no</p>'</script></head><body><nav><a href=/>Home</a></nav>
    <div class="cookie-banner">We use cookies</div><main><h1>Storm hits port</h1><p>Two ships <b>sank</b> on Monday, the harbour master said.</p>
    <table><tr><th>Ship</th><th>Flag</th></tr><tr><td>Anna</td><td>NO</td></tr></table><ol><li>one</li><li>two</li></ol></main><footer>© 2026</footer></body></html>`;
  const document = await parse(html, 'x');
  expect(document.text).toBe(
    'Storm hits port\n\nTwo ships sank on Monday, the harbour master said.\n\nShip | Flag\nAnna | NO\n\n1. one\n2. two',
  );
  expect(document.properties).toMatchObject({ title: 'News' });
});

test('reads a mail with its headers and gives attachments as files (P-21)', async () => {
  const mail = [
    'From: =?UTF-8?Q?J=C3=BCrgen?= <j@example.org>',
    'To: anna@example.com',
    'Subject: Offer',
    'Date: Tue, 4 Mar 2014 09:12:30 +0100',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'See attached.',
    '--b',
    'Content-Type: text/csv; name="../../etc/rows.csv"',
    'Content-Disposition: attachment; filename="../../etc/rows.csv"',
    '',
    'a,b',
    '--b--',
    '',
  ].join('\r\n');
  const document = await parse(mail, 'x');
  expect(document.text).toBe(
    'From: Jürgen <j@example.org>\nTo: anna@example.com\nDate: Tue, 4 Mar 2014 09:12:30 +0100\nSubject: Offer\n\nSee attached.',
  );
  expect(document.properties).toMatchObject({ title: 'Offer', mail_from: 'Jürgen <j@example.org>' });
  expect(document.files.map(({ fileName, bytes }) => [fileName, Buffer.from(bytes).toString().trim()])).toEqual([['rows.csv', 'a,b']]);
});

test('gives the messages of a mailbox and the entries of an archive as files (P-21)', async () => {
  const mailbox =
    'From a@b.c Mon Jan  5 10:00:00 2026\nFrom: a@b.c\nSubject: One\n\nfirst\n>From here\n\nFrom d@e.f Tue Jan  6 10:00:00 2026\nFrom: d@e.f\nSubject: Two\n\nsecond\n';
  const messages = await parse(mailbox, 'x');
  expect([messages.text, messages.files.map(({ bytes }) => Buffer.from(bytes).toString().split('\n\n')[1])]).toEqual([
    '1. One\n2. Two',
    ['first\nFrom here', 'second\n'],
  ]);
  const archive = await parse(makeZip({ 'a/one.txt': '1', '__MACOSX/x': 'x', 'two.txt': '22' }), 'x');
  expect(archive.files.map(({ fileName, bytes }) => [fileName, bytes.length])).toEqual([
    ['one.txt', 1],
    ['two.txt', 2],
  ]);
});

const prose = (name: string) => Array.from({ length: 12 }, (_, index) => `${name} line ${index + 1} of a column with running text`);

test('reads two columns one after the other, with a box for each line (P-20)', async () => {
  // Left and right lines alternate in the file, as many programs write them.
  const [left, right] = [column(prose('Left'), 50, 700, 9), column(prose('Right'), 320, 700, 9)];
  const lines = left.flatMap((line, index) => [line, ...right.slice(index, index + 1)]);
  const document = await parse(makePdf({ pages: [[{ text: 'A Title', x: 200, y: 780, size: 20 }, ...lines]] }), 'x');
  expect(document.text).toBe(['A Title', prose('Left').join('\n'), prose('Right').join('\n')].join('\n\n'));
  expect(document.blocks).toEqual([{ kind: 'heading', level: 1, start: 0, end: 7 }]);
  const page = document.pages[0];
  expect(page?.boxes).toHaveLength(25);
  for (const { start, end, x, y, width, height } of page?.boxes ?? []) {
    expect(document.text.slice(start, end)).toMatch(/^(A Title|(Left|Right) line \d+ of a column with running text)$/);
    expect(x >= 0 && y >= 0 && x + width <= 595 && y + height <= 842).toBe(true);
  }
});

test('reads rows of cells as a table, not as columns (P-20)', async () => {
  const rows = [
    ['Item', 'Qty', 'Price'],
    ['Bolts', '12', '3.50'],
    ['Nuts', '40', '1.25'],
    ['Washers', '7', '0.10'],
  ];
  const lines = rows.flatMap((row, y) => row.map((text, x) => ({ text, x: 60 + x * 150, y: 700 - y * 16 })));
  const document = await parse(makePdf({ pages: [lines] }), 'x');
  expect(blockTexts(document)).toEqual([
    ['table', undefined, 'Item | Qty | Price\nBolts | 12 | 3.50\nNuts | 40 | 1.25\nWashers | 7 | 0.10'],
  ]);
});

test('asks for pixels only of pages without usable text (P-20)', async () => {
  const scan = {
    901: '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream',
  };
  const scanned = await parse(makePdf({ pages: [[]], objects: scan, content: 'q 595 0 0 842 0 0 cm /Im1 Do Q' }), 'x');
  expect(scanned.pages.map(({ method, error }) => [method, error])).toEqual([['none', 'the page is an image and no OCR is set up']]);
  const stamp = 'q 595 0 0 842 0 0 cm /Im1 Do Q BT /F1 9 Tf 1 0 0 1 50 820 Tm (Case 1:23-cv-1 Document 1 Filed 01/02/23) Tj ET';
  expect((await parse(makePdf({ pages: [[]], objects: scan, content: stamp }), 'x')).pages[0]?.error).toBeDefined();
  expect((await parse(makePdf({ pages: [[]] }), 'x')).pages).toMatchObject([{ method: 'none', start: 0, end: 0 }]);
});
