// A Word document with headings, paragraphs and tables.
import { contentTypes, escapeXml, relationships, xmlHead, zip } from './zip.mjs';

/** @param blocks `{ h }`, `{ p }` or `{ table }` */
export function docx(blocks) {
  const body = blocks.map(block).join('');
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  return zip({
    '[Content_Types].xml': contentTypes({ '/word/document.xml': `${main}.document.main+xml`, '/word/styles.xml': `${main}.styles+xml` }),
    '_rels/.rels': relationships([['officeDocument', 'word/document.xml']]),
    'word/_rels/document.xml.rels': relationships([['styles', 'styles.xml']]),
    'word/document.xml': `${xmlHead}<w:document xmlns:w="${namespace}"><w:body>${body}<w:sectPr/></w:body></w:document>`,
    'word/styles.xml': styles,
  });
}

const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const styles = `${xmlHead}<w:styles xmlns:w="${namespace}"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style></w:styles>`;

function block({ h, p, table }) {
  if (h !== undefined) return `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>${run(h)}</w:p>`;
  if (p !== undefined) return `<w:p>${run(p)}</w:p>`;
  const rows = table.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc><w:p>${run(cell)}</w:p></w:tc>`).join('')}</w:tr>`);
  return `<w:tbl><w:tblPr/>${rows.join('')}</w:tbl><w:p/>`;
}

function run(text) {
  return `<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
}
