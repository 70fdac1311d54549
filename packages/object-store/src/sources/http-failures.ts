import { RetryableError, TerminalError } from '@tributary/stage-kit';

/** What an HTTP answer other than 200 means for the document. */
export function failureOfStatus(url: URL, status: number, retryAfter: string | undefined): TerminalError | RetryableError {
  const message = `${url.href} answered ${status}`;
  switch (status) {
    case 404:
    case 410:
      return new TerminalError('source_not_found', message);
    case 429:
      return new RetryableError('rate_limited', message, waitOf(retryAfter));
    case 408:
    case 425:
      return new RetryableError('network', message);
    default:
      return status >= 500 ? new RetryableError('network', message, waitOf(retryAfter)) : new TerminalError('source_forbidden', message);
  }
}

/** What a broken transfer means. `timedOutMs` is set when our own time limit ended it. Errors that carry a verdict already pass through. */
export function failureOfTransfer(error: unknown, url: URL, timedOutMs: number | undefined): unknown {
  if (error instanceof TerminalError || error instanceof RetryableError) return error;
  if (timedOutMs !== undefined)
    return new RetryableError('timeout', `${url.href} did not arrive within ${timedOutMs} ms`, { cause: error });
  if (!(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? error.message;
  if (code === 'ENOTFOUND') return new TerminalError('source_not_found', `${url.host} has no address`, { cause: error });
  return new RetryableError('network', `${url.href} could not be fetched (${code})`, { cause: error });
}

/** Retry-After in seconds; a date is rare and left to our own backoff. */
function waitOf(retryAfter: string | undefined): { readonly retryAfterMs?: number } {
  const seconds = Number(retryAfter);
  return retryAfter !== undefined && Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {};
}
