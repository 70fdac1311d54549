import type { CleanedText, TextBlock } from '@tributary/contracts';
import { mapBlocks } from './map-blocks.js';
import type { Range } from './offset-map.js';

type Heading = CleanedText['headings'][number];

/** A longer line is a sentence. */
const maxLength = 120;
/** A pattern, the level it has, and where it counts: `alone` between blank lines, `title` unless the line is the start of a sentence. */
interface Kind {
  readonly pattern: RegExp;
  readonly level: number | 'marks' | 'number';
  readonly where: 'anywhere' | 'alone' | 'title';
}

const kinds: readonly Kind[] = [
  { pattern: /^(#{1,6}) \S/, level: 'marks', where: 'anywhere' },
  {
    pattern:
      /^(?:ARTICLE|CHAPTER|PART|BOOK|TITLE|Article|Chapter|Part|Book|CHAPITRE|KAPITEL|Kapitel|CAPÍTULO) (?:[IVXLC]+|\d+|[A-Z]|ONE|TWO|THREE|One|Two|Three)\b[^a-z]{0,3}.{0,80}$/,
    level: 1,
    where: 'title',
  },
  {
    pattern:
      /^(?:EXHIBIT|SCHEDULE|APPENDIX|ANNEX|ATTACHMENT|Exhibit|Schedule|Appendix|Annex|Attachment) (?:[A-Z]|[IVXLC]+|\d+(?:\.\d+)?)(?:[-–—:. ].{0,80})?$/,
    level: 1,
    where: 'title',
  },
  { pattern: /^(?:SECTION|Section|Clause|CLAUSE|§) ?\d+(?:\.\d+)*\.?(?:[-–—: ]+\p{Lu}.{0,80})?$/u, level: 2, where: 'title' },
  { pattern: /^(\d{1,2}(?:\.\d{1,2}){0,4})[.)] +\p{Lu}[^.;!?]{1,80}[^.;:,!?]?$/u, level: 'number', where: 'title' },
  { pattern: /^(\d{1,2}(?:\.\d{1,2}){1,4}) +\p{Lu}[^.;!?]{1,80}[^.;:,!?]?$/u, level: 'number', where: 'title' },
  { pattern: /^(\d{1,2}) +\p{Lu}[^.;!?]{1,80}[^.;:,!?]?$/u, level: 'number', where: 'alone' },
  { pattern: /^[IVX]{1,5}\. +\p{Lu}[^.;!?]{1,80}$/u, level: 2, where: 'title' },
  { pattern: /^(?=(?:[^\p{L}]*\p{Lu}){4})[^\p{Ll}]{4,80}$/u, level: 2, where: 'anywhere' },
];
/** A line that ends with one of these goes on in the next. */
const unfinished = /\b(?:and|or|of|the|an?|to|in|for|by|with|that|which|is|are|has|have|shall|will|on|as|at|from)$|,$/;
/** A short line in title case between blank lines: `Early life and education`. */
const titleCase = /^\p{Lu}[\p{L}\p{N}’'()–—-]*(?: [\p{L}\p{N}’'(),&/–—-]+){0,7}(?<![,&/])$/u;

/** Headings: those the reader marked, and lines that look like one. In order, without overlap; none inside tables. */
export function findHeadings(
  text: string,
  map: CleanedText['offset_map'],
  blocks: readonly TextBlock[],
  tables: readonly Range[],
): readonly Heading[] {
  const marked = mapBlocks(text, map, blocks, 'heading').map(({ start, end, level }) => ({ start, end, level: level ?? 2 }));
  const headings: Heading[] = [];
  let atMarked = 0;
  let atTable = 0;
  for (const heading of lineHeadings(text)) {
    while ((marked[atMarked]?.start ?? Infinity) <= heading.start) headings.push(marked[atMarked++] as Heading);
    while ((tables[atTable]?.end ?? Infinity) <= heading.start) atTable += 1;
    const inTable = (tables[atTable]?.start ?? Infinity) < heading.end;
    const overlaps = (headings.at(-1)?.end ?? 0) > heading.start || (marked[atMarked]?.start ?? Infinity) < heading.end;
    if (!inTable && !overlaps) headings.push(heading);
  }
  return [...headings, ...marked.slice(atMarked)].filter(
    (heading, index, all) => index === 0 || heading.start >= (all[index - 1] as Heading).end,
  );
}

function* lineHeadings(text: string): Generator<Heading> {
  let blankBefore = true;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (end > start && end - start <= maxLength) {
      const level = levelOf(text.slice(start, end), { blankBefore, next: text.charAt(end + 1) });
      if (level !== undefined) yield { start, end, level: start === 0 ? 1 : level };
    }
    blankBefore = end === start;
    start = end + 1;
  }
}

interface Around {
  readonly blankBefore: boolean;
  /** First character of the next line: a line break if that is blank, nothing at the end of the text. */
  readonly next: string;
}

function levelOf(line: string, { blankBefore, next }: Around): number | undefined {
  const alone = blankBefore && (next === '\n' || next === '');
  const isTitle = !unfinished.test(line) && !/\p{Ll}/u.test(next);
  for (const { pattern, level, where } of kinds) {
    const found = pattern.exec(line);
    if (found === null || (where === 'alone' && !alone) || (where === 'title' && !isTitle)) continue;
    if (typeof level === 'number') return level;
    const [, mark = ''] = found;
    return level === 'marks' ? mark.length : Math.min(6, 1 + mark.split('.').length);
  }
  return alone && line.length <= 70 && /\p{Ll}/u.test(line) && titleCase.test(line) ? 3 : undefined;
}
