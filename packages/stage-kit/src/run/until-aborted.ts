/**
 * Resolves with the work, or rejects with the signal's reason as soon as it aborts, even when the work never ends. The transport gives reasons that say
 * whether the attempt is charged: a lost lease and a draining service are not, a run that took too long is.
 */
export async function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work(), aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
