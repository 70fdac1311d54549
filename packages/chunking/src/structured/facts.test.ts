import { expect, test } from 'vitest';
import { withoutOverlap } from './facts.js';

test('of facts that overlap the first stays, and the longer of two that start together', () => {
  const facts = [
    { start: 5, end: 9 },
    { start: 0, end: 3 },
    { start: 0, end: 6 },
    { start: 6, end: 7 },
  ];
  expect(withoutOverlap(facts)).toEqual([
    { start: 0, end: 6 },
    { start: 6, end: 7 },
  ]);
});
