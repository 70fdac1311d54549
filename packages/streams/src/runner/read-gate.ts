import { streamKeysOf } from '@tributary/cache-keys';
import { consumerOf } from '@tributary/contracts';
import type { Membership } from '../broker.js';
import type { ConsumerOptions } from './delivery-runner.js';
import type { RunnerDeps } from './runner-deps.js';
import { Ticker } from './ticker.js';

/**
 * Why a subscription does not read: whoever consumes what it emits is too far behind, in the stream or in the bulk lane beside it (then only the bulk lane waits
 * here, too); the event loop is so late that leases are in danger; the heap is nearly full; Redis is.
 */
export const pauseReasons = ['downstream', 'downstream_bulk', 'event_loop', 'heap', 'redis_memory'] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** Between two looks, in milliseconds. */
const lookEveryMs = 1_000;
/** What has exceeded its limit must fall below this share of it: a gate that flutters is none. */
const resumeShare = 0.9;
/** Above it, collecting garbage is most of what the process does. */
const maxHeapShare = 0.85;
/** Entries that may wait for the next stage, where the subscription says nothing else. */
const defaultDownstreamLag = 5_000;

/** Closes when reading on would make things worse. What is in hand goes on; what is in Redis waits there. */
export class ReadGate {
  readonly #ticker: Ticker;
  readonly #reasons = new Set<PauseReason>();
  readonly #downstream: { readonly group: string; readonly streams: readonly string[] } | undefined;
  #waiters: (() => void)[] = [];

  constructor(
    private readonly deps: RunnerDeps,
    private readonly member: Membership,
    private readonly options: ConsumerOptions,
    /** Told when it opens or closes. */
    private readonly onChange: () => void,
  ) {
    const group = options.emits && consumerOf(options.emits);
    if (options.emits !== undefined && group !== undefined) this.#downstream = { group, streams: streamKeysOf(deps.space, options.emits) };
    this.#ticker = new Ticker(() => this.#look(), lookEveryMs);
  }

  start(): void {
    this.#ticker.start();
  }

  async stop(): Promise<void> {
    this.#wake();
    await this.#ticker.stop();
  }

  get reasons(): readonly PauseReason[] {
    return [...this.#reasons];
  }

  get isOpen(): boolean {
    return this.#reasons.size === 0 || (this.#reasons.size === 1 && this.#reasons.has('downstream_bulk'));
  }

  get isOpenToBulk(): boolean {
    return this.#reasons.size === 0;
  }

  /** Resolves at the next change, and when it stops. */
  change(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  async #look(): Promise<void> {
    const before = this.reasons.join();
    this.#judge('event_loop', this.deps.process.loopDelayMs(), this.options.leaseMs / 3);
    this.#judge('heap', this.deps.process.heapShare(), maxHeapShare);
    await this.#lookAtRedis();
    if (this.reasons.join() === before) return;
    const facts = { group: this.member.group, type: this.options.type, reasons: this.reasons };
    if (this.#reasons.size > 0) {
      this.deps.metrics.count('pauses', this.member.group);
      this.deps.log.warn('reading pauses', facts);
    } else this.deps.log.info('reading goes on', facts);
    this.#wake();
    this.onChange();
  }

  /** Without an answer the last judgement stands: a read would fail as well. */
  async #lookAtRedis(): Promise<void> {
    const { broker, log } = this.deps;
    const { maxDownstreamLag = defaultDownstreamLag, maxMemoryShare } = this.options;
    try {
      if (maxMemoryShare !== undefined) this.#judge('redis_memory', await broker.memoryShare(), maxMemoryShare);
      if (this.#downstream === undefined) return;
      const { streams, group } = this.#downstream;
      const backlogs = await Promise.all(streams.map((stream) => broker.backlog(stream, group, maxDownstreamLag + 1)));
      this.#judge('downstream', sum(backlogs.map(({ lag }) => lag)), maxDownstreamLag);
      this.#judge('downstream_bulk', sum(backlogs.map(({ waiting }) => waiting)), maxDownstreamLag);
    } catch (error) {
      log.debug('pressure not known', { group: this.member.group, error: String(error) });
    }
  }

  #judge(reason: PauseReason, value: number, limit: number): void {
    if (value > (this.#reasons.has(reason) ? limit * resumeShare : limit)) this.#reasons.add(reason);
    else this.#reasons.delete(reason);
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
