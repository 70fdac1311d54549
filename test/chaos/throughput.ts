/** Window over which throughput is counted, in milliseconds. */
const windowMs = 2_000;

/**
 * Longest time from the end of a fault until stages ended at nine tenths of the rate before the first fault, in milliseconds. A fault whose recovery the next
 * one interrupts says nothing; after the last one, a run that came to rest has recovered.
 */
export function longestRecovery(ends: readonly number[], faults: readonly number[], quietAt: number): number {
  const first = faults[0];
  if (first === undefined) return 0;
  const wanted = 0.9 * baselineRate(ends, first);
  const recoveries = faults.flatMap((at, index) => {
    const next = faults[index + 1];
    const recovered = ends.find((end) => end >= at && countBetween(ends, end, end + windowMs) >= wanted * windowMs);
    const until = Math.min(recovered ?? quietAt, quietAt);
    return next !== undefined && until > next ? [] : [Math.max(0, until - at)];
  });
  return Math.max(0, ...recoveries);
}

/** Ends per millisecond before the first fault; when it came at once, those of the whole run. */
function baselineRate(ends: readonly number[], firstFault: number): number {
  const start = ends[0] ?? 0;
  const before = ends.filter((end) => end < firstFault).length;
  if (before >= 20 && firstFault > start) return before / (firstFault - start);
  return ends.length / Math.max(1, (ends.at(-1) ?? 0) - start);
}

function countBetween(ends: readonly number[], from: number, to: number): number {
  return ends.filter((end) => end >= from && end < to).length;
}
