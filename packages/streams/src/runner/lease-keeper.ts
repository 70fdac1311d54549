import { type LeasePolicy, RetryableError } from '@tributary/stage-kit';
import type { Membership } from '../broker.js';
import type { HeldDelivery } from './held-delivery.js';
import type { HeldSet } from './held-set.js';
import type { RunnerDeps } from './runner-deps.js';
import { Ticker } from './ticker.js';

/** How long an aborted handler may keep its slot, in milliseconds: time to tidy up, not to pin the slot for ever. */
const abortGraceMs = 5_000;

/**
 * Keeps the leases of what is held. A beat covers every held entry of a stream in one call: on a cluster, a node that is away costs the leases on that node alone. The local clock ends a lease that no beat renewed, and a run
 * that neither ends nor moves is no longer renewed: its entry lapses as if the process had died, and another consumer takes it.
 */
export class LeaseKeeper {
  readonly #ticker: Ticker;
  readonly #stopListening: () => void;
  #beatAt = 0;
  /** Streams whose beat is under way. */
  readonly #beating = new Map<string, Promise<void>>();

  constructor(
    private readonly deps: Pick<RunnerDeps, 'broker' | 'log' | 'metrics' | 'now'>,
    private readonly member: Membership,
    private readonly policy: LeasePolicy,
    private readonly held: HeldSet,
  ) {
    // Beats every sixth of the lease; the local clock is looked at twice as often.
    this.#ticker = new Ticker(() => this.#tick(), policy.leaseMs / 12);
    this.#stopListening = deps.broker.onReconnect(() => this.#beat());
  }

  start(): void {
    this.#ticker.start();
  }

  async stop(): Promise<void> {
    this.#stopListening();
    await this.#ticker.stop();
    await Promise.all(this.#beating.values());
  }

  #tick(): void {
    const now = this.deps.now();
    for (const held of this.held.occupied()) this.#check(held, now);
    // Not awaited: a beat that hangs must not stop the local clock.
    if (now - this.#beatAt >= this.policy.leaseMs / 6) this.#beat();
  }

  #check(held: HeldDelivery, now: number): void {
    const { leaseMs, maxDurationMs } = this.policy;
    if (held.phase === 'lost') {
      if (now - (held.abortedAt ?? now) >= Math.min(abortGraceMs, leaseMs)) this.held.remove(held);
      return;
    }
    if (now - held.leasedAt >= leaseMs) return this.lose(held, 'no beat was accepted for the length of the lease');
    if (now - held.takenAt >= leaseMs) this.held.acquit(held);
    if (held.phase === 'running' && now - held.movedAt >= maxDurationMs && !held.expired) {
      held.expired = true;
      this.deps.metrics.count('max_duration', this.member.group);
      this.deps.log.warn('run gave no sign of life for its maximum duration', this.#facts(held));
      held.abort(new RetryableError('timeout', `The run neither ended nor moved for ${maxDurationMs} ms`), now);
    }
  }

  #beat(): void {
    this.#beatAt = this.deps.now();
    // A run that used up its time is not renewed: what is left of its lease is its time to end.
    const renewed = this.held.current().filter((held) => held.phase === 'settling' || !held.expired);
    for (const [stream, held] of Map.groupBy(renewed, ({ entry }) => entry.stream)) {
      if (this.#beating.has(stream)) continue;
      const beating = this.#send(stream, held, this.#beatAt).finally(() => this.#beating.delete(stream));
      this.#beating.set(stream, beating);
    }
  }

  async #send(stream: string, renewed: readonly HeldDelivery[], sentAt: number): Promise<void> {
    const ids = renewed.map((held) => held.entry.entryId);
    let lost: ReadonlySet<string>;
    try {
      lost = new Set(await this.deps.broker.beat(this.member, stream, ids));
    } catch (error) {
      // A failed beat is not a lost lease: the local clock decides.
      this.deps.log.warn('heartbeat failed', { group: this.member.group, stream, held: renewed.length, error: String(error) });
      return;
    }
    for (const held of renewed) {
      // An entry that is being settled leaves the pending list by our own hand.
      if (!lost.has(held.entry.entryId)) held.leasedAt = sentAt;
      else if (held.phase === 'running') this.lose(held, 'the entry belongs to another consumer');
    }
  }

  lose(held: HeldDelivery, why: string): void {
    if (held.phase === 'lost') return;
    held.phase = 'lost';
    this.held.disown(held);
    this.deps.metrics.count('lease_lost', this.member.group);
    this.deps.log.warn('lease lost', { ...this.#facts(held), why });
    held.abort(new RetryableError('lock_held', `The lease was lost: ${why}`, { uncharged: true }), this.deps.now());
  }

  #facts(held: HeldDelivery): Readonly<Record<string, unknown>> {
    const { stream, entryId, deliveries } = held.entry;
    return { group: this.member.group, stream, entryId, deliveries, attempt: held.attempt };
  }
}
