/** How often and how soon a stage tries again. */
export interface RetryPolicy {
  /** Attempts in all, the first one included. */
  readonly attempts: number;
  readonly baseMs: number;
  readonly capMs: number;
}

/** How long a worker may hold an event. */
export interface LeasePolicy {
  /** An entry idle for longer is taken over by another worker. */
  readonly leaseMs: number;
  /** A run that takes longer is given up. */
  readonly maxDurationMs: number;
  /** Deliveries, crashes included, before the entry counts as poison. */
  readonly maxDeliveries: number;
}

export type StagePolicy = RetryPolicy & LeasePolicy;

/**
 * When to try again after `attempt` attempts, in milliseconds: random(0.5, 1) · min(cap, base · 2^(attempt-1)); `exhausted` after the last.
 * `random` is a number in [0, 1): jitter keeps a crowd that failed together from coming back together.
 */
export function nextAttemptIn(policy: RetryPolicy, attempt: number, random: number): number | 'exhausted' {
  if (attempt >= policy.attempts) return 'exhausted';
  return Math.round((0.5 + random / 2) * Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1)));
}

const seconds = 1000;
const minutes = 60 * seconds;

/** Policies per stage: slow outside services get patience, pure computation does not. */
export const stagePolicies = {
  ocr: { attempts: 5, baseMs: 5 * seconds, capMs: 10 * minutes, leaseMs: 60 * seconds, maxDurationMs: 30 * minutes, maxDeliveries: 5 },
  text: { attempts: 5, baseMs: 2 * seconds, capMs: 5 * minutes, leaseMs: 30 * seconds, maxDurationMs: 5 * minutes, maxDeliveries: 5 },
  entity: { attempts: 8, baseMs: 5 * seconds, capMs: 30 * minutes, leaseMs: 60 * seconds, maxDurationMs: 20 * minutes, maxDeliveries: 5 },
  resolution: {
    attempts: 6,
    baseMs: 2 * seconds,
    capMs: 10 * minutes,
    leaseMs: 30 * seconds,
    maxDurationMs: 10 * minutes,
    maxDeliveries: 5,
  },
  graph: { attempts: 10, baseMs: 1 * seconds, capMs: 10 * minutes, leaseMs: 30 * seconds, maxDurationMs: 10 * minutes, maxDeliveries: 5 },
  cleanup: { attempts: 10, baseMs: 5 * seconds, capMs: 60 * minutes, leaseMs: 30 * seconds, maxDurationMs: 10 * minutes, maxDeliveries: 5 },
} as const satisfies Record<string, StagePolicy>;
