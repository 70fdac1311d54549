// A workbook of one sheet with a head row, real dates.
import { contentTypes, escapeXml, relationships, xmlHead, zip } from './zip.mjs';

const namespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** @param rows cells; text like 2024-03-05 becomes a date, numbers become amounts */
export function xlsx({ sheet, head, rows }) {
  const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const lines = [head, ...rows].map(
    (cells, row) => `<row r="${row + 1}">${cells.map((value, column) => cell(value, row, column)).join('')}</row>`,
  );
  return zip({
    '[Content_Types].xml': contentTypes({
      '/xl/workbook.xml': `${main}.sheet.main+xml`,
      '/xl/worksheets/sheet1.xml': `${main}.worksheet+xml`,
      '/xl/styles.xml': `${main}.styles+xml`,
    }),
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/_rels/workbook.xml.rels': relationships([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/workbook.xml': `${xmlHead}<workbook xmlns="${namespace}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="${escapeXml(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/worksheets/sheet1.xml': `${xmlHead}<worksheet xmlns="${namespace}"><sheetData>${lines.join('')}</sheetData></worksheet>`,
    'xl/styles.xml': styles,
  });
}

/** Style 1 is a day (built-in format 14). */
const styles = `${xmlHead}<styleSheet xmlns="${namespace}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`;

function cell(value, row, column) {
  const at = `${String.fromCharCode(65 + column)}${row + 1}`;
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return `<c r="${at}" s="1"><v>${serial(value)}</v></c>`;
  return `<c r="${at}" t="inlineStr"><is><t>${escapeXml(value)}</t></is></c>`;
}

/** Days since 30 December 1899, as spreadsheets count. */
function serial(day) {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);
}
