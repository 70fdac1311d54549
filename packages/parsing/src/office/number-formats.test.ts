import { expect, test } from 'vitest';
import { numberFormats, shownNumber } from './number-formats.js';

test.each([
  ['[$€-407]#,##0.00', -1234.5, '-€1,234.50'],
  ['#,##0.00\\ [$€-1]', 1234.5, '1,234.50 €'],
  ['_($* #,##0.00_);_($* (#,##0.00)', 99, '$99.00'],
  ['&quot;USD&quot;\\ #,##0', 1200000, 'USD 1,200,000'],
  ['[$-409]#,##0.00', 5, undefined],
  ['0.0%', 0.075, '7.5%'],
  ['0%', 0.075, '8%'],
  ['dd/mm/yyyy', 45354, undefined],
  ['#,##0.00', 5, undefined],
  ['General', 5, undefined],
  ['[Red]£0', 7, '£7'],
])('a number in the format %s is shown as people see it', (code, value, shown) => {
  const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${code}"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"><alignment/></xf></cellXfs></styleSheet>`;
  const format = numberFormats(styles).get(1);
  expect(format === undefined ? undefined : shownNumber(value, format)).toBe(shown);
});

test('formats that are not written into the workbook are known', () => {
  const formats = numberFormats('<cellXfs><xf numFmtId="44"/><xf numFmtId="10"/><xf numFmtId="14"/></cellXfs>');
  expect([...formats].map(([index, format]) => [index, shownNumber(0.5, format)])).toEqual([
    [0, '$0.50'],
    [1, '50.00%'],
  ]);
});
