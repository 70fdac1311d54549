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
/** SQLSTATE classes that say the same from inside: 08 connection, 53 resources, 57P server stopping or starting, 58 system; 25006 is a demoted primary, 25P03 a transaction that idled too long: what it waited for elsewhere was slow. */
const unavailableStates = /^(08|53|57P|58)|^25(006|P03)$/;
/** The statement was fine and lost against another transaction: lock wait 55P03, serialisation and deadlock class 40. */
const contendedStates = /^(55P03|40)/;
/** The statement took too long (57014): perhaps the server's fault, perhaps the document's. */
const tooSlow = '57014';
/** What the driver throws without a code when a connection goes away or does not come. */
const lostConnection =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|connection error and is not queryable|cannot use a pool after calling end/i;

/**
 * What a database error means to a stage: an outage and a lost race are nobody's fault and are not charged to the document, a statement that took too long is
 * tried again within its budget, anything else is returned as it came, which stage-kit reports as a bug.
 */
export function mapDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof RetryableError) return error;
  const code = codeOf(error);
  const said = { cause: error, uncharged: code !== tooSlow };
  if (isUnreachable(error)) return new RetryableError('database_unavailable', `Postgres is not available: ${error.message}`, said);
  const gaveUp = code === tooSlow || contendedStates.test(code);
  return gaveUp ? new RetryableError('database_unavailable', `Postgres gave up: ${error.message}`, said) : error;
}

/** Whether a statement failed because the server could not be reached, so that its effect is unknown and repeating it now is futile. */
export function isOutage(error: unknown): boolean {
  return error instanceof RetryableError && error.cause instanceof Error && isUnreachable(error.cause);
}

function isUnreachable(error: Error): boolean {
  const code = codeOf(error);
  return unreachableCodes.has(code) || unavailableStates.test(code) || (code === '' && lostConnection.test(error.message));
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
