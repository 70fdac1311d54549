import { parse } from 'csv-parse/sync';
import { separatorOf } from '../detect/looks-like-table.js';
import { ParseFailure, reasonOf } from '../parse-failure.js';
import type { DocumentReading, ParseOptions } from '../parsed-document.js';
import { singlePage } from '../single-page.js';
import { decodeText } from '../text/decode-text.js';
import { plainLines } from '../text/normalize-text.js';
import { TextBuilder } from '../text-builder.js';

/** Rows of values separated by comma, semicolon, tab or bar, as one table. */
export function readCsv(bytes: Uint8Array, { limits }: ParseOptions): DocumentReading {
  const { text, encoding, guessed } = decodeText(bytes);
  const builder = new TextBuilder();
  builder.table(rowsOf(plainLines(text), limits.maxBytes));
  return singlePage({ ...builder.build(), properties: { encoding }, warnings: guessed ? [`the encoding was taken for ${encoding}`] : [] });
}

function rowsOf(text: string, maxRecordSize: number): readonly (readonly string[])[] {
  try {
    return parse(text, {
      delimiter: separatorOf(text) ?? ',',
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: maxRecordSize,
    }) as string[][];
  } catch (error) {
    throw new ParseFailure('corrupt', `the rows cannot be told apart: ${reasonOf(error)}`, { cause: error });
  }
}
