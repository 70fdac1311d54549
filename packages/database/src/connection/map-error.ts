import { RetryableError } from '@tributary/stage-kit';

/** Errors of sockets and name resolution that say: the server cannot be reached now. */
const unreachableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** SQLSTATE classes that say the same from inside: 08 connection, 53 resources, 57P server stopping or starting, 58 system; 25006 is a demoted primary. */
const unavailableStates = /^(08|53|57P|58)|^25006$/;
/** The statement was fine and lost against time or another transaction: timeout 57014, lock 55P03, serialisation and deadlock class 40. */
const contendedStates = /^(57014|55P03|40)/;
/** What the driver throws without a code when a connection goes away or does not come. */
const lostConnection =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|connection error and is not queryable|cannot use a pool after calling end/i;

/**
 * What a database error means to a stage: an outage is nobody's fault and is not charged to the document, a lost race is tried again within its budget,
 * anything else is returned as it came, which stage-kit reports as a bug.
 */
export function mapDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof RetryableError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (unreachableCodes.has(code) || unavailableStates.test(code) || (code === '' && lostConnection.test(error.message))) {
    return new RetryableError('database_unavailable', `Postgres is not available: ${error.message}`, { cause: error, uncharged: true });
  }
  if (contendedStates.test(code)) return new RetryableError('database_unavailable', `Postgres gave up: ${error.message}`, { cause: error });
  return error;
}

/** Whether a statement failed because the server could not be reached, so that its effect is unknown and repeating it now is futile. */
export function isOutage(error: unknown): boolean {
  return error instanceof RetryableError && error.uncharged;
}
