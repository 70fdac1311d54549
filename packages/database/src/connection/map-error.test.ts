import { RetryableError } from '@tributary/stage-kit';
import { expect, test } from 'vitest';
import { isOutage, mapDatabaseError } from './map-error.js';

function failure(code: string, message = 'it failed'): Error {
  return Object.assign(new Error(message), code === '' ? {} : { code });
}

test.each([
  ['ECONNREFUSED', ''],
  ['08006', ''],
  ['57P01', 'terminating connection due to administrator command'],
  ['53300', 'too many clients'],
  ['25006', 'cannot execute INSERT in a read-only transaction'],
  ['25P03', 'terminating connection due to idle-in-transaction timeout'],
  ['', 'Connection terminated unexpectedly'],
  ['', 'timeout exceeded when trying to connect'],
])('an outage (%s %s) charges nobody', (code, message) => {
  const error = failure(code, message);
  const mapped = mapDatabaseError(error);
  expect(mapped).toMatchObject({ code: 'database_unavailable', uncharged: true, cause: error });
  expect(isOutage(mapped)).toBe(true);
});

test.each([
  ['55P03', true],
  ['40001', true],
  ['40P01', true],
  ['57014', false],
])('a lost race or slow statement (%s) is tried again, and is no outage', (code, uncharged) => {
  const mapped = mapDatabaseError(failure(code));
  expect(mapped).toMatchObject({ code: 'database_unavailable', uncharged });
  expect(isOutage(mapped)).toBe(false);
});

test('anything else is left as it is: a bug is reported as one', () => {
  const retryable = new RetryableError('timeout', 'slow');
  for (const error of [failure('23505'), failure('22P02'), failure(''), retryable, 'no error']) expect(mapDatabaseError(error)).toBe(error);
});
