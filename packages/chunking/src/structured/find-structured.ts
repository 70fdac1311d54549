import type { CleanedText, OcrResult, StructuredData } from '@tributary/contracts';
import { captionParties } from './caption-parties.js';
import { documentTitle } from './document-title.js';
import { emailHeaders } from './email-headers.js';
import { fieldParties } from './field-parties.js';
import { findAmounts } from './find-amounts.js';
import { findDates } from './find-dates.js';
import { contractParties } from './find-parties.js';
import { findReferences } from './find-references.js';
import type { Party } from './party-name.js';

/**
 * Facts about the document as a whole (P-32). Every fact's offsets select its text; a list holds 5,000 facts at most, the first ones.
 * Parties come from a contract's preamble, a court's caption or a form's fields, each once.
 */
export function findStructured(cleaned: CleanedText, metadata: OcrResult['metadata']): StructuredData {
  const { text } = cleaned;
  const title = documentTitle(cleaned, metadata.properties);
  const headers = emailHeaders(text, metadata.properties);
  return {
    ...(title === undefined ? {} : { title }),
    dates: findDates(text, cleaned.language),
    amounts: findAmounts(text),
    parties: uniqueParties(findParties(text)),
    reference_numbers: findReferences(text),
    ...(headers === undefined ? {} : { email_headers: headers }),
    tables: cleaned.tables.map((table) => describeTable(text, table)),
  };
}

/** A court's caption names the sides; a contract quoted below it is not the document's own. */
function findParties(text: string): readonly Party[] {
  const sides = captionParties(text);
  return [...(sides.length > 0 ? sides : contractParties(text)), ...fieldParties(text)];
}

function uniqueParties(parties: readonly Party[]): readonly Party[] {
  const byName = Map.groupBy(parties, ({ value }) => value.toLowerCase());
  return [...byName.values()].flatMap((same) => same.slice(0, 1));
}

function describeTable(text: string, { start, end }: { readonly start: number; readonly end: number }): StructuredData['tables'][number] {
  const rows = text
    .slice(start, end)
    .split('\n')
    .filter((row) => /[\p{L}\p{N}]/u.test(row));
  const header = cellsOf(rows[0] ?? '');
  return { start, end, rows: rows.length, header };
}

function cellsOf(row: string): readonly string[] {
  return row
    .replace(/^\||\|$/g, '')
    .split(row.includes('|') ? '|' : '\t')
    .map((cell) => cell.trim());
}
