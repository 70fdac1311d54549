import { type FlowStage, flowStages } from '@tributary/contracts';
import type { StageLimits } from '@tributary/database';
import { stagePolicies } from '@tributary/stage-kit';
import type { StreamStats } from '@tributary/streams';

/** What makes a document stand still for too long. */
export interface LimitsInput {
  readonly stats: readonly Pick<StreamStats, 'group' | 'lag' | 'pending' | 'retryWaiting' | 'oldestWaitingAgeMs' | 'bulkWaitingMs'>[];
  /** Redis has lost what it knew: no stream can be trusted to hold what was in flight. */
  readonly redisLost: boolean;
  /** Milliseconds that a step between two stages may take when nothing is queued. */
  readonly quietMs: number;
}

/**
 * How long a document may wait for each stage before its event is taken to be lost. A stage that has work left may just be slow: what has queued longest, its
 * longest run and its longest pause between attempts. One without any work left has no event to wait for.
 */
export function stageLimits({ stats, redisLost, quietMs }: LimitsInput): StageLimits {
  const limitOf = (stage: FlowStage) => {
    const own = stats.filter(({ group }) => group === stage);
    const idle = own.length > 0 && own.every(({ lag, pending, retryWaiting }) => lag === 0 && pending === 0 && retryWaiting === 0);
    const { maxDurationMs, capMs } = stagePolicies[stage];
    const queuedMs = Math.max(0, ...own.map(({ oldestWaitingAgeMs, bulkWaitingMs }) => Math.max(oldestWaitingAgeMs, bulkWaitingMs)));
    return redisLost || (idle && queuedMs === 0) ? quietMs : queuedMs + maxDurationMs + capMs;
  };
  return Object.fromEntries(flowStages.map((stage) => [stage, limitOf(stage)])) as unknown as StageLimits;
}
