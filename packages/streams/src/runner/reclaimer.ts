import type { LeasePolicy } from '@tributary/stage-kit';
import type { ClaimResult, Membership, RawEntry } from '../broker.js';
import type { HeldSet } from './held-set.js';
import type { RunnerDeps } from './runner-deps.js';
import { Ticker } from './ticker.js';

/** How often other consumers' lapsed and released entries are looked for, at most: a service that was told to stop gives its work back, and somebody should notice. */
const maxIntervalMs = 1_000;

/**
 * What was handed out so often and never came to an end is tried alone from then on. Whatever is in the hands of a process dies with it: without this, a document
 * that kills its worker would take the same neighbours along each time, until they count as poison too (P-73).
 */
const suspectDeliveries = 2;

/** Takes over what crashed or drained consumers left pending, and what was handed to us in a reply that never arrived. */
export class Reclaimer {
  readonly #ticker: Ticker;
  #recoverUntil = 0;

  constructor(
    private readonly deps: RunnerDeps,
    private readonly member: Membership,
    private readonly policy: LeasePolicy,
    private readonly held: HeldSet,
    private readonly accept: (entry: RawEntry) => void,
  ) {
    this.#ticker = new Ticker(() => this.#tick(), this.#interval());
  }

  start(): void {
    this.#ticker.start();
  }

  stop(): Promise<void> {
    return this.#ticker.stop();
  }

  /** A read failed: the server may hand entries to the dead connection until its block ends. */
  expectOrphans(): void {
    this.#recoverUntil = this.deps.now() + this.deps.blockMs + 1_000;
  }

  #interval(): number {
    return Math.min(this.policy.leaseMs / 3, maxIntervalMs) * (0.75 + this.deps.random() / 2);
  }

  async #tick(): Promise<number> {
    const orphans = this.deps.now() < this.#recoverUntil;
    try {
      for (const stream of this.member.streams) {
        if (this.held.free === 0) break;
        if (orphans) this.#take('recovered', await this.#recover(stream));
        if (this.held.free > 0) this.#take('claimed', await this.#claim(stream));
      }
    } catch (error) {
      this.deps.log.debug('claim failed', { group: this.member.group, error: String(error) });
    }
    return this.#interval();
  }

  #claim(stream: string): Promise<ClaimResult> {
    const { held, member, policy } = this;
    const most = held.countBeyond(suspectDeliveries) > 0 ? 0 : 1;
    return this.deps.broker.claim(member, stream, policy.leaseMs, held.free, { deliveries: suspectDeliveries, most });
  }

  #recover(stream: string): Promise<ClaimResult> {
    return this.deps.broker.recover(this.member, stream, this.held.entryIdsOf(stream), this.held.free);
  }

  #take(how: 'recovered' | 'claimed', { entries, deleted }: ClaimResult): void {
    const { log, metrics } = this.deps;
    if (deleted > 0) {
      metrics.count('lost_entries', this.member.group, deleted);
      log.error('pending entries had been deleted from their stream', { group: this.member.group, deleted });
    }
    if (entries.length === 0) return;
    metrics.count(how, this.member.group, entries.length);
    log.info(`entries ${how}`, { group: this.member.group, count: entries.length });
    for (const entry of entries) this.accept(entry);
  }
}
