import type { SourceLine } from './source-lines.js';

/** Lines looked at on each end of a page: headers and footers are rarely taller. */
const edgeLines = 4;
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
  const visible = lines.flatMap((line, index) => (/\S/.test(source.slice(line.start, line.end)) ? [index] : []));
  const pages = pagesOf(source, lines, visible);
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

/** Visible lines page by page. */
function pagesOf(source: string, lines: readonly SourceLine[], visible: readonly number[]): number[][] {
  const paged = lines.length > 0 && (lines.at(-1) as SourceLine).page > 0;
  const breaks = paged ? undefined : virtualBreaks(source, lines, visible);
  const pages: number[][] = [[]];
  let current = lines[visible[0] ?? 0]?.page ?? 0;
  for (const index of visible) {
    const line = lines[index] as SourceLine;
    const starts = breaks === undefined ? line.page !== current : breaks.has(index);
    if (starts) pages.push([]);
    current = line.page;
    pages.at(-1)?.push(index);
  }
  return pages;
}

/** First lines of virtual pages. */
function virtualBreaks(source: string, lines: readonly SourceLine[], visible: readonly number[]): ReadonlySet<number> {
  const breaks = new Set<number>();
  let expected = -1;
  let sequence: number[] = [];
  for (let at = 0; at < visible.length; at++) {
    const index = visible[at] as number;
    const line = lines[index] as SourceLine;
    const following = visible[at + 1];
    if (following === undefined) break;
    if (source.slice(line.end, (lines[following] as SourceLine).start).includes('\f')) breaks.add(following);
    const number = standsAlone(source, lines, index);
    if (number === undefined) continue;
    // Numbers of a list restart or stand close together; those of pages go up by one (a page may have lost its number).
    if (expected >= 0 && number > expected && number <= expected + 2) sequence.push(following);
    else sequence = [following];
    expected = number;
    if (sequence.length >= minPages) for (const first of sequence) breaks.add(first);
  }
  return breaks;
}

function standsAlone(source: string, lines: readonly SourceLine[], index: number): number | undefined {
  const line = lines[index] as SourceLine;
  if (line.end - line.start > 120) return undefined;
  const found = /^\s*-?\s*(\d{1,4})\s*-?\s*$/.exec(source.slice(line.start, line.end));
  if (found === null) return undefined;
  const before = lines[index - 1];
  const after = lines[index + 1];
  const blank = (other: SourceLine | undefined) => other === undefined || !/\S/.test(source.slice(other.start, other.end));
  return blank(before) && blank(after) ? Number(found[1]) : undefined;
}

function edgesOf(source: string, lines: readonly SourceLine[], page: readonly number[], number: number): EdgeLine[] {
  const edgeLine = (edge: EdgeLine['edge']) => (line: number, depth: number) => {
    const { start, end } = lines[line] as SourceLine;
    return end - start > 300 ? [] : [{ line, page: number, edge, depth, key: keyOf(source.slice(start, end)) }];
  };
  const half = Math.ceil(page.length / 2);
  const top = page.slice(0, Math.min(edgeLines, half));
  const bottom = page.slice(Math.max(half, page.length - edgeLines)).reverse();
  return [...top.flatMap(edgeLine('top')), ...bottom.flatMap(edgeLine('bottom'))];
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
  const hasWords = /\p{L}{3}/u.test(group[0]?.key ?? '');
  return hasWords && distinct >= minPages && distinct >= pages * minShare && distinct === group.length;
}

/** Numbers at the edge of pages: dropped where two pages at least have one at the same edge. */
function pageNumberLines(edges: readonly EdgeLine[]): number[] {
  return (['top', 'bottom'] as const).flatMap((edge) => {
    const numbers = edges.filter((line) => line.edge === edge && line.depth < numberEdge && numberKey.test(line.key));
    return new Set(numbers.map(({ page }) => page)).size >= 2 ? numbers.map(({ line }) => line) : [];
  });
}
