import type { CleanedText, TextBlock } from '@tributary/contracts';
import { mapBlocks } from './map-blocks.js';
import type { Range } from './offset-map.js';

type Heading = CleanedText['headings'][number];

/** A longer line is a sentence. */
const maxLength = 120;
const levels: readonly (readonly [RegExp, (found: RegExpExecArray) => number])[] = [
  [/^(#{1,6}) \S/, (found) => (found[1] as string).length],
  [
    /^(?:ARTICLE|CHAPTER|PART|BOOK|TITLE|Article|Chapter|Part|Book|CHAPITRE|KAPITEL|Kapitel|CAPÍTULO) (?:[IVXLC]+|\d+|[A-Z]|ONE|TWO|THREE|One|Two|Three)\b[^a-z]{0,3}.{0,80}$/,
    () => 1,
  ],
  [
    /^(?:EXHIBIT|SCHEDULE|APPENDIX|ANNEX|ATTACHMENT|Exhibit|Schedule|Appendix|Annex|Attachment) (?:[A-Z]|[IVXLC]+|\d+(?:\.\d+)?)(?:[-–—:. ].{0,80})?$/,
    () => 1,
  ],
  [/^(?:SECTION|Section|Clause|CLAUSE|§) ?\d+(?:\.\d+)*\.?(?:[-–—: ].{0,80})?$/, () => 2],
  [
    /^(\d{1,2}(?:\.\d{1,2}){0,4})[.)]? +\p{Lu}[^.;!?]{1,80}[^.;:,!?]?$/u,
    (found) => Math.min(6, 1 + (found[1] as string).split('.').length),
  ],
  [/^[IVX]{1,5}\. +\p{Lu}[^.;!?]{1,80}$/u, () => 2],
  [/^(?=(?:[^\p{L}]*\p{Lu}){4})[^\p{Ll}]{4,80}$/u, () => 2],
];
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
      const alone = blankBefore && (end === text.length || text.charAt(end + 1) === '\n');
      const level = levelOf(text.slice(start, end), blankBefore, alone);
      if (level !== undefined) yield { start, end, level: start === 0 ? 1 : level };
    }
    blankBefore = end === start;
    start = end + 1;
  }
}

function levelOf(line: string, blankBefore: boolean, alone: boolean): number | undefined {
  for (const [pattern, level] of levels) {
    const found = pattern.exec(line);
    if (found !== null) return level(found);
  }
  return alone && blankBefore && line.length <= 70 && /\p{Ll}/u.test(line) && titleCase.test(line) ? 3 : undefined;
}
