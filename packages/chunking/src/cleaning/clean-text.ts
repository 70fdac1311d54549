import type { CleanedText, OcrResult } from '@tributary/contracts';
import { CleanedWriter } from './cleaned-writer.js';
import { columnLines } from './column-lines.js';
import { detectLanguage } from './detect-language.js';
import { findHeadings } from './find-headings.js';
import { findTables } from './find-tables.js';
import { type HyphenJoin, planHyphenJoins } from './hyphenation.js';
import { findRepeatedLines } from './repeated-lines.js';
import { isBlankBetween, type PageShare, pageShares, type SourceLine, splitLines } from './source-lines.js';
import { isVisible, writeLine } from './write-line.js';

/**
 * Cleans what the reader produced (P-30): Unicode NFC, ligatures, words hyphenated at line ends, repeated headers and footers, page
 * numbers, control characters, odd spaces. Lines stay lines; a blank line separates paragraphs. Every kept character is mapped back to
 * its source. Linear in the length of the text.
 */
export function cleanText(ocr: OcrResult): CleanedText {
  const { blocks } = ocr.metadata;
  const shares = pageShares(ocr.metadata.pages, ocr.text);
  const all = splitLines(ocr.text, shares);
  const repeated = findRepeatedLines(ocr.text, all);
  const lines = repeated.size === 0 ? all : all.filter((_, index) => !repeated.has(index));
  const { text, offset_map, pages } = writeLines(ocr.text, lines, shares);
  const tables = findTables(text, offset_map, blocks);
  const headings = findHeadings(text, offset_map, blocks, tables);
  const { language, confidence } = detectLanguage(text);
  return { text, offset_map, pages, headings, tables, language, language_confidence: confidence };
}

type Written = Pick<CleanedText, 'text' | 'offset_map' | 'pages'>;

function writeLines(source: string, lines: readonly SourceLine[], shares: readonly PageShare[]): Written {
  const out = new CleanedWriter(source);
  const joins = planHyphenJoins(source, lines);
  const columns = columnLines(source, lines);
  const starts: number[] = [];
  let previous: SourceLine | undefined;
  let join: HyphenJoin | undefined;
  lines.forEach((line, index) => {
    if (previous !== undefined && join === undefined) writeBreak(source, previous, line, out);
    while (starts.length <= line.page) starts.push(out.length);
    join = joins.get(index);
    writeLine(
      source,
      { start: line.start, end: join === 'join' ? hyphenOf(source, line) : line.end },
      columns.has(index) ? 'columns' : 'words',
      out,
    );
    previous = line;
  });
  const { text, offset_map } = out.finish();
  const startOf = (page: number) => (page === 0 ? 0 : (starts[page] ?? text.length));
  const pages = shares.map(({ number }, page) => ({
    number,
    start: startOf(page),
    end: page + 1 < shares.length ? startOf(page + 1) : text.length,
  }));
  return { text, offset_map, pages };
}

/** One line break, or two where a paragraph ended: mapped to those of the source as far as it has them. */
function writeBreak(source: string, line: SourceLine, following: SourceLine, out: CleanedWriter): void {
  const second = endsParagraph(source, line, following);
  if (source.startsWith('\n\n', line.end) && second) return out.copy(line.end, line.end + 2);
  if (source.charAt(line.end) === '\n') out.copy(line.end, line.end + 1);
  else if (line.end < following.start && /[\s\u0085]/.test(source.charAt(line.end))) out.replace('\n', line.end);
  else out.insert('\n');
  if (second) out.insert('\n');
}

function endsParagraph(source: string, line: SourceLine, following: SourceLine): boolean {
  const between = source.slice(line.end, following.start);
  const interrupted = line.page !== following.page || between.includes('\f') || isVisible(between);
  if (!interrupted) return isBlankBetween(source, line, following);
  // A sentence that runs over the end of a page, or around a removed line, goes on in the same paragraph.
  const tail = source.slice(Math.max(line.start, line.end - 40), line.end).trimEnd();
  const head = source.slice(following.start, Math.min(following.end, following.start + 40)).trimStart();
  return !(/[\p{L}\p{N},;]$/u.test(tail) && /^\p{Ll}/u.test(head));
}

function hyphenOf(source: string, line: SourceLine): number {
  return line.start + source.slice(line.start, line.end).search(/[-\u2010\u00ad][ \t]*$/);
}
