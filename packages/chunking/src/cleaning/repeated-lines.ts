import type { Range } from './offset-map.js';
import { isBlankBetween, type SourceLine } from './source-lines.js';

/** Lines looked at on each end of a page: headers and footers are rarely taller. */
const edgeLines = 4;
/** A longer line is a paragraph. */
const maxLength = 300;
/** A running header stands on at least this many pages, and on this share of them (left and right pages may differ). */
const minPages = 3;
const minShare = 0.3;

/** Page numbers are the outermost line or the one beside it. */
const numberEdge = 2;
/** Keys of lines that are a page number and nothing else: `page # of #`, `- # -`, `A-#`, roman numerals up to 39. */
const numberKey =
  /^(?:(?:page|seite|p|pg|página|pagina|sida|side|strona) )?(?:[a-z]{1,2} )?(?:#|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3}))(?: (?:of|von|de|sur|di|av|af|z) #| #)?$/u;

/** One visible line at the edge of a page. */
interface EdgeLine {
  /** Index into the lines. */
  readonly line: number;
  readonly page: number;
  readonly edge: 'top' | 'bottom';
  /** How many visible lines stand between it and the edge. */
  readonly depth: number;
  readonly key: string;
}

/**
 * Lines that say on every page what one of them says: running headers, footers and page numbers. Of a header the first copy stays, of a
 * footer the last, so that nothing the document says is lost; page numbers go altogether.
 * Text without pages is cut into virtual ones at form feeds and at ascending numbers that stand alone on a line.
 */
export function findRepeatedLines(source: string, lines: readonly SourceLine[]): ReadonlySet<number> {
  const pages = pagesOf(source, lines);
  const dropped = new Set<number>();
  if (pages.length < 2) return dropped;
  const edges = pages.flatMap((page, number) => edgesOf(source, lines, page, number));
  for (const line of pageNumberLines(edges)) dropped.add(line);
  const groups = Map.groupBy(edges, ({ edge, key }) => `${edge}:${key}`);
  for (const group of groups.values()) {
    if (!repeats(group, pages.length)) continue;
    const keep = group[0]?.edge === 'top' ? group[0]?.line : group.at(-1)?.line;
    for (const { line } of group) if (line !== keep) dropped.add(line);
  }
  return dropped;
}

/** First and last line of each page: half-open ranges of indices. */
function pagesOf(source: string, lines: readonly SourceLine[]): Range[] {
  const paged = (lines.at(-1)?.page ?? 0) > 0;
  const breaks = paged ? undefined : virtualBreaks(source, lines);
  const starts = lines.flatMap((line, index) => {
    const starts = breaks === undefined ? line.page !== lines[index - 1]?.page : index === 0 || breaks.has(index);
    return starts ? [index] : [];
  });
  return starts.map((start, page) => ({ start, end: starts[page + 1] ?? lines.length }));
}

/** First lines of virtual pages. */
function virtualBreaks(source: string, lines: readonly SourceLine[]): ReadonlySet<number> {
  const breaks = new Set<number>();
  let last = Number.NaN;
  let sequence: number[] = [];
  for (let index = 0; index + 1 < lines.length; index++) {
    const line = lines[index] as SourceLine;
    if (source.slice(line.end, lines[index + 1]?.start).includes('\f')) breaks.add(index + 1);
    const number = standsAlone(source, lines, index);
    if (number === undefined) continue;
    // Numbers of pages go up by one; a page may have lost its number.
    sequence = number > last && number <= last + 2 ? [...sequence.slice(1 - minPages), index + 1] : [index + 1];
    last = number;
    if (sequence.length >= minPages) for (const first of sequence) breaks.add(first);
  }
  return breaks;
}

function standsAlone(source: string, lines: readonly SourceLine[], index: number): number | undefined {
  const line = lines[index] as SourceLine;
  if (line.end - line.start > 120) return undefined;
  const found = /^\s*-?\s*(\d{1,4})\s*-?\s*$/.exec(source.slice(line.start, line.end));
  if (found === null) return undefined;
  const alone = isBlankBetween(source, lines[index - 1], line) && isBlankBetween(source, line, lines[index + 1] as SourceLine);
  return alone ? Number(found[1]) : undefined;
}

function edgesOf(source: string, lines: readonly SourceLine[], { start, end }: Range, page: number): EdgeLine[] {
  const edgeLine = (line: number, edge: EdgeLine['edge'], depth: number) => {
    const range = lines[line] as SourceLine;
    return range.end - range.start > maxLength ? [] : [{ line, page, edge, depth, key: keyOf(source.slice(range.start, range.end)) }];
  };
  const half = start + Math.ceil((end - start) / 2);
  const top = Math.min(start + edgeLines, half);
  // A page of one line has it at both edges.
  const bottom = end - start === 1 ? start : Math.max(half, end - edgeLines);
  return [
    ...Array.from({ length: top - start }, (_, depth) => edgeLine(start + depth, 'top', depth)),
    ...Array.from({ length: end - bottom }, (_, depth) => edgeLine(end - 1 - depth, 'bottom', depth)),
  ].flat();
}

/** What copies of a header have in common: digits differ from page to page, and a recogniser may read spaces differently. */
function keyOf(line: string): string {
  return line
    .toLowerCase()
    .replace(/\d+/g, '#')
    .replace(/[^\p{L}\p{M}#]+/gu, ' ')
    .trim();
}

function repeats(group: readonly EdgeLine[], pages: number): boolean {
  const distinct = new Set(group.map(({ page }) => page)).size;
  const hasWords = /\p{L}{3}/u.test((group[0] as EdgeLine).key);
  return hasWords && distinct >= minPages && distinct >= pages * minShare && distinct === group.length;
}

/** Numbers at the edge of pages: dropped where two pages at least have one at the same edge. */
function pageNumberLines(edges: readonly EdgeLine[]): number[] {
  return (['top', 'bottom'] as const).flatMap((edge) => {
    const numbers = edges.filter((line) => line.edge === edge && line.depth < numberEdge && numberKey.test(line.key));
    return new Set(numbers.map(({ page }) => page)).size >= 2 ? numbers.map(({ line }) => line) : [];
  });
}
