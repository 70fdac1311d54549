import type { EventType } from '@tributary/contracts';
import { type DeliveryHandler, RetryableError, type Subscription } from '@tributary/stage-kit';
import type { Membership, Reader } from '../broker.js';
import { BulkLane } from './bulk-lane.js';
import { type ConsumerOptions, DeliveryRunner } from './delivery-runner.js';
import { HeldSet } from './held-set.js';
import { LeaseKeeper } from './lease-keeper.js';
import { type PauseReason, ReadGate } from './read-gate.js';
import { ReadLoop } from './read-loop.js';
import { Reclaimer } from './reclaimer.js';
import { RetryMover } from './retry-mover.js';
import type { RunnerDeps } from './runner-deps.js';

/** What an aborted handler gets to end in, when the service drains, in milliseconds. */
const abortGraceMs = 5_000;

/** One subscription: reading, leases, take-over, retries and the orderly end. The same on Redis and in memory. */
export class Consumer implements Subscription {
  readonly #held: HeldSet;
  readonly #keeper: LeaseKeeper;
  readonly #runner: DeliveryRunner;
  readonly #mover: RetryMover;
  readonly #reclaimer: Reclaimer;
  readonly #gate: ReadGate;
  readonly #bulk: BulkLane;
  readonly #reader: Reader;
  readonly #loop: ReadLoop;
  #state: 'new' | 'running' | 'drained' = 'new';
  #draining: Promise<void> | undefined;

  constructor(
    private readonly deps: RunnerDeps,
    private readonly member: Membership,
    private readonly options: ConsumerOptions,
    handler: DeliveryHandler,
  ) {
    this.#held = new HeldSet(options.concurrency);
    this.#keeper = new LeaseKeeper(deps, member, options, this.#held);
    this.#mover = new RetryMover(deps, member);
    this.#runner = new DeliveryRunner(deps, member, options, handler, this.#held, this.#keeper, (ms) => this.#mover.expect(ms));
    this.#reclaimer = new Reclaimer(deps, member, options, this.#held, (entry) => this.#runner.accept(entry));
    this.#reader = deps.broker.reader(member);
    this.#gate = new ReadGate(deps, member, options, () => this.#loop.wake());
    this.#bulk = new BulkLane(deps, member, options.type, this.#held, this.#gate, () => this.#loop.wake());
    this.#loop = new ReadLoop({
      deps,
      member,
      reader: this.#reader,
      held: this.#held,
      gate: this.#gate,
      bulk: this.#bulk,
      reclaimer: this.#reclaimer,
      accept: (entry) => this.#runner.accept(entry),
      giveBack: (entries) => deps.broker.release(member, entries, options.leaseMs),
    });
  }

  async start(): Promise<void> {
    if (this.#state !== 'new') return;
    this.#state = 'running';
    const { broker, log, metrics } = this.deps;
    const created = await broker.ensureGroup(this.member.streams, this.member.group);
    metrics.count('groups_created', this.member.group, created.length);
    if (created.length > 0) log.info('consumer group created', { group: this.member.group, streams: created });
    this.#keeper.start();
    this.#mover.start();
    this.#reclaimer.start();
    this.#gate.start();
    this.#bulk.start();
    this.#loop.start();
  }

  drain(graceMs: number): Promise<void> {
    this.#draining ??= this.#drain(graceMs);
    return this.#draining;
  }

  tickAgeMs(): number {
    return this.#state === 'running' ? this.#loop.tickAgeMs() : 0;
  }

  /** Whose work it reads, and why it does not at the moment. */
  pauses(): { readonly group: string; readonly type: EventType; readonly reasons: readonly PauseReason[] } {
    return { group: this.member.group, type: this.options.type, reasons: this.#gate.reasons };
  }

  /** Deliveries in hand: the slots that are taken. */
  slotsBusy(): number {
    return this.#held.size;
  }

  /** Stops as a crash would: leases lapse and nothing is given back. */
  abandon(): void {
    this.#state = 'drained';
    this.#draining = Promise.resolve();
    for (const part of [this.#loop, this.#gate, this.#bulk, this.#reclaimer, this.#mover, this.#keeper]) void part.stop();
    for (const held of this.#held.occupied()) held.phase = 'lost';
  }

  async #drain(graceMs: number): Promise<void> {
    const ran = this.#state === 'running';
    this.#state = 'drained';
    if (ran) {
      await Promise.all([this.#loop.stop(), this.#gate.stop(), this.#bulk.stop(), this.#reclaimer.stop(), this.#mover.stop()]);
      await this.#waitUntilIdle(graceMs);
      await this.#abortRest();
      await this.#keeper.stop();
      await this.#leave();
    }
    await this.#reader.close();
  }

  async #waitUntilIdle(ms: number): Promise<void> {
    const deadline = this.deps.now() + ms;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    while (this.#held.size > 0 && this.deps.now() < deadline) await Promise.race([this.#held.change(), late]);
    clearTimeout(timer);
  }

  /** What does not end by itself is aborted and then given back: another consumer claims it at once, and the delivery is not counted. */
  async #abortRest(): Promise<void> {
    if (this.#held.size === 0) return;
    this.#runner.draining = true;
    const reason = new RetryableError('lock_held', 'The service is shutting down', { uncharged: true });
    for (const held of this.#held.current()) held.abort(reason, this.deps.now());
    await this.#waitUntilIdle(Math.min(abortGraceMs, this.options.leaseMs / 2));
    const rest = this.#held.current().filter((held) => held.phase === 'running');
    for (const held of rest) held.phase = 'released';
    if (rest.length === 0) return;
    try {
      await this.deps.broker.release(
        this.member,
        rest.map((held) => held.entry),
        this.options.leaseMs,
      );
      this.deps.metrics.count('released', this.member.group, rest.length);
    } catch (error) {
      this.deps.log.warn('entries could not be given back: they lapse', { count: rest.length, error: String(error) });
    }
    for (const held of rest) this.#held.remove(held);
  }

  async #leave(): Promise<void> {
    try {
      await this.deps.broker.leave(this.member);
    } catch (error) {
      this.deps.log.debug('consumer not deleted', { consumer: this.member.consumer, error: String(error) });
    }
  }
}
