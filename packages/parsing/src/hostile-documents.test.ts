import { deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { makeDocx, makeOdt, makeZip, wordParagraph } from './testing/make-office.js';
import { makePdf } from './testing/make-pdf.js';
import { endOf, parse } from './testing/options.js';
import { patchZip } from './testing/patch-zip.js';

const megabyte = 1024 * 1024;
const text = (content: string) => [{ text: content, x: 50, y: 700 }];
const png = (width: number, height: number) => {
  const header = Buffer.alloc(33);
  header.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return header;
};
const compound = (stream: string) =>
  Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(504), Buffer.from(stream, 'utf16le')]);
const nested = (depth: number): Uint8Array =>
  depth === 0 ? strToU8('inside') : makeZip({ [depth === 1 ? 'a.txt' : 'inner.zip']: nested(depth - 1) });

test.each<[string, () => Uint8Array | string, string, string]>([
  ['a zip bomb', () => makeZip({ 'zeros.txt': new Uint8Array(64 * megabyte) }), 'bomb.zip', 'decompression_ratio'],
  [
    'a zip bomb inside a document',
    () => makeDocx('', '', { 'word/media/zeros.bin': new Uint8Array(64 * megabyte) }),
    'bomb.docx',
    'decompression_ratio',
  ],
  ['an entry that declares 1 GB', () => patchZip(makeZip({ 'a.txt': 'a' }), { size: 2 ** 30 + 1 }), 'big.zip', 'decompression_ratio'],
  [
    'an entry that is larger than it says',
    () => patchZip(makeZip({ 'a.txt': 'a'.repeat(megabyte) }), { size: 10 }),
    'liar.zip',
    'decompression_ratio',
  ],
  [
    'a document whose parts are larger than they say',
    () => patchZip(makeDocx(wordParagraph('x'.repeat(megabyte))), { size: 10 }),
    'liar.docx',
    'decompression_ratio',
  ],
  ['archives too deep inside each other', () => nested(5), 'nested.zip', 'nesting_too_deep'],
  ['an encrypted archive', () => patchZip(makeZip({ 'a.txt': 'secret' }), { flags: 1 }), 'locked.zip', 'encrypted'],
  ['an encrypted Office document', () => compound('EncryptedPackage'), 'locked.docx', 'encrypted'],
  ['an encrypted OpenDocument', () => makeOdt('', '<manifest:encryption-data/>'), 'locked.odt', 'encrypted'],
  [
    'an encrypted PDF',
    () =>
      makePdf({
        pages: [text('secret')],
        trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >> /ID [<${'43'.repeat(16)}> <${'43'.repeat(16)}>]`,
      }),
    'locked.pdf',
    'encrypted',
  ],
  ['an old Word document', () => compound('WordDocument'), 'old.doc', 'unsupported_type'],
  [
    'a program',
    () => Buffer.concat([Buffer.from('\u007fELF\u0002\u0001\u0001', 'latin1'), Buffer.alloc(100)]),
    'letter.pdf',
    'unsupported_type',
  ],
  [
    'a vector image with scripts',
    () => '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    'x.svg',
    'unsupported_type',
  ],
  [
    'an XML file of a billion laughs',
    () => `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(10)}">]><l>&b;</l>`,
    'laugh.xml',
    'unsupported_type',
  ],
  ['an empty file', () => new Uint8Array(0), 'empty.pdf', 'corrupt'],
  ['a PDF cut off before its first page', () => makePdf({ pages: [text('cut')] }).subarray(0, 60), 'cut.pdf', 'corrupt'],
  ['an archive cut off before its first entry', () => makeZip({ 'a.txt': 'hello' }).subarray(0, 30), 'cut.zip', 'corrupt'],
  ['a document cut off before its text', () => makeDocx(wordParagraph('x')).subarray(0, 300), 'cut.docx', 'corrupt'],
  ['an image cut off in its header', () => png(1, 1).subarray(0, 18), 'cut.png', 'corrupt'],
  ['an image of 3.6 thousand million pixels', () => png(60_000, 60_000), 'huge.png', 'too_many_pixels'],
  ['an image without pixels', () => png(0, 100), 'none.png', 'corrupt'],
  ['a PDF of 10,000 pages', () => makePdf({ pages: Array.from({ length: 10_000 }, () => []) }), 'long.pdf', 'too_many_pages'],
  [
    'a mail with parts too deep inside each other',
    () => `From: a@b.c\nSubject: x\nMIME-Version: 1.0\n${deepMail(80)}`,
    'deep.eml',
    'nesting_too_deep',
  ],
])('%s ends as its code says (P-24)', async (_, make, name, code) => {
  expect(await endOf(make(), name)).toBe(code);
});

function deepMail(depth: number): string {
  if (depth === 0) return 'Content-Type: text/plain\n\nhello\n';
  return `Content-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\n${deepMail(depth - 1)}\n--b${depth}--\n`;
}

test.each([
  ['WordDocument', 'letter.doc', 'application/msword', '.docx'],
  ['Workbook', 'prices.xls', 'application/vnd.ms-excel', '.xlsx'],
  ['PowerPoint Document', 'talk.ppt', 'application/vnd.ms-powerpoint', '.pptx'],
  ['__substg1.0_', 'offer.msg', 'application/vnd.ms-outlook', '.eml'],
])('names the old Office file with a stream %s and says what to do about it (P-21)', async (stream, name, mime, instead) => {
  const message = new RegExp(`${name} is ${mime}, which is not read: .*\\${instead}`);
  await expect(parse(compound(stream), name)).rejects.toMatchObject({ code: 'unsupported_type', message: expect.stringMatching(message) });
});

test('refuses more bytes than allowed before looking at them (P-24)', async () => {
  expect(await endOf(Buffer.alloc(11), 'x.txt', { maxBytes: 10 })).toBe('too_large');
});

test('refuses more entries than allowed before unpacking any (P-24)', async () => {
  const archive = makeZip(Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`${index}.txt`, 'x'])));
  expect(await endOf(archive, 'many.zip', { maxEntries: 20 })).toBe('too_large');
});

test('refuses more text than allowed (P-24)', async () => {
  expect(await endOf('<html><body><p>' + 'word '.repeat(100), 'x', { maxCharacters: 50 })).toBe('too_large');
  expect(await endOf('word '.repeat(100), 'x.txt', { maxCharacters: 50 })).toBe('too_large');
});

test('reads no file that an XML entity points to, and expands no entities without end (P-24)', async () => {
  const outside = makeDocx(wordParagraph('before &xxe; after'), '<!DOCTYPE w [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>');
  expect(await endOf(outside, 'xxe.docx')).not.toContain('root:');
  const levels = Array.from({ length: 12 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('');
  const laughs = makeDocx(wordParagraph('ha &l12;'), `<!DOCTYPE w [<!ENTITY l0 "ha">${levels}]>`);
  expect((await endOf(laughs, 'laughs.docx')).length).toBeLessThan(10_000);
});

test('reads elements thousands deep and refuses more (P-24)', async () => {
  const html = (depth: number) => `<!doctype html>${'<div>'.repeat(depth)}deep${'</div>'.repeat(depth)}`;
  expect([await endOf(html(5_000), 'deep.html'), await endOf(html(50_000), 'deeper.html')]).toEqual(['text: deep', 'nesting_too_deep']);
  const depth = 3_000;
  const word = makeDocx(`${'<w:sdt><w:sdtContent>'.repeat(depth)}${wordParagraph('x')}${'</w:sdtContent></w:sdt>'.repeat(depth)}`);
  expect(['nesting_too_deep', 'corrupt', 'text: ', 'text: x']).toContain(await endOf(word, 'deep.docx'));
});

test('takes paths, links and system names out of archives (P-24)', async () => {
  const bytes = zipSync({
    '../../../etc/passwd': strToU8('a'),
    'C:\\windows\\evil.txt': strToU8('b'),
    'link.txt': [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }],
    'folder/..': strToU8('c'),
  });
  const { files, warnings } = await parse(bytes, 'paths.zip');
  expect(files.map(({ fileName }) => fileName)).toEqual(['passwd', 'evil.txt', 'entry-3']);
  expect(warnings).toEqual(['link.txt is a link and was not followed']);
});

test('runs no script and follows no form of a PDF, and says that they are there (P-24)', async () => {
  const scripts = makePdf({
    pages: [text('Visible text')],
    catalog:
      '/OpenAction << /S /JavaScript /JS (app.alert(1)) >> /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert(1)) >>] >> >>',
  });
  expect(await parse(scripts, 'js.pdf')).toMatchObject({ text: 'Visible text', warnings: ['the PDF has scripts; they were not run'] });
  const form = makePdf({
    pages: [text('Visible text')],
    catalog: '/AcroForm << /Fields [] /XFA 950 0 R >>',
    objects: { 950: '<< /Length 23 >>\nstream\n<xdp>hidden form</xdp>  \nendstream' },
  });
  expect(await parse(form, 'xfa.pdf')).toMatchObject({ text: 'Visible text', warnings: [expect.stringContaining('XFA')] });
});

test('believes content, not names, and reads a file that is two things as one of them (P-20)', async () => {
  expect(await endOf('<html><body>a page</body></html>', 'invoice.pdf')).toBe('text: a page');
  expect(await endOf(makePdf({ pages: [text('a PDF')] }), 'image.png')).toBe('text: a PDF');
  const junk = Buffer.concat([
    Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n'),
    makePdf({ pages: [text('after junk')] }),
  ]);
  expect(await endOf(junk, 'x.pdf')).toBe('text: after junk');
  const polyglot = Buffer.concat([makePdf({ pages: [text('two faces')] }), makeZip({ 'a.txt': 'zip face' })]);
  expect(await endOf(polyglot, 'x.zip')).toBe('text: two faces');
});

test('reads what is left of a PDF that was cut off, also from packed objects (P-21)', async () => {
  const whole = makePdf({ pages: [text('first page'), text('second page')] });
  const { text: plain, warnings } = await parse(whole.subarray(0, whole.indexOf('xref')), 'cut.pdf');
  expect([plain, warnings]).toEqual(['first page\n\nsecond page', [expect.stringContaining('cut off')]]);
  const noCatalog = Buffer.from(
    whole
      .toString('latin1')
      .replace(/1 0 obj[^]*?endobj/, '')
      .replace(/2 0 obj[^]*?endobj/, '')
      .replace(/xref[^]*$/, ''),
    'latin1',
  );
  expect(await parse(noCatalog, 'cut.pdf')).toMatchObject({
    text: 'first page\n\nsecond page',
    warnings: [expect.stringContaining('2 pages were found')],
  });
  const packed = '10 0 << /Type /Page /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 11 0 R >>';
  const stream = deflateSync(Buffer.from(packed));
  const content = 'BT /F1 11 Tf 1 0 0 1 50 700 Tm (a packed page) Tj ET';
  const cut = Buffer.concat([
    Buffer.from(
      `%PDF-1.7\n3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n11 0 obj\n<< /Length ${content.length} >>\nstream\n${content}\nendstream\nendobj\n12 0 obj\n<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Length ${stream.length} >>\nstream\n`,
    ),
    stream,
    Buffer.from('\nendstream\nendobj\n13 0 obj\n<< /Type /XRef /Le'),
  ]);
  expect((await parse(cut, 'cut.pdf')).text).toBe('a packed page');
});

test('reads what is left of documents and archives that were cut off (P-21)', async () => {
  const whole = makeDocx(wordParagraph('the text is whole'), '', {
    'word/media/image1.png': new Uint8Array(5000).map((_, index) => Math.imul(index + 1, 2654435761) >>> 13),
  });
  expect(await parse(whole.subarray(0, whole.length - 3000), 'cut.docx')).toMatchObject({
    text: 'the text is whole',
    warnings: [expect.stringContaining('damaged')],
  });
  const archive = makeZip({ 'one.txt': 'first', 'two.txt': 'second' });
  const cut = await parse(archive.subarray(0, Buffer.from(archive).indexOf('PK\u0001\u0002', 0, 'latin1')), 'cut.zip');
  expect(cut.files.map(({ fileName, bytes }) => [fileName, Buffer.from(bytes).toString()])).toEqual([
    ['one.txt', 'first'],
    ['two.txt', 'second'],
  ]);
});

test('does not take a page with broken content for a blank one (P-8)', async () => {
  const broken = makePdf({ pages: [[]], content: '\u0001\u0002Xy \u0003Qz Zz9 \u0004 Kk# Vv* Uu@ Oo!' });
  expect((await parse(broken, 'x.pdf')).pages).toMatchObject([{ error: 'page 1 is damaged: its content cannot be understood' }]);
});

test('reads the pages beside a damaged one and says which it is (P-8)', async () => {
  const whole = makePdf({ pages: [text('first page'), text('second page'), text('third page')] }).toString('latin1');
  const damaged = Buffer.from(whole.replace('12 0 obj\n<< /Type /Page', '12 0 obj\n<< /Type /Fage'), 'latin1');
  const { pages, text: read } = await parse(damaged, 'x.pdf');
  expect(pages.map(({ error }) => error === undefined)).toEqual([true, expect.any(Boolean), true]);
  expect(read).toMatch(/first page[^]*third page/);
});
