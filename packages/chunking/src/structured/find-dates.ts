import type { StructuredFact } from '@tributary/contracts';
import { findFacts, withoutOverlap } from './facts.js';

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
const year = '((?:1[6-9]|20|21)\\d\\d)';
const day = '(\\d{1,2})(?:st|nd|rd|th|er|\\.)?';

const monthDayYear = new RegExp(`\\b${month}\\s+${day}\\s*,?\\s+${year}\\b`, 'giu');
const dayMonthYear = new RegExp(`\\b${day}\\s+(?:day\\s+of\\s+|de\\s+)?${month},?\\s+(?:de\\s+|of\\s+)?${year}\\b`, 'giu');
const iso = /\b((?:1[6-9]|20|21)\d\d)-(\d\d)-(\d\d)(?=T|\b)/g;
const numeric = /\b(\d{1,2})([/.-])(\d{1,2})\2((?:1[6-9]|20|21)\d\d|\d\d)\b(?![/.-]\d)/g;

const labels: readonly (readonly [string, RegExp])[] = [
  ['effective', /effective\s+(?:date|as of|on|from)?[^.\n]{0,30}$/i],
  ['due', /\b(?:due|payable|deadline|pay by)\b[^.\n]{0,25}$/i],
  ['expiration', /\b(?:expir\w*|terminat\w*|until|through|valid to)\b[^.\n]{0,30}$/i],
  ['filed', /\bfiled\b[^.\n]{0,25}$/i],
  ['invoice', /\binvoice date\b[^.\n]{0,12}$/i],
  ['signed', /\b(?:signed|executed)\b[^.\n]{0,30}$/i],
  ['dated', /\b(?:dated|date|made|entered into|as of)\b[^.\n]{0,40}$/i],
];

/** Full dates with their ISO form. `03/04/2020` is read month first in English text, day first elsewhere or where it must be. */
export function findDates(text: string, language: string): readonly StructuredFact[] {
  const dayFirst = language !== 'en' && language !== 'und';
  return withoutOverlap([
    ...findFacts(text, monthDayYear, ([, name, d, y]) => isoDate(y, monthOf(name), d), labels),
    ...findFacts(text, dayMonthYear, ([, d, name, y]) => isoDate(y, monthOf(name), d), labels),
    ...findFacts(text, iso, ([, y, m, d]) => isoDate(y, Number(m), d), labels),
    ...findFacts(text, numeric, ([, a, separator, b, y]) => numericDate(a, b, y, dayFirst || separator === '.'), labels),
  ]);
}

function monthOf(name: string | undefined): number {
  return monthPatterns.findIndex((pattern) => pattern.test(name ?? '')) + 1;
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
