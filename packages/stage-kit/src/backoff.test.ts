import { expect, test } from 'vitest';
import { contentHash, describeFailure, fingerprintOf, nextAttemptIn } from './index.js';

const policy = { attempts: 4, baseMs: 1000, capMs: 3000 };

test('waits double, scatter by half and stop at the cap (P-70)', () => {
  expect([1, 2, 3].map((attempt) => nextAttemptIn(policy, attempt, 0))).toEqual([500, 1000, 1500]);
  expect([1, 2, 3].map((attempt) => nextAttemptIn(policy, attempt, 0.999_999))).toEqual([1000, 2000, 3000]);
});

test('after the last attempt there is none', () => {
  expect(nextAttemptIn(policy, 4, 0)).toBe('exhausted');
});

test('a fingerprint follows the value, not the order of its keys', () => {
  expect(fingerprintOf({ a: 1, b: [1, { c: 2, d: 3 }] })).toBe(fingerprintOf({ b: [1, { d: 3, c: 2 }], a: 1 }));
  expect(fingerprintOf({ a: 1 })).not.toBe(fingerprintOf({ a: 2 }));
});

test('a content hash knows where one part ends', () => {
  expect(contentHash('ab', 'c')).not.toBe(contentHash('a', 'bc'));
});

test('whatever is thrown can be described', () => {
  expect(describeFailure('text')).toEqual({ code: 'bug', message: 'text', retryable: true, charged: true });
});
