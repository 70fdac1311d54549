import type { StructuredFact } from '@tributary/contracts';
import { findFacts, labelledFact, maxFacts, withoutOverlap } from './facts.js';

const monthNames: readonly string[] = [
  'jan(?:uary|uar|vier)?|enero|gennaio|januari',
  'feb(?:ruary|ruar)?|février|febrero|febbraio|februari',
  'mar(?:ch|s|zo)?|märz|maart',
  'apr(?:il|ile)?|avril|abril',
  'may|mai|mayo|maggio|mei',
  'june?|juni|juin|junio|giugno',
  'july?|juli|juillet|julio|luglio',
  'aug(?:ust|ustus)?|août|agosto',
  'sept?(?:ember|embre)?|septiembre|settembre',
  'oct(?:ober|obre)?|oktober|octubre|ottobre',
  'nov(?:ember|embre|iembre)?',
  'dec(?:ember)?|dez(?:ember)?|décembre|diciembre|dicembre',
];
const monthPatterns = monthNames.map((names) => new RegExp(`^(?:${names})$`, 'iu'));
const month = `(${monthNames.join('|')})\\.?`;
const day = '(\\d{1,2})(?:st|nd|rd|th|er|\\.)?';
/** Years are rarer than the words that are months in some language: they are looked for first, and what stands before them then. */
const year = /(?<!\d)(?:1[6-9]|20|21)\d\d(?!\d)/g;
const monthDay = new RegExp(`(?<![\\p{L}])${month}\\s{1,3}${day}\\s{0,2},?\\s{1,3}$`, 'iu');
const dayMonth = new RegExp(
  `(?<!\\d)${day}\\s{1,3}(?:(?:day\\s{1,3})?of\\s{1,3}|de\\s{1,3})?${month},?\\s{1,3}(?:de\\s{1,3}|of\\s{1,3})?$`,
  'iu',
);
/** The longest that stands before a year: `twenty-second` is not read, `22nd day of September, ` is. */
const writtenReach = 40;
const iso = /\b((?:1[6-9]|20|21)\d\d)-(\d\d)-(\d\d)(?=T|\b)/g;
const numeric = /(?<!\d[/.-])\b(\d{1,2})([/.-])(\d{1,2})\2((?:1[6-9]|20|21)\d\d|\d\d)\b(?![/.-]\d)/g;

const labels: readonly (readonly [string, RegExp])[] = [
  ['effective', /effective\s+(?:date|as of|on|from)?[^.;\n]{0,30}$/i],
  ['due', /\b(?:due|payable|deadline|pay by)\b[^.;\n]{0,25}$/i],
  ['expiration', /\b(?:expir\w*|terminat\w*|until|through|valid to)\b[^.;\n]{0,30}$/i],
  ['filed', /\bfiled\b[^.;\n]{0,25}$/i],
  ['invoice', /\binvoice date\b[^.;\n]{0,12}$/i],
  ['signed', /\b(?:signed|executed)\b[^.;\n]{0,30}$/i],
  ['dated', /\b(?:dated|date|made|entered into|as of)\b[^.;\n]{0,40}$/i],
];

/** Full dates with their ISO form. `03/04/2020` is read month first in English text, day first elsewhere or where it must be. */
export function findDates(text: string, language: string): readonly StructuredFact[] {
  const dayFirst = language !== 'en' && language !== 'und';
  return withoutOverlap([
    ...writtenDates(text),
    ...findFacts(text, iso, ([, y, m, d]) => isoDate(y, Number(m), d), labels),
    ...findFacts(text, numeric, ([, a, separator, b, y]) => numericDate(a, b, y, dayFirst || separator === '.'), labels),
  ]).slice(0, maxFacts);
}

/** `March 3, 2021` and `3rd day of March, 2021`, in the languages of `monthNames`. */
function writtenDates(text: string): readonly StructuredFact[] {
  const facts: StructuredFact[] = [];
  for (const found of text.matchAll(year)) {
    const before = text.slice(Math.max(0, found.index - writtenReach), found.index);
    const american = monthDay.exec(before);
    const written = american ?? dayMonth.exec(before);
    if (written === null) continue;
    const [name, d] = american === null ? [written[2], written[1]] : [written[1], written[2]];
    const value = isoDate(found[0], monthOf(name as string), d);
    if (value === undefined) continue;
    const end = found.index + found[0].length;
    const start = found.index - written[0].length;
    facts.push(labelledFact(text, { start, end, value }, labels));
    if (facts.length >= maxFacts) break;
  }
  return facts;
}

function monthOf(name: string): number {
  return monthPatterns.findIndex((pattern) => pattern.test(name)) + 1;
}

function numericDate(a = '', b = '', y = '', dayFirst: boolean): string | undefined {
  // Two-digit years: up to 49 is this century (the POSIX rule says 68; contracts of the 1950s are rarer than typing errors).
  const full = y.length === 4 ? y : `${Number(y) < 50 ? 20 : 19}${y}`;
  const [d, m] = dayFirst || Number(a) > 12 ? [a, b] : [b, a];
  return isoDate(full, Number(m), d);
}

/** Undefined where there is no such day. */
function isoDate(y = '', m: number, d = ''): string | undefined {
  const days = new Date(Date.UTC(Number(y), m, 0)).getUTCDate();
  if (m < 1 || m > 12 || Number(d) < 1 || Number(d) > days) return undefined;
  return `${y}-${String(m).padStart(2, '0')}-${d.padStart(2, '0')}`;
}
