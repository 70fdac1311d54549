import { leaderKey } from '@tributary/cache-keys';
import {
  type Database,
  endFinishedDocuments,
  loadStageStates,
  noteReemitted,
  recentlyEnded,
  type StuckDocument,
  stuckDocuments,
} from '@tributary/database';
import type { Logger } from '@tributary/stage-kit';
import { type BoundedClient, streamStats } from '@tributary/streams';
import type { EventPublisher } from '../event-publisher.js';
import { disagrees, rewriteState, type StateStore } from '../stores/document-states.js';
import { stageLimits } from './stage-limits.js';

export interface ReconcilerDeps {
  readonly db: Database;
  readonly client: BoundedClient;
  readonly states: StateStore;
  readonly publisher: Pick<EventPublisher, 'publish'>;
  readonly log: Logger;
  /** Between two rounds of all reconcilers together, in milliseconds. */
  readonly everyMs: number;
  /** Milliseconds that a step between two stages may take when nothing is queued. */
  readonly quietMs: number;
}

export interface ReconcilerRound {
  readonly reemitted: number;
  readonly repaired: number;
}

/** Rounds over which the state of documents that came to rest is compared: one that was missed is seen by the next. */
const comparedRounds = 3;

/** Finds documents that stand still because their event is nowhere, and states that disagree with the record (P-62). One process at a time does a round. */
export class Reconciler {
  constructor(private readonly deps: ReconcilerDeps) {}

  /** One round, unless another process had one within `everyMs`: then `undefined`. */
  async run(): Promise<ReconcilerRound | undefined> {
    const { client, states, everyMs, db } = this.deps;
    // A little less than the interval: the one who asks punctually must not find his own mark.
    const turn = Math.max(1, Math.floor(everyMs * 0.9));
    const won = await client.run((redis) => redis.set(leaderKey(states.space, 'reconciler'), '1', 'PX', turn, 'NX'));
    if (won === null) return undefined;
    await endFinishedDocuments(db);
    const reemitted = await this.#reemit();
    return { reemitted, repaired: await this.#repairStates() };
  }

  async #reemit(): Promise<number> {
    const { client, states, db, publisher, log, quietMs } = this.deps;
    const redisLost = await this.#redisLost();
    const limits = stageLimits({ stats: await streamStats(client, states.space), redisLost, quietMs });
    let total = 0;
    for (;;) {
      const stuck = await stuckDocuments(db, limits);
      if (stuck.length === 0) return total;
      await publisher.publish(stuck.map((one) => one.event));
      await noteReemitted(db, stuck);
      log.warn('reemitted', { documents: stuck.length, redisLost, stages: countByStage(stuck) });
      total += stuck.length;
    }
  }

  /**
   * Whether Redis has lost what it knew, a moment ago: the mark of an earlier round is gone. What was in flight then has stood still for `quietMs` when the
   * moment is over, and is found by a round within it. The moment is measured by Redis alone: clocks of services differ.
   */
  async #redisLost(): Promise<boolean> {
    const { client, states, everyMs, quietMs } = this.deps;
    const [mark, moment] = [leaderKey(states.space, 'reconciler-mark'), leaderKey(states.space, 'reconciler-lost')];
    if ((await client.run((redis) => redis.exists(mark))) === 0) {
      // In this order: whoever ends in between leaves it to the next round.
      await client.run((redis) => redis.set(moment, '1', 'PX', quietMs + 2 * everyMs));
      await client.run((redis) => redis.set(mark, '1'));
    }
    return (await client.run((redis) => redis.exists(moment))) === 1;
  }

  /** Postgres wins: the hash is rebuilt from it (P-5). Only for documents at rest, which nobody writes to. */
  async #repairStates(): Promise<number> {
    const { db, states, everyMs, log } = this.deps;
    let repaired = 0;
    for (const recorded of await loadStageStates(db, await recentlyEnded(db, comparedRounds * everyMs + this.deps.quietMs))) {
      if (!(await disagrees(states, recorded))) continue;
      await rewriteState(states, recorded);
      repaired++;
    }
    if (repaired > 0) log.info('states repaired', { documents: repaired });
    return repaired;
  }
}

function countByStage(stuck: readonly StuckDocument[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(stuck, (one) => one.stage)].map(([stage, documents]) => [stage, documents.length]));
}
