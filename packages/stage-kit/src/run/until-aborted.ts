import { RetryableError } from '../errors.js';

/** Why the transport takes work away from a worker; the reason of its AbortSignal. */
export type AbortReason = 'lease-lost' | 'max-duration' | 'draining';

/** The work was taken away: whoever takes it next goes on from the memos. */
export class WorkTakenAway extends Error {
  override readonly name = 'WorkTakenAway';
  constructor(readonly reason: AbortReason) {
    super(`work was taken away: ${reason}`);
  }
}

/** Resolves with the work, or rejects as soon as the signal aborts, even when the work never ends. */
export async function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw abortError(signal);
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(abortError(signal));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work(), aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function abortError(signal: AbortSignal): Error {
  const reason = signal.reason as AbortReason;
  return reason === 'max-duration'
    ? new RetryableError('timeout', 'the stage took longer than its maximum duration')
    : new WorkTakenAway(reason);
}
