import { expect, test } from 'vitest';
import { uncoveredRanges } from './uncovered-ranges.js';

const text = 'one two three';

test('names what no chunk holds, without blanks (P-8)', () => {
  expect(uncoveredRanges({ text }, [])).toEqual([{ start: 0, end: 13 }]);
  expect(uncoveredRanges({ text }, [{ start: 4, end: 7 }])).toEqual([
    { start: 0, end: 3 },
    { start: 8, end: 13 },
  ]);
});

test('blanks between chunks, overlap and order do not matter (P-8)', () => {
  expect(
    uncoveredRanges({ text }, [
      { start: 8, end: 13 },
      { start: 0, end: 3 },
      { start: 2, end: 7 },
    ]),
  ).toEqual([]);
  expect(uncoveredRanges({ text: ' \n' }, [])).toEqual([]);
});
