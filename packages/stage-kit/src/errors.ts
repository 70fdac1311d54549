import type { FailureCode, RetryableCode, TerminalCode } from '@tributary/contracts';

/** Trying again cannot help: the document ends as `failed` with this code (P-70). */
export class TerminalError extends Error {
  override readonly name = 'TerminalError';
  constructor(
    readonly code: TerminalCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface RetryableOptions extends ErrorOptions {
  /** What the other side asked for, in milliseconds. */
  readonly retryAfterMs?: number;
  /** A dependency everybody shares is down: the attempt is not charged to the document. */
  readonly uncharged?: boolean;
}

/** Trying again may help: the event waits and comes back within the stage's budget (P-70). */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
  readonly retryAfterMs: number | undefined;
  readonly uncharged: boolean;
  constructor(
    readonly code: RetryableCode,
    message: string,
    options: RetryableOptions = {},
  ) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs;
    this.uncharged = options.uncharged ?? false;
  }
}

/** What is recorded and shown of any thrown value. An unclassified error is a bug, retried within the budget. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly charged: boolean;
  readonly retryAfterMs?: number;
}

export function describeFailure(error: unknown): Failure {
  if (error instanceof TerminalError) return { code: error.code, message: error.message, retryable: false, charged: true };
  if (error instanceof RetryableError) {
    const failure = { code: error.code, message: error.message, retryable: true, charged: !error.uncharged };
    return error.retryAfterMs === undefined ? failure : { ...failure, retryAfterMs: error.retryAfterMs };
  }
  return { code: 'bug', message: error instanceof Error ? error.message : String(error), retryable: true, charged: true };
}
