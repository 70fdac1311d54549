import { isoDate } from './calendar.js';
import type { Recognised } from './recognised.js';

/** First letters of the months as German, French, Spanish, Italian, Portuguese and Dutch write them, without accents. */
const monthStarts: readonly (readonly string[])[] = [
  ['januar', 'janner', 'janvier', 'enero', 'gennaio', 'janeiro', 'januari'],
  ['februar', 'fevrier', 'febrero', 'febbraio', 'fevereiro', 'februari'],
  ['marz', 'mars', 'marzo', 'marco', 'maart'],
  ['april', 'avril', 'abril', 'aprile'],
  ['mai', 'mayo', 'maggio', 'maio', 'mei'],
  ['juni', 'juin', 'junio', 'giugno', 'junho'],
  ['juli', 'juillet', 'julio', 'luglio', 'julho'],
  ['august', 'aout', 'agosto', 'augustus'],
  ['september', 'septembre', 'septiembre', 'settembre', 'setembro'],
  ['oktober', 'octobre', 'octubre', 'ottobre', 'outubro'],
  ['november', 'novembre', 'noviembre', 'novembro'],
  ['dezember', 'decembre', 'diciembre', 'dicembre', 'dezembro', 'december'],
];
const monthNumbers = new Map(monthStarts.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
const monthWord = '(?<month>[\\p{L}]{3,10})\\.?';
const patterns: readonly RegExp[] = [
  // `31. Dezember 2021`, `1er mars 2020`, `15 de junio de 2018`.
  new RegExp(
    `(?<![\\p{L}\\p{N}.,])(?<day>[0-3]?\\d)(?:\\.|er|º|°)?\\s+(?:de\\s+)?${monthWord}\\s+(?:del?\\s+)?(?<year>1\\d{3}|20\\d{2})(?!\\d)`,
    'gu',
  ),
  // `2020年3月5日`
  /(?<year>[12]\d{3})\s?年\s?(?<number>1?\d)\s?月\s?(?<day>[0-3]?\d)\s?日/gu,
  // `05-Mar-2019`, `5-Mar-19`, `05/Mar/2019`
  /(?<![\p{L}\p{N}-])(?<day>[0-3]?\d)(?<mark>[-/.])(?<month>\p{L}{3})\k<mark>(?<year>[12]\d{3}|\d{2})(?![\p{L}\p{N}-])/gu,
];
const englishShort = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Whole dates with months in other languages, and in the forms of other countries. */
export function findForeignDates(text: string): Recognised[] {
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .flatMap((match) => {
      const { day = '', month, number, year = '' } = match.groups ?? {};
      const monthNumber = number === undefined ? monthFrom(month ?? '') : Number(number);
      const fullYear = year.length === 2 ? Number(year) + (Number(year) < 50 ? 2000 : 1900) : Number(year);
      const normalized = monthNumber === undefined ? undefined : isoDate(fullYear, monthNumber, Number(day));
      if (normalized === undefined) return [];
      return [{ start: match.index, end: match.index + match[0].length, type: 'DATE' as const, confidence: 0.97, normalized }];
    });
}

function monthFrom(word: string): number | undefined {
  const plain = word.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
  if (plain.length > 3) return monthNumbers.get(plain);
  const index = englishShort.indexOf(plain);
  return index < 0 ? monthNumbers.get(plain) : index + 1;
}
