import { expect, test } from 'vitest';
import { findAmounts } from './find-amounts.js';

test.each([
  ['$12,500.00', '12500.00 USD'],
  ['US$5', '5.00 USD'],
  ['€1.234,56', '1234.56 EUR'],
  ['£3.5 million', '3500000.00 GBP'],
  ['$2bn', '2000000000.00 USD'],
  ['EUR 12.50', '12.50 EUR'],
  ['RMB 800', '800.00 CNY'],
  ["CHF 1'000", '1000.00 CHF'],
  ['1.000,00 €', '1000.00 EUR'],
  ['2 million dollars', '2000000.00 USD'],
  ['300 euros', '300.00 EUR'],
  ['40 pounds sterling', '40.00 GBP'],
  ['250 USD', '250.00 USD'],
  ['¥100', '100.00 JPY'],
])('reads %j as %s (P-32)', (text, value) => {
  expect(findAmounts(`pays ${text} now`).map((amount) => amount.value)).toEqual([value]);
});

test.each(['12,500', 'section 5', 'A$AP', '$'])('%j is no amount', (text) => {
  expect(findAmounts(text)).toEqual([]);
});

test('the words before an amount label it (P-32)', () => {
  const text = 'Subtotal $1\nVAT $2\nAmount due: $3\nprice of $4\na fee of $5';
  expect(findAmounts(text).map(({ label }) => label)).toEqual(['subtotal', 'tax', 'total', 'price', 'fee']);
});
