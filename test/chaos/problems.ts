import { flowStages } from '@tributary/contracts';
import type { Finding } from './checker/examine.js';
import type { Ends, FaultRow } from './row.js';

/** What was seen of a run beside its stores. */
export interface Observed {
  readonly documents: number;
  /** When faults ended. */
  readonly faults: readonly number[];
  readonly leastFaults: number;
  /** Whether it came to rest, and stayed there without whoever emits again. */
  readonly quiet: boolean;
  readonly settled: boolean;
  readonly deaths: readonly string[];
  readonly lostEntries: number;
  readonly overlaps: number;
  /** Idempotency keys that the provider saw. */
  readonly keys: number;
  /** Longest time from the end of a fault to nine tenths of the throughput before it, or to rest, in milliseconds. */
  readonly recoveryMs: number;
  /** Bytes in Redis for each document, as a share of those after the fault-free run. */
  readonly memory: number | undefined;
}

/** Redis holds no more than this share of what it holds after the fault-free run (I8). */
const mostMemory = 1.1;

/** Everything that contradicts the invariants or the row's own bounds. Empty: passed. */
export function problemsOf(row: FaultRow, finding: Finding, observed: Observed): string[] {
  return [
    ...honesty(row, finding, observed),
    ...invariants(row, finding, observed),
    ...bounds(row, finding, observed),
    ...(row.check?.(finding) ?? []),
  ];
}

/** A run without a fault, or one that was not looked at, shows nothing. */
function honesty(row: FaultRow, finding: Finding, { documents, faults, leastFaults }: Observed): string[] {
  const { accepted } = endsOf(row, documents);
  const unread = Object.keys(finding.rows).filter((table) => table !== 'dead_letters' && finding.rows[table]?.size === 0);
  return [
    ...(faults.length < leastFaults
      ? [`${faults.length} faults injected while the run was under way, at least ${leastFaults} wanted`]
      : []),
    ...(finding.accepted === accepted ? [] : [`${finding.accepted} documents accepted instead of ${accepted}`]),
    ...unread.map((table) => `${table} is empty: nothing was compared`),
  ];
}

function invariants(row: FaultRow, finding: Finding, { documents, quiet, settled, lostEntries, keys, memory }: Observed): string[] {
  const harmful = harmfulOf(row);
  const { completed, failed } = endsOf(row, documents);
  const { planted = 0 } = row;
  const bought = (documents - harmful) * (flowStages.length - (row.realStages?.length ?? 0));
  return [
    ...(quiet && settled ? [] : ['did not come to rest']),
    ...(finding.lost > 0 ? [`${finding.lost} lost`] : []),
    ...(finding.doubled > 0 ? [`${finding.doubled} doubled`] : []),
    ...(finding.completed === completed ? [] : [`${finding.completed} completed instead of ${completed}`]),
    ...(finding.failed === failed ? [] : [`${finding.failed} failed instead of ${failed}`]),
    ...(finding.quarantined === planted ? [] : [`${finding.quarantined} in quarantine instead of ${planted}`]),
    ...(row.ends === undefined && (keys < bought || keys > bought + harmful)
      ? [`${keys} idempotency keys at the provider instead of ${bought}`]
      : []),
    ...(memory !== undefined && memory > mostMemory
      ? [`Redis holds ${memory.toFixed(2)} times as much of each document as after the fault-free run`]
      : []),
    ...(lostEntries > 0 ? [`${lostEntries} pending entries were deleted from their stream`] : []),
    ...finding.unsettled,
  ];
}

function harmfulOf({ harmful = {} }: FaultRow): number {
  return Object.values(harmful).reduce((sum, count) => sum + count, 0);
}

function endsOf(row: FaultRow, documents: number): Ends {
  const failed = harmfulOf(row);
  return row.ends?.(documents) ?? { accepted: documents, completed: documents - failed, failed };
}

function bounds(row: FaultRow, finding: Finding, { deaths, overlaps, recoveryMs }: Observed): string[] {
  const { wastePercent, longestRestartMs } = finding;
  const tooLong = (what: string, ms: number, most: number | undefined) =>
    most !== undefined && ms > most ? [`${what} after ${(ms / 1000).toFixed(1)} s, at most ${most / 1000}`] : [];
  return [
    ...(wastePercent > row.wastePercent ? [`${wastePercent.toFixed(1)} % waste, at most ${row.wastePercent}`] : []),
    ...tooLong('throughput was back', recoveryMs, row.recoveryMs),
    ...tooLong('a run was granted again', longestRestartMs, row.restartMs),
    ...(deaths.length > 0 && !row.mayDie ? [`services ended by themselves: ${deaths.join(', ')}`] : []),
    ...(overlaps > 0 && !row.mayOverlap ? [`${overlaps} runs were started while the same work was under way`] : []),
  ];
}
