import type { LeasePolicy } from '@tributary/stage-kit';
import type { ClaimResult, Membership, RawEntry } from '../broker.js';
import { suspectDeliveries } from './held-delivery.js';
import type { HeldSet } from './held-set.js';
import type { RunnerDeps } from './runner-deps.js';
import { Ticker } from './ticker.js';

/** How often other consumers' lapsed and released entries are looked for, at most: a service that was told to stop gives its work back, and somebody should notice. */
const maxIntervalMs = 1_000;

/**
 * Takes over what crashed or drained consumers left pending, and what was handed to us in a reply that never arrived.
 *
 * What was handed out twice and never came to an end is a suspect, and runs alone from then on. Whatever is in the hands of a process dies with it: without this, a
 * document that kills its worker would take the same neighbours along each time, until they count as poison too (P-73).
 */
export class Reclaimer {
  readonly #ticker: Ticker;
  #recoverUntil = 0;
  /** Since when slots are kept free for a suspect. */
  #reservedAt = 0;
  /** Somebody's entries may have lapsed, and there was no slot for them. */
  #overdue = false;
  #looking: Promise<void> | undefined;

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

  /** Whether what lapsed has a right to the slot that became free before anything new is read: under a steady load no look would ever find one. */
  get isDue(): boolean {
    return this.held.reserved ? this.held.size === 0 : this.#overdue && this.held.free > 0;
  }

  /** Never rejects, and never looks twice at once. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  #interval(): number {
    return Math.min(this.policy.leaseMs / 3, maxIntervalMs) * (0.75 + this.deps.random() / 2);
  }

  async #tick(): Promise<number> {
    await this.look();
    return this.#interval();
  }

  async #look(): Promise<void> {
    const orphans = this.deps.now() < this.#recoverUntil;
    let suspects = 0;
    try {
      for (const stream of this.member.streams) {
        if (orphans && this.held.free > 0) this.#take('recovered', await this.#recover(stream));
        suspects += await this.#claim(stream);
      }
    } catch (error) {
      this.deps.log.debug('claim failed', { group: this.member.group, error: String(error) });
    }
    this.#reserve(suspects > 0 && !this.held.hasSuspect);
    // More may have lapsed than there is room for; and suspects, which run one by one, follow each other at once.
    this.#overdue = this.held.free === 0;
  }

  /** Answers how many suspects were left waiting. */
  async #claim(stream: string): Promise<number> {
    const { held, member, policy } = this;
    if (held.hasSuspect || (held.free === 0 && !held.reserved)) return 0;
    const suspects = { deliveries: suspectDeliveries, welcome: this.#mayTakeSuspect() };
    const claimed = await this.deps.broker.claim(member, stream, policy.leaseMs, held.free, suspects);
    this.#take('claimed', claimed);
    return claimed.suspects;
  }

  /** Long runs may keep a process from ever being empty. What has run for as long as a lease has shown that it does not kill at once: it may stay beside a suspect. */
  #mayTakeSuspect(): boolean {
    if (this.held.size === 0) return true;
    return this.held.reserved && this.deps.now() - this.#reservedAt >= this.policy.leaseMs;
  }

  #reserve(reserved: boolean): void {
    if (reserved === this.held.reserved) return;
    this.held.reserved = reserved;
    this.#reservedAt = this.deps.now();
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
