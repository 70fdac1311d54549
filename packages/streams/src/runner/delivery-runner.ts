import { setTimeout as delay } from 'node:timers/promises';
import {
  type Delivery,
  type DeliveryHandler,
  describeFailure,
  nextAttemptIn,
  type RetryPolicy,
  type Settlement,
  type SettleResult,
  type SubscriptionOptions,
} from '@tributary/stage-kit';
import type { BrokerSettleResult, Membership, RawEntry, SettleRequest } from '../broker.js';
import { type DecodedEntry, decodeEntry, decodeFields, mayBeDamaged } from '../entry/decode-entry.js';
import { retryIdOf } from '../entry/retry-id.js';
import { retryMarkerOf, withoutRetryMarker } from '../entry/retry-marker.js';
import type { StreamCounter } from '../metrics.js';
import { HeldDelivery } from './held-delivery.js';
import type { HeldSet } from './held-set.js';
import type { LeaseKeeper } from './lease-keeper.js';
import type { RunnerDeps } from './runner-deps.js';

/** A subscription may bring the retry policy for what its handler throws. */
export type ConsumerOptions = SubscriptionOptions & Partial<RetryPolicy>;

/** Wait before an entry is tried again that could not even be put aside, in milliseconds. */
const quarantineRetryMs = 1_000;
/** Backoff for errors that nobody classified, where the subscription brings no policy. */
const unclassified = { baseMs: 1_000, capMs: 5 * 60_000 };

const settledAs = { acknowledge: 'settled', retry: 'retried', park: 'parked' } as const satisfies Record<Settlement['kind'], StreamCounter>;

/** Takes an entry from the read to its settlement: decodes it, asks the handler, and sees the answer through. */
export class DeliveryRunner {
  readonly #retry: RetryPolicy;
  /** Set when the service drains: what is aborted from then on is given back, not charged. */
  draining = false;

  constructor(
    private readonly deps: RunnerDeps,
    private readonly member: Membership,
    private readonly options: ConsumerOptions,
    private readonly handler: DeliveryHandler,
    private readonly held: HeldSet,
    private readonly keeper: LeaseKeeper,
    /** Told how soon a settled delivery comes back. */
    private readonly onWait: (delayMs: number) => void,
  ) {
    const { attempts = options.maxDeliveries, baseMs = unclassified.baseMs, capMs = unclassified.capMs } = options;
    this.#retry = { attempts, baseMs, capMs };
  }

  /** Starts to work on an entry; returns at once. */
  accept(entry: RawEntry): void {
    const marker = retryMarkerOf(entry.fields);
    if (marker !== undefined && marker.group !== this.member.group) return void this.#passOver(entry);
    const before = this.held.find(entry);
    if (before !== undefined) this.keeper.lose(before, 'the entry was handed out again');
    const held = new HeldDelivery(entry, marker?.attempt ?? 1, this.deps.now());
    this.held.add(held);
    this.#count('delivered');
    void this.#run(held);
  }

  /** Another group's retry: not ours to run, only to acknowledge. Unacknowledged, it would be claimed and passed over again. */
  async #passOver(entry: RawEntry): Promise<void> {
    try {
      await this.deps.broker.settle(this.#request(entry, { kind: 'acknowledge' }, entry.entryId, 1));
    } catch (error) {
      this.deps.log.debug('foreign retry not acknowledged', { entryId: entry.entryId, error: String(error) });
    }
  }

  /** Never rejects: every way out ends in a settlement, a release or a lost lease. */
  async #run(held: HeldDelivery): Promise<void> {
    const { entry } = held;
    const decoded = await this.#decode(entry);
    if (!decoded.ok) {
      await this.#finish(held, await this.#quarantine(entry, decoded), `undecoded ${entry.entryId}`);
      return;
    }
    const delivery = held.toDelivery(this.member, decoded.event, this.deps.now);
    const settlement = await this.#ask(held, delivery);
    const result = await this.#finish(held, settlement, retryIdOf(decoded.event));
    this.#tell(delivery, settlement, result);
  }

  #decode(entry: RawEntry): DecodedEntry | Promise<DecodedEntry> {
    const { type } = this.options;
    const fields = withoutRetryMarker(entry.fields);
    if (!mayBeDamaged(fields)) return decodeFields(fields, type, this.deps.limits);
    return this.#bytesOf(entry).then(
      (bytes) => decodeEntry(bytes, type, this.deps.limits),
      () => decodeFields(fields, type, this.deps.limits),
    );
  }

  /** The entry as it was published, byte by byte. */
  async #bytesOf(entry: RawEntry): Promise<readonly Buffer[]> {
    const published = withoutRetryMarker(entry.fields);
    const bytes = await this.deps.broker.raw(entry);
    return bytes?.slice(0, published.length) ?? published.map((field) => Buffer.from(field));
  }

  async #quarantine(entry: RawEntry, why: Extract<DecodedEntry, { ok: false }>): Promise<Settlement> {
    const { stream, entryId } = entry;
    const { reason, rule, position } = why;
    const { group } = this.member;
    try {
      await this.deps.quarantine.keep({ stream, entryId, group, fields: await this.#bytesOf(entry), reason, rule, position });
      this.#count('quarantined');
      this.deps.log.warn('entry quarantined', { stream, entryId, group, reason, rule, position });
      return { kind: 'acknowledge' };
    } catch (error) {
      this.deps.log.error('quarantine unavailable', { stream, entryId, reason, error: String(error) });
      return { kind: 'park', delayMs: quarantineRetryMs };
    }
  }

  async #ask(held: HeldDelivery, delivery: Delivery): Promise<Settlement> {
    const poison = delivery.deliveries > this.options.maxDeliveries;
    try {
      return poison ? await this.#exhaust(delivery) : await this.handler.handle(delivery);
    } catch (error) {
      return this.#settlementOf(delivery, error, held);
    }
  }

  async #exhaust(delivery: Delivery): Promise<Settlement> {
    this.#count('exhausted');
    return this.handler.exhausted(delivery);
  }

  async #settlementOf(delivery: Delivery, error: unknown, held: HeldDelivery): Promise<Settlement> {
    const failure = describeFailure(error);
    if (held.abortedAt === undefined) {
      this.#count('handler_errors');
      this.deps.log.error('handler threw', { ...this.#facts(held), code: failure.code, error: String(error) });
    }
    const wait = nextAttemptIn(this.#retry, delivery.attempt, this.deps.random());
    const delayMs = failure.retryAfterMs ?? (wait === 'exhausted' ? this.#retry.capMs : wait);
    if (!failure.charged) return { kind: 'park', delayMs };
    if (failure.retryable && wait !== 'exhausted') return { kind: 'retry', delayMs };
    try {
      return await this.#exhaust(delivery);
    } catch (second) {
      this.deps.log.error('handler threw on an exhausted delivery', { ...this.#facts(held), error: String(second) });
      return { kind: 'park', delayMs: this.#retry.capMs };
    }
  }

  /** Applies the settlement while the lease lasts, and frees the slot. */
  async #finish(held: HeldDelivery, settlement: Settlement, retryId: string): Promise<SettleResult> {
    try {
      if (held.phase !== 'running') return 'lost';
      if (this.draining && held.abortedAt !== undefined && settlement.kind !== 'acknowledge') return await this.#giveBack(held);
      held.phase = 'settling';
      const attempt = settlement.kind === 'retry' ? held.attempt + 1 : held.attempt;
      return this.#conclude(held, settlement, await this.#settle(held, this.#request(held.entry, settlement, retryId, attempt)));
    } catch (error) {
      // Redis refused the effects. The entry stays pending, lapses and is handed out again, until it counts as poison.
      this.deps.log.error('settlement refused', { ...this.#facts(held), error: String(error) });
      return 'lost';
    } finally {
      this.held.remove(held);
    }
  }

  /** Repeats while the connection fails; the lease, which no beat renews then, is the bound. */
  async #settle(held: HeldDelivery, request: SettleRequest): Promise<BrokerSettleResult> {
    for (let failures = 0; ; failures++) {
      try {
        return await this.deps.broker.settle(request);
      } catch (error) {
        if (describeFailure(error).code !== 'redis_unavailable') throw error;
        await delay(Math.min(50 * 2 ** failures, 1_000));
        if (held.phase === 'lost') return 'lost';
      }
    }
  }

  #conclude(held: HeldDelivery, settlement: Settlement, result: BrokerSettleResult): SettleResult {
    if (result === 'gone') {
      this.#count('lost_entries');
      this.deps.log.error('entry was deleted while it was worked on: its retry is lost', this.#facts(held));
      return 'settled';
    }
    if (result === 'lost') {
      this.#count('lease_lost');
      this.deps.log.warn('settlement came too late', this.#facts(held));
      return 'lost';
    }
    this.#count(settledAs[settlement.kind]);
    if (settlement.kind !== 'acknowledge') this.onWait(settlement.delayMs);
    return 'settled';
  }

  async #giveBack(held: HeldDelivery): Promise<SettleResult> {
    held.phase = 'released';
    await this.deps.broker.release(this.member, [held.entry], this.options.leaseMs);
    this.#count('released');
    return 'lost';
  }

  #tell(delivery: Delivery, settlement: Settlement, result: SettleResult): void {
    try {
      this.handler.settled?.(delivery, settlement, result);
    } catch (error) {
      this.deps.log.error('handler threw when told of a settlement', { entryId: delivery.entryId, error: String(error) });
    }
  }

  #request({ stream, entryId }: RawEntry, settlement: Settlement, retryId: string, nextAttempt: number): SettleRequest {
    const { group, consumer } = this.member;
    return { stream, entryId, group, consumer, settlement, retryId, nextAttempt };
  }

  #count(counter: StreamCounter): void {
    this.deps.metrics.count(counter, this.member.group);
  }

  #facts({ entry, attempt }: HeldDelivery): Readonly<Record<string, unknown>> {
    return { group: this.member.group, stream: entry.stream, entryId: entry.entryId, deliveries: entry.deliveries, attempt };
  }
}
