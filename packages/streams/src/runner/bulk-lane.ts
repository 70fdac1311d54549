import type { BulkTicket } from '@tributary/cache-keys';
import { cloudEventFields, consumerOf, type EventType } from '@tributary/contracts';
import type { Settlement } from '@tributary/stage-kit';
import type { Membership, RawEntry } from '../broker.js';
import { isBulk } from './held-delivery.js';
import type { HeldSet } from './held-set.js';
import type { ReadGate } from './read-gate.js';
import type { RunnerDeps } from './runner-deps.js';
import { Ticker } from './ticker.js';

/** Interactive entries that may pass for one of the bulk lane, while both wait. */
const interactiveWeight = 4;
/** For so long after an interactive entry more are expected, in milliseconds. */
const interactiveMs = 10_000;
/** Entries whose consumer died before it told anybody are noticed within this time, in milliseconds. */
const lookEveryMs = 1_000;

/**
 * The bulk lanes beside the streams of a subscription (P-73). What waits there takes slots that interactive entries leave free: four of five when there are none, one of
 * five beside them, and one turn in five when they leave none. Only the stage whose work the events are lets entries in; other groups see what has entered.
 */
export class BulkLane {
  readonly #ticker: Ticker;
  readonly #waiting = new Set<string>();
  readonly #governs: boolean;
  /** When an interactive entry was last seen, in milliseconds of the monotonic clock. */
  #interactiveAt = Number.NEGATIVE_INFINITY;
  #credit = 0;

  constructor(
    private readonly deps: RunnerDeps,
    private readonly member: Membership,
    type: EventType,
    private readonly held: HeldSet,
    private readonly gate: Pick<ReadGate, 'isOpenToBulk'>,
    /** Ends a read that waits: there is something to take here. */
    private readonly wake: () => void,
  ) {
    this.#governs = consumerOf(type) === member.group;
    this.#ticker = new Ticker(() => this.#look(), lookEveryMs);
  }

  start(): void {
    if (this.#governs) this.#ticker.start();
  }

  stop(): Promise<void> {
    return this.#ticker.stop();
  }

  /** Whether something waits, and there is room for it. */
  get canTake(): boolean {
    return this.#waiting.size > 0 && this.#room > 0;
  }

  /** Whether interactive entries have passed so often that one of those that wait goes first. */
  get isDue(): boolean {
    return this.#credit >= 1;
  }

  /** While something waits, a slot that becomes free ends the read that goes on meanwhile. */
  watch(): void {
    if (this.#waiting.size > 0) void this.held.change().then(() => this.wake());
  }

  /** What was read tells whether more may wait beside its stream. */
  notice(entries: readonly RawEntry[]): void {
    if (!this.#governs) return;
    for (const entry of entries) if (isBulk(entry)) this.#waiting.add(entry.stream);
    this.#earn(entries);
  }

  /**
   * Whether an entry that came with the stream is more than the lane's share: then it waits beside the stream as the others do. A slot is not kept for it, and
   * the slots left are for interactive entries.
   */
  turnsAway(entry: RawEntry): boolean {
    if (!this.#governs || this.held.bulk < this.#share || !isBulk(entry)) return false;
    this.#putBack(entry).catch((error: unknown) => {
      // It stays pending, lapses and is claimed.
      this.deps.log.warn('bulk entry not put back', { entryId: entry.entryId, error: String(error) });
    });
    return true;
  }

  async #putBack(entry: RawEntry): Promise<void> {
    const { stream, entryId, fields } = entry;
    const { group, consumer } = this.member;
    const publish = [{ stream, fields, bulk: ticketOf(fields, entryId) }];
    const settlement: Settlement = { kind: 'acknowledge', effects: { publish } };
    await this.deps.broker.settle({ stream, entryId, group, consumer, settlement, retryId: entryId, nextAttempt: 1 });
    this.#waiting.add(stream);
  }

  /** Takes what there is room for, interactive entries of the same streams first. Rejects as a read does. */
  async *take(): AsyncGenerator<readonly RawEntry[]> {
    for (const stream of Array.from(this.#waiting)) {
      if (this.#room <= 0) return;
      const bulk = Math.ceil(this.#room / this.#waiting.size);
      const room = { slots: this.held.free, bulk, least: Math.min(Math.floor(this.#credit), bulk) };
      const { entries, entered, waiting } = await this.deps.broker.admit(this.member, stream, room);
      this.#credit = Math.max(0, this.#credit - entered);
      this.#earn(entries);
      this.deps.metrics.count('admitted', this.member.group, entered);
      // Last in the line: with little room, partitions take turns too.
      this.#waiting.delete(stream);
      if (waiting > 0) this.#waiting.add(stream);
      yield entries;
    }
    if (this.#waiting.size === 0) this.#credit = 0;
  }

  #earn(entries: readonly RawEntry[]): void {
    const interactive = entries.filter((entry) => !isBulk(entry)).length;
    if (interactive > 0) this.#interactiveAt = this.deps.now();
    if (this.#waiting.size === 0) return;
    this.#credit = Math.min(this.#credit + interactive / interactiveWeight, this.held.slots);
  }

  /**
   * Slots it may hold. By itself all but one in five, which interactive entries find free however long bulk ones take; beside interactive ones no more than that
   * one in five: whoever shares a process with a document makes it wait.
   */
  get #share(): number {
    if (!this.gate.isOpenToBulk) return 0;
    const { slots } = this.held;
    const fifth = Math.max(1, Math.floor(slots / (interactiveWeight + 1)));
    return this.deps.now() - this.#interactiveAt < interactiveMs ? fifth : Math.max(1, slots - fifth);
  }

  get #room(): number {
    return Math.min(this.held.free, this.#share - this.held.bulk);
  }

  async #look(): Promise<void> {
    for (const stream of this.member.streams) {
      if (this.#waiting.has(stream)) continue;
      try {
        if ((await this.deps.broker.bulkWaiting(stream)) === 0) continue;
        this.#waiting.add(stream);
        this.wake();
      } catch (error) {
        this.deps.log.debug('bulk lane not looked at', { stream, group: this.member.group, error: String(error) });
      }
    }
  }
}

/** Of an entry as it lies in a stream; it has not been decoded yet, and may never be. */
function ticketOf(fields: readonly string[], entryId: string): BulkTicket {
  const valueOf = (name: string) => fields[fields.indexOf(name) + 1] ?? '';
  const [, project = ''] = /"project":"((?:[^"\\]|\\.)*)"/.exec(valueOf(cloudEventFields.data)) ?? [];
  return { id: valueOf(cloudEventFields.id) || entryId, project };
}
