import readWorkbook from 'read-excel-file/universal';
import { soundArchive } from '../archive/sound-archive.js';
import { shownWorkbook } from '../office/shown-workbook.js';
import { ParseFailure, reasonOf } from '../parse-failure.js';
import type { DocumentReading, ParseOptions } from '../parsed-document.js';
import { pagesOfText } from '../single-page.js';
import { TextBuilder } from '../text-builder.js';

/** An Excel workbook: every sheet is a page with its name as heading and its rows as a table; dates as dates, money and shares as they are shown. */
export async function readSpreadsheet(bytes: Uint8Array, { limits }: ParseOptions): Promise<DocumentReading> {
  const warnings: string[] = [];
  const sheets = await sheetsOf(shownWorkbook(soundArchive(bytes, limits, warnings), limits));
  if (sheets.length > limits.maxPages) {
    throw new ParseFailure('too_many_pages', `the workbook has ${sheets.length} sheets, allowed are ${limits.maxPages}`);
  }
  const parts = sheets.map(({ sheet, data }) => {
    const builder = new TextBuilder();
    const rows = data.map((row) => row.map(cellText));
    if (rows.some((row) => row.some((cell) => cell !== ''))) {
      builder.heading(sheet, 1);
      builder.table(rows);
    }
    return builder.build();
  });
  return pagesOfText(parts, { properties: { sheets: sheets.map(({ sheet }) => sheet).join(', ') }, warnings });
}

type Cell = string | number | boolean | Date | null;

async function sheetsOf(bytes: Uint8Array): Promise<readonly { readonly sheet: string; readonly data: readonly (readonly Cell[])[] }[]> {
  try {
    return (await readWorkbook(Uint8Array.from(bytes).buffer)) as unknown as { sheet: string; data: Cell[][] }[];
  } catch (error) {
    throw new ParseFailure('corrupt', `the workbook cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return dateText(cell);
  return typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell);
}

/** Excel has no time zones, so neither has the text; midnight is a day. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [day, time] = date.toISOString().split('T');
  return time?.startsWith('00:00:00') === true ? (day ?? '') : `${day} ${time?.slice(0, 8) ?? ''}`;
}
