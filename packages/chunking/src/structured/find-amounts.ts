import type { StructuredFact } from '@tributary/contracts';
import { findFacts, maxFacts, withoutOverlap } from './facts.js';

const codes = 'USD|EUR|GBP|CHF|JPY|CNY|RMB|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|INR|BRL|MXN|ZAR|SGD|HKD|ILS|KRW|RUB|TRY|AED';
const number = '\\d{1,3}(?:[,.\u2019\u0027 ]\\d{3})+(?:[.,]\\d{1,2})?(?!\\d)|\\d+(?:[.,]\\d{1,2})?(?!\\d)';
const scale = '(?:\\s?(thousand|million|billion|trillion|mn|bn|mio\\.?|k|m)\\b)?';
const symbol = '(US\\$|C\\$|A\\$|[$€£¥])';

const before = new RegExp(`(?<![\\p{L}\\p{N}])(?:${symbol}|\\b(${codes})\\b)\\s?(${number})${scale}`, 'gu');
const after = new RegExp(
  `(?<![\\p{L}\\p{N}.,])(${number})${scale}\\s?(?:([€£])|(${codes})\\b|((?:U\\.?S\\.? )?[Dd]ollars|[Ee]uros?|[Pp]ounds sterling)\\b)`,
  'gu',
);

const currencyOf: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  C$: 'CAD',
  A$: 'AUD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  RMB: 'CNY',
};
const factors: Readonly<Record<string, number>> = {
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  billion: 1e9,
  bn: 1e9,
  trillion: 1e12,
};

const labels: readonly (readonly [string, RegExp])[] = [
  ['total', /\b(?:grand total|total|amount due|balance due|gesamt(?:betrag)?)\b[^.\n]{0,30}$/i],
  ['subtotal', /\bsub-?total\b[^.\n]{0,20}$/i],
  ['tax', /\b(?:tax|vat|mwst\.?|ust\.?)\b[^.\n]{0,20}$/i],
  ['fee', /\bfees?\b[^.\n]{0,30}$/i],
  ['price', /\bprice\b[^.\n]{0,30}$/i],
];

/** Amounts of money: the value is a plain decimal and the currency's ISO 4217 code, `12500.00 USD`. A bare `$` is read as US dollars. */
export function findAmounts(text: string): readonly StructuredFact[] {
  return withoutOverlap([
    ...findFacts(text, before, ([, sign, code, digits, unit]) => valueOf(digits, unit, sign ?? code), labels),
    ...findFacts(text, after, ([, digits, unit, sign, code, word]) => valueOf(digits, unit, sign ?? code ?? spokenCurrency(word)), labels),
  ]).slice(0, maxFacts);
}

function spokenCurrency(word = ''): string {
  if (/euro/i.test(word)) return 'EUR';
  return /pound/i.test(word) ? 'GBP' : 'USD';
}

function valueOf(digits = '', unit: string | undefined, currency = ''): string {
  const amount = decimal(digits) * (factors[(unit ?? '').replace('.', '').toLowerCase()] ?? 1);
  return `${amount.toFixed(2)} ${currencyOf[currency] ?? currency}`;
}

/** The last separator is the decimal one if one or two digits follow it. */
function decimal(digits: string): number {
  const found = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(digits) as RegExpExecArray;
  return Number(`${(found[1] as string).replace(/\D/g, '')}.${found[2] ?? '0'}`);
}
