import { PatternSieve } from '../patterns/pattern-sieve.js';
import type { Recognised } from './recognised.js';

const numbers: Readonly<Record<string, number>> = Object.fromEntries(
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
    .split(' ')
    .map((word, index) => [word, index + 1]),
);
const letters: Readonly<Record<string, string>> = { decade: '0Y', year: 'Y', month: 'M', week: 'W', day: 'D' };
const amount = `(?<amount>\\d{1,3}|${Object.keys(numbers).join('|')})`;
/** A length of time that places something: `four years later`, `after 78 years`. Terms of contracts (`within thirty (30) days`) place nothing. */
const patterns: readonly RegExp[] = [
  new RegExp(
    `(?<![\\p{L}\\p{N}$.,(-])${amount}\\s(?<unit>decade|year|month|week|day)s?(?=\\s(?:later|earlier|ago|before (?:his|her|its|their|the)\\s(?:death|birth)|after (?:his|her|its|their)\\s))`,
    'giu',
  ),
  // Terms of contracts run from what the contract names: `two years after the Effective Date`.
  new RegExp(
    `(?<![\\p{L}\\p{N}$.,(-]|\\b(?:within|than|least|to|of) )${amount}\\s(?<unit>decade|year)s?(?=\\s(?:before|after)\\s(?!(?:the\\s)?(?:date|effective|clos|terminat|expir|such|deliver|execut|complet|any|receipt|notice)))`,
    'giu',
  ),
  new RegExp(
    `(?<=\\b(?:next|last|past|after|over|nearly|spent|lasted|for|almost|some|about)\\s)${amount}\\s(?<unit>decade|year|month|week)s?(?![\\p{L}-]|\\s(?:after|from|following|of|prior|notice|period|old)\\b)`,
    'giu',
  ),
];

const sieve = new PatternSieve(patterns);

/** Lengths of time as ISO 8601 durations: `P4Y`. */
export function findDurations(text: string): Recognised[] {
  return sieve
    .sift(text)
    .flatMap((index) => [...text.matchAll(patterns[index]!)])
    .map((match) => {
      const { amount: count = '', unit = '' } = match.groups ?? {};
      const value = numbers[count.toLowerCase()] ?? Number(count);
      return {
        start: match.index,
        end: match.index + match[0].length,
        type: 'DATE',
        confidence: 0.75,
        normalized: `P${value}${letters[unit.toLowerCase()]}`,
      };
    });
}
