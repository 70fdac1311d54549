import { PatternSieve } from '../patterns/pattern-sieve.js';
import { fullYear, isoDate, monthOf, monthPattern, weekdayPattern } from './calendar.js';
import { findForeignDates } from './dates-abroad.js';
import { findDurations } from './durations.js';
import { type Recognised, withoutOverlaps } from './recognised.js';

interface DateRule {
  readonly pattern: RegExp;
  readonly confidence: number;
  /** ISO form, a shorter one where the day or month is open (`1998-07`, `--05-08`), undefined where there is none, null when it is no date. */
  readonly read: (groups: Record<string, string | undefined>, match: RegExpExecArray) => string | undefined | null;
}

const month = `(?<month>${monthPattern})(?![\\p{L}])`;
const day = '(?<day>[0-3]?\\d)(?:\\s?(?:st|nd|rd|th)\\b)?';
const year = '(?<year>1\\d{3}|20\\d{2})(?!\\d)';
const weekday = `(?:${weekdayPattern}\\.?,?\\s+)?`;
// A month must not be the verb or the woman: `May the court`, `April said`.
const rules: readonly DateRule[] = [
  { pattern: rule(`${weekday}${month}\\s*${day}\\s*,?\\s*(?:of\\s+)?${year}`), confidence: 0.99, read: whole },
  {
    pattern: rule(`${weekday}${day}\\s*(?:-\\s*)?(?:day\\s+of\\s+)?${month}\\s*,?\\s*(?:-\\s*)?(?:in the year\\s+)?${year}`),
    confidence: 0.99,
    read: whole,
  },
  { pattern: rule(`${month}\\s+[0-3]?\\d\\s?[–—-]\\s?${day},?\\s+${year}`), confidence: 0.97, read: whole },
  { pattern: rule(`[0-3]?\\d\\s?[–—-]\\s?${day}\\s+${month},?\\s+${year}`), confidence: 0.97, read: whole },
  {
    pattern: rule(`(?<year>[12]\\d{3})(?<mark>[-/.])(?<number>0[1-9]|1[0-2])\\k<mark>(?<day>[0-3]\\d)(?![\\d-])`),
    confidence: 0.97,
    read: numbered,
  },
  { pattern: rule(`(?<number>[01]?\\d)/(?<day>[0-3]?\\d)/(?<year>[12]\\d{3}|\\d{2})(?![\\d/])`), confidence: 0.95, read: monthFirst },
  { pattern: rule(`(?<day>[0-3]?\\d)\\.\\s?(?<number>[01]?\\d)\\.\\s?(?<year>[12]\\d{3})(?![\\d.])`), confidence: 0.95, read: numbered },
  { pattern: rule(`(?<day>[0-3]\\d)\\.(?<number>[01]\\d)\\.(?<year>\\d{2})(?![\\d.])`), confidence: 0.85, read: numbered },
  { pattern: rule(`(?<number>[01]?\\d)-(?<day>[0-3]?\\d)-(?<year>[12]\\d{3}|\\d{2})(?![\\d-])`), confidence: 0.85, read: monthFirst },
  { pattern: rule(`${month}\\s*,?\\s*(?:of\\s+)?${year}`), confidence: 0.98, read: monthAndYear },
  { pattern: rule(`${weekday}(?<month>${monthPattern})\\s+${day}(?![\\d,]*\\d|\\s*%|/)`), confidence: 0.93, read: monthAndDay },
  { pattern: rule(`${weekday}${day}\\s+(?:day\\s+of\\s+)?${month}`), confidence: 0.93, read: monthAndDay },
  {
    pattern: rule(`(?:mid[\\s-]*|the\\s+)?(?:(?<year>1\\d|20)\\d0|(?<=\\b(?:the|late|early)\\s+['’]?)\\d0)['’]?s\\b`),
    confidence: 0.93,
    read: () => undefined,
  },
  {
    pattern: rule(
      '(?:mid[\\s-]*|the\\s+)?(?:[12]?\\d(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first)(?:\\s*-\\s*|\\s+)centur(?:y|ies)(?:\\s+(?:BCE?|AD|CE))?',
    ),
    confidence: 0.93,
    read: () => undefined,
  },
  {
    pattern: rule(
      '(?:(?:the\\s+)?(?:spring|summer|autumn|fall|winter|Spring|Summer|Autumn|Fall|Winter)(?:\\s+of)?)\\s+(?<year>1\\d{3}|20\\d{2})',
    ),
    confidence: 0.9,
    read: ({ year: value }) => value,
  },
  {
    pattern: rule('(?:the\\s+)?(?:first|second|third|fourth|1st|2nd|3rd|4th)\\s+quarter\\s+of\\s+(?:fiscal\\s+)?(?<year>1\\d{3}|20\\d{2})'),
    confidence: 0.9,
    read: ({ year: value }) => value,
  },
  // Fiscal years, quarters and halves: `FY2019`, `fiscal 2020`, `Q3 2021`, `1H 2018`, `Q1 FY21`.
  {
    pattern: rule(
      "(?:(?:[Ff]iscal|[Tt]ax|[Ff]inancial|[Cc]alendar)\\s(?:[Yy]ear\\s)?|(?:Q[1-4]|[1-4]Q|H[12]|[12]H)(?:\\s(?:of\\s)?|[-/])?(?:FY\\s?)?|FY\\s?)(?<year>20\\d{2}|19\\d{2}|['’]?\\d{2}(?=[\\s,.;)]))(?:[/–-]\\d{2,4})?(?![\\p{L}\\p{N}])",
    ),
    confidence: 0.92,
    read: ({ year: value = '' }) => String(fullYear(value.replace(/['’]/u, ''))),
  },
  // `35 AD`, `in 618`: years before 1100 need an era or a preposition.
  { pattern: rule('(?:c\\.\\s?)?(?<year>\\d{1,4})\\s(?:AD|BCE?|CE)(?![\\p{L}\\p{N}])'), confidence: 0.9, read: () => undefined },
  {
    pattern: /(?<=\b(?:[Ii]n|since|until)\s)[3-9]\d{2}(?=[.,;)]|\s(?:AD|by|he|she|the|and)\b)(?![.,]\d)/gu,
    confidence: 0.8,
    read: () => undefined,
  },
  // `(1820 – 88)`, `in 1972 – 77`: the end of a life or an office, where blanks keep it apart from its start.
  {
    pattern:
      /(?<=(?<![\p{L}\p{N}$€£#.,/-])(?<start>1[1-9]\d{2}|20\d{2})\s[–-]\s)\d{2}(?![\p{L}\p{N}%]|[.,:]\d|\s?(?:%|percent|years|months|days|people))/gu,
    confidence: 0.85,
    read: ({ start = '' }, { 0: end }) => (start.slice(2) < end ? undefined : null),
  },
  // `the late 19th and early 20th centuries`, `the 1980s and '90s`: the first or the second of two that share their word.
  {
    pattern: rule(
      '[12]?\\d(?:st|nd|rd|th)(?=\\s+(?:and|or|to)\\s+(?:early\\s|mid[\\s-]|late\\s|the\\s)*[12]?\\d(?:st|nd|rd|th)\\s+centur)',
    ),
    confidence: 0.9,
    read: () => undefined,
  },
  { pattern: /(?<=\d0['’]?s\s(?:and|or|to)\s?['’]\s?)\d0['’]?s\b/gu, confidence: 0.9, read: () => undefined },
];

const sieve = new PatternSieve(rules.map(({ pattern }) => pattern));

/** Dates, in full and in part, normalised to ISO where they name a day, a month or a year. */
export function findDates(text: string): Recognised[] {
  const found: Recognised[] = [];
  for (const index of sieve.sift(text)) {
    const { pattern, confidence, read } = rules[index]!;
    for (const match of text.matchAll(pattern)) {
      const normalized = read(match.groups ?? {}, match);
      if (normalized === null) continue;
      found.push({
        start: match.index,
        end: match.index + match[0].length,
        type: 'DATE',
        confidence,
        ...(normalized === undefined ? {} : { normalized }),
      });
    }
  }
  found.push(...findYears(text), ...findLoneMonths(text), ...findForeignDates(text), ...findDurations(text));
  return withoutOverlaps(found);
}

function rule(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${source}`, 'gu');
}

function whole(groups: Record<string, string | undefined>): string | null {
  const number = monthOf(groups['month'] ?? '');
  return number === undefined ? null : (isoDate(Number(groups['year']), number, Number(groups['day'])) ?? null);
}

function numbered(groups: Record<string, string | undefined>): string | null {
  return isoDate(fullYear(groups['year'] ?? ''), Number(groups['number']), Number(groups['day'])) ?? null;
}

/** American order; where that is no day, the other one. */
function monthFirst(groups: Record<string, string | undefined>): string | null {
  const value = fullYear(groups['year'] ?? '');
  const [first, second] = [Number(groups['number']), Number(groups['day'])];
  return isoDate(value, first, second) ?? isoDate(value, second, first) ?? null;
}

function monthAndYear(groups: Record<string, string | undefined>): string | null {
  const number = monthOf(groups['month'] ?? '');
  return number === undefined ? null : `${groups['year']}-${String(number).padStart(2, '0')}`;
}

function monthAndDay(groups: Record<string, string | undefined>): string | null {
  const number = monthOf(groups['month'] ?? '');
  const iso = number === undefined ? undefined : isoDate(2000, number, Number(groups['day']));
  return iso === undefined ? null : iso.replace('2000', '-');
}

// A lone number of four digits is a year where the words around it say when, or where nothing speaks of a quantity, a section or a street.
const yearPattern =
  /(?<![\p{L}\p{N}$€£#§.,/:-])(?:c\.\s?|ca\.\s?)?(?<year>1[1-9]\d{2}|20\d{2})(?:[–-]\d{2}(?!\d))?(?!\d|[,.:]\d|\s?%)(?!-\d{3})/gu;
const notAfter =
  /(?:\b(?:Section|Sections|Sec\.?|Rule|Article|No\.?|Nos\.?|Form|Act|Exhibit|Suite|Ste\.?|Room|Box|Order|Page|pp?\.|at|Release|Class|Chapter|Model|Type|[Aa]bout|over|nearly|than|version|Title|Part|Paragraph|Clause|ISO|Apt\.?|Unit|Flight|Route|Highway|A\.M\.|P\.M\.|x|×|approximately|almost|exactly|number|Number)|[#§=+*×<>]|\d[ ]?[x×])\s*$/u;
const notBefore =
  /^\s*(?:\p{Lu}\p{L}+\s+(?:St|Street|Ave|Avenue|Road|Rd|Blvd|Boulevard|Drive|Dr|Lane|Ln|Way|Highway|Hwy|Parkway|Court|Plaza|Square|Place)\b|people|persons|inhabitants|men|women|soldiers|troops|students|members|employees|metres|meters|km|miles|feet|ft\b|kg|tons|tonnes|shares|units|votes|copies|dollars|acres|hectares|USC|U\.S\.C|horsepower|hp\b|m\b|homes|households|pages|bytes|days|hours|minutes|words|guests|cases|seats|seat|spectators|points|times|different|\p{Lu}\p{L}+\s+\p{Lu}\p{L}+\s+(?:Street|Avenue|Road|Drive|Boulevard))/u;

function findYears(text: string): Recognised[] {
  const found: Recognised[] = [];
  for (const match of text.matchAll(yearPattern)) {
    const before = text.slice(Math.max(0, match.index - 24), match.index);
    const end = match.index + match[0].length;
    if (notAfter.test(before) || notBefore.test(text.slice(end, end + 50))) continue;
    // `the 2012 Summer Olympics`, `the 2016 Notes`: the year is a part of the name.
    if (/\b[Tt]he\s$/.test(before) && /^\s\p{Lu}\p{L}+\s\p{Lu}\p{L}*\s(?!War\b)/u.test(text.slice(end, end + 60))) continue;
    if (/\b[A-Z]{2}\s*$/.test(before) && /,\s*[A-Z]{2}\s*$/.test(before)) continue;
    const sure =
      /(?:\b(?:in|since|from|until|till|by|of|during|between|and|to|early|late|mid|before|after|around|circa|year|born|for|through)|[(–—-])\s*$/iu.test(
        before,
      );
    const year = match.groups?.['year'] ?? '';
    if (year >= '2050' && !/\b(?:in|by|until|till|since)\s*$/iu.test(before)) continue;
    found.push({ start: match.index, end, type: 'DATE', confidence: sure ? 0.95 : 0.85, normalized: year });
  }
  return found;
}

const loneMonth =
  /(?<![\p{L}\p{N}])(?:January|February|March|April|May|June|July|August|September|October|November|December)(?![\p{L}\p{N}]|['’]s)/gu;

function findLoneMonths(text: string): Recognised[] {
  const found: Recognised[] = [];
  for (const match of text.matchAll(loneMonth)) {
    const before = text.slice(Math.max(0, match.index - 16), match.index);
    if (
      !/(?:\b(?:in|since|until|till|of|by|during|between|last|next|this|early|late|mid|through|from|to|and|each|every|before|after|around)\s+|[–-]\s?)$/iu.test(
        before,
      )
    )
      continue;
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 14);
    if (/^\s+\p{Lu}\p{Ll}/u.test(after) && /^(?:May|April|June|August)$/.test(match[0])) continue;
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      type: 'DATE',
      confidence: 0.85,
      normalized: `--${String(monthOf(match[0])).padStart(2, '0')}`,
    });
  }
  return found;
}
