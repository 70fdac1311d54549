import { expect, test } from 'vitest';
import { makeDocx, makeZip, wordParagraph } from '../testing/make-office.js';
import { parse } from '../testing/options.js';

const scan = new Uint8Array(30_000).fill(7);
const logo = new Uint8Array(500).fill(7);
const names = async (body: string) => {
  const inside = { 'word/media/image1.png': scan, 'word/media/logo.png': logo, 'word/embeddings/Sheet1.xlsx': makeZip({ a: 'b' }) };
  const { files } = await parse(makeDocx(body, '', inside), 'x.docx');
  return files.map(({ fileName }) => fileName);
};

test('documents inside a document become documents of their own, and its pictures where it has hardly any text (P-21)', async () => {
  expect(await names('')).toEqual(['image1.png', 'Sheet1.xlsx']);
  expect(await names(wordParagraph('A document with much to read. '.repeat(20)))).toEqual(['Sheet1.xlsx']);
});

test('money and shares of a workbook are read as its sheets show them (P-21)', async () => {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relations = (entries: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries}</Relationships>`;
  const workbook = makeZip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations(`<Relationship Id="rId1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/>`),
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${relation}"><sheets><sheet name="Invoices" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      `<Relationship Id="rId1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relation}/styles" Target="styles.xml"/>`,
    ),
    'xl/styles.xml': `<styleSheet ${main}><numFmts><numFmt numFmtId="164" formatCode="[$€-2]#,##0.00"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Rent</t></is></c><c r="B1" s="1"><v>1234.5</v></c><c r="C1" s="2"><f>B1/100</f><v>0.075</v></c><c r="D1"><v>7</v></c></row></sheetData></worksheet>`,
  });
  expect((await parse(workbook, 'x.xlsx')).text).toBe('Invoices\n\nRent | €1,234.50 | 7.50% | 7');
});

test('a mail whose plain part only says that there is an HTML part is read from that', async () => {
  const mail = (plain: string) =>
    [
      'From: a@b.c',
      'Subject: s',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary=x',
      '',
      '--x',
      'Content-Type: text/plain',
      '',
      plain,
      '--x',
      'Content-Type: text/html',
      '',
      `<p>${'The parties met in the harbour office. '.repeat(20)}</p>`,
      '--x--',
      '',
    ].join('\r\n');
  expect((await parse(mail('Please view this message in a browser.'), 'm.eml')).text).toContain('harbour office');
  expect((await parse(mail('The parties met in the harbour office. '.repeat(19)), 'm.eml')).blocks).toHaveLength(1);
});
