import { expect, test } from 'vitest';
import { findMoney } from './money.js';

const cases: readonly (readonly [text: string, found: readonly string[], normalized: readonly string[]])[] = [
  ['paid $1.5 million to', ['$1.5 million'], ['USD 1500000']],
  ['of $1,000,000 per year', ['$1,000,000'], ['USD 1000000']],
  ['July 1, 2018: $1.5M b.', ['$1.5M'], ['USD 1500000']],
  ['US $15,000.00 on', ['US $15,000.00'], ['USD 15000']],
  ['equal to USD24,000,000 and', ['USD24,000,000'], ['USD 24000000']],
  ['cost is 176 million RMB.', ['176 million RMB'], ['CNY 176000000']],
  ['€5,000 or £20', ['€5,000', '£20'], ['EUR 5000', 'GBP 20']],
  ['a fine of 100,000 USD.', ['100,000 USD'], ['USD 100000']],
  ['Five Thousand Dollars ($5,000) each', ['Five Thousand Dollars', '$5,000'], ['USD 5000', 'USD 5000']],
  ['Four Hundred Eighty Thousand and 00/100 Dollars', ['Four Hundred Eighty Thousand and 00/100 Dollars'], ['USD 480000']],
  ['twelve million U.S. dollars in', ['twelve million U.S. dollars'], ['USD 12000000']],
  ['par value $.0001 per share', ['$.0001'], ['USD 0.0001']],
  ['EUR 4.860,00 und', ['EUR 4.860,00'], ['EUR 4860']],
  ['de 45 000 €.', ['45 000 €'], ['EUR 45000']],
  ["über CHF 1'250.50 an", ["CHF 1'250.50"], ['CHF 1250.5']],
  ['Rs. 1,50,000 only', ['Rs. 1,50,000'], ['INR 150000']],
  ['a fee of ₹2.5 crore', ['₹2.5 crore'], ['INR 25000000']],
  ['rund EUR 3,5 Mio. im', ['EUR 3,5 Mio.'], ['EUR 3500000']],
  ['offered MWK 9.1 billion', ['MWK 9.1 billion'], ['MWK 9100000000']],
  ['between $5-10 million and', ['$5-10 million'], ['USD 5000000..10000000']],
  ['3 million Swedish kronor', ['3 million Swedish kronor'], ['SEK 3000000']],
  ['100 Mexican pesos', ['100 Mexican pesos'], ['MXN 100']],
  ['1.250.000 EUR', ['1.250.000 EUR'], ['EUR 1250000']],
  ['C$40 and HK$2 billion', ['C$40', 'HK$2 billion'], ['CAD 40', 'HKD 2000000000']],
];

test.each(cases)('finds the amounts of %j with currency (P-41)', (text, found, normalized) => {
  const amounts = findMoney(text);
  expect(amounts.map(({ start, end }) => text.slice(start, end))).toEqual(found);
  expect(amounts.map((amount) => amount.normalized)).toEqual(normalized);
});

test.each([
  'equal to USD 1M LIBOR',
  '[***] pounds of product',
  'payments in US Dollars',
  '50 percent',
  'the TOP 10 of',
  'in ALL 50 states',
])('finds no amount in %j', (text) => {
  expect(findMoney(text)).toEqual([]);
});
