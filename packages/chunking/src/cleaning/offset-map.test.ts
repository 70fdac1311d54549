import { expect, test } from 'vitest';
import { cleanedOffset, cleanedRangeToSource, sourceOffset } from './offset-map.js';

/** `abc` from 2, two characters added, `fg` from 10. */
const cleaned = {
  offset_map: [
    [0, 2, 3],
    [5, 10, 2],
  ] as const,
};

test('a mapped character stands where it was read', () => {
  expect([0, 1, 2, 5, 6].map((offset) => sourceOffset(cleaned, offset))).toEqual([2, 3, 4, 10, 11]);
});

test('an added character stands where the mapped one before it ends', () => {
  expect([3, 4, 7].map((offset) => sourceOffset(cleaned, offset))).toEqual([5, 5, 12]);
});

test('a range ends with its last character, not before the next', () => {
  expect(cleanedRangeToSource(cleaned, 0, 3)).toEqual({ start: 2, end: 5 });
  expect(cleanedRangeToSource(cleaned, 1, 6)).toEqual({ start: 3, end: 11 });
  expect(cleanedRangeToSource(cleaned, 2, 2)).toEqual({ start: 4, end: 4 });
  expect(cleanedRangeToSource({ offset_map: [[2, 4, 1]] }, 0, 1)).toEqual({ start: 4, end: 4 });
});

test('what was removed stands where the next kept character does', () => {
  expect([0, 2, 4, 7, 10, 12, 99].map((offset) => cleanedOffset(cleaned, offset))).toEqual([0, 0, 2, 5, 5, 7, 7]);
});

test('an empty map leads to the start', () => {
  expect(sourceOffset({ offset_map: [] }, 3)).toBe(0);
  expect(cleanedOffset({ offset_map: [] }, 3)).toBe(0);
  expect(cleanedRangeToSource({ offset_map: [] }, 0, 2)).toEqual({ start: 0, end: 0 });
});
