import { setTimeout as delay } from 'node:timers/promises';
import { type Broker, type Membership, NoGroupError, type RawEntry, type Reader } from '../broker.js';
import type { BulkLane } from './bulk-lane.js';
import type { HeldSet } from './held-set.js';
import type { ReadGate } from './read-gate.js';
import type { Reclaimer } from './reclaimer.js';
import type { RunnerDeps } from './runner-deps.js';

/** Waits between reads that fail, in milliseconds, with jitter. */
const firstBackoffMs = 200;
const lastBackoffMs = 5_000;

export interface ReadLoopParts {
  readonly deps: RunnerDeps;
  readonly member: Membership;
  readonly reader: Reader;
  readonly held: HeldSet;
  readonly gate: ReadGate;
  readonly bulk: BulkLane;
  readonly reclaimer: Pick<Reclaimer, 'isDue' | 'look' | 'expectOrphans'>;
  accept(entry: RawEntry): void;
  giveBack(entries: readonly RawEntry[]): Promise<void>;
}

/** Reads as many entries as there are free slots, for as long as the subscription runs. Nothing is fetched ahead: a buffered entry would age unworked. */
export class ReadLoop {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #movedAt: number;
  #waits = false;
  #failures = 0;
  #turn = 0;
  /** Asked to look again before the read that waits has begun. */
  #woken = false;

  constructor(private readonly parts: ReadLoopParts) {
    this.#movedAt = parts.deps.now();
  }

  start(): void {
    this.#movedAt = this.parts.deps.now();
    this.#running = this.#loop();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.parts.held.wake();
    await this.parts.reader.interrupt().catch(() => this.parts.reader.close());
    // A read that cannot be interrupted ends with its connection.
    const timer = setTimeout(() => void this.parts.reader.close(), 1_000);
    await this.#running;
    clearTimeout(timer);
  }

  /** Ends a read that waits. */
  wake(): void {
    this.#woken = true;
    if (this.#stop.signal.aborted) return;
    this.parts.reader.interrupt().catch((error: unknown) => this.parts.deps.log.debug('read not woken', { error: String(error) }));
  }

  /** Full slots are no stall: they are bounded by the maximum duration of a run. Nor is a pause. */
  tickAgeMs(): number {
    return this.#waits ? 0 : this.parts.deps.now() - this.#movedAt;
  }

  async #loop(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.#movedAt = this.parts.deps.now();
      if (!this.parts.gate.isOpen) await this.#until(this.parts.gate.change());
      else if (this.parts.reclaimer.isDue) await this.parts.reclaimer.look();
      else if (this.parts.held.free === 0) await this.#slot();
      else await this.#pass().catch((error: unknown) => this.#recover(error));
    }
  }

  async #slot(): Promise<void> {
    await this.#until(this.parts.held.change());
    // What was settled in one script frees its slots in one tick: read for all of them at once.
    await new Promise(setImmediate);
  }

  /** A wait that is no stall. */
  async #until(change: Promise<void>): Promise<void> {
    this.#waits = true;
    await change;
    this.#waits = false;
  }

  async #pass(): Promise<void> {
    this.#woken = false;
    if (this.parts.bulk.canTake) await this.#takeBulk();
    else await this.#takeNew(this.parts.deps.blockMs);
    this.#failures = 0;
  }

  /** Streams beside which something waits hand out interactive entries first; the others are asked before them, unless they have passed often enough. */
  async #takeBulk(): Promise<void> {
    if (this.parts.member.streams.length > 1 && !this.parts.bulk.isDue) await this.#takeNew(0);
    for await (const entries of this.parts.bulk.take()) await this.#take(entries);
  }

  async #takeNew(blockMs: number): Promise<void> {
    const entries = await this.#readAll(blockMs);
    this.parts.bulk.notice(entries);
    await this.#take(entries);
  }

  async #take(entries: readonly RawEntry[]): Promise<void> {
    // Beyond the free slots only when several streams got their entry in the same moment; after the stop, when it came too late for the read.
    const taken = this.#stop.signal.aborted ? [] : entries.slice(0, this.parts.held.free);
    for (const entry of taken) if (!this.parts.bulk.turnsAway(entry)) this.parts.accept(entry);
    if (taken.length < entries.length) await this.parts.giveBack(entries.slice(taken.length));
  }

  /** COUNT is per stream: the free slots are shared between the streams. */
  #readAll(blockMs: number): Promise<readonly RawEntry[]> {
    const { streams } = this.parts.member;
    const { free } = this.parts.held;
    if (blockMs > 0) this.parts.bulk.watch();
    return free >= streams.length
      ? this.parts.reader.read(streams, Math.floor(free / streams.length), blockMs)
      : this.#readInTurns(streams, free, blockMs);
  }

  /** Fewer slots than streams: each stream is asked in its turn, and only when all are empty the read waits for whichever is first. */
  async #readInTurns(streams: readonly string[], free: number, blockMs: number): Promise<readonly RawEntry[]> {
    for (const _ of streams) {
      const stream = streams[this.#turn++ % streams.length] as string;
      const entries = await this.parts.reader.read([stream], free, 0);
      if (entries.length > 0) return entries;
    }
    return blockMs === 0 || this.#woken ? [] : this.parts.reader.read(streams, 1, blockMs);
  }

  async #recover(error: unknown): Promise<void> {
    if (this.#stop.signal.aborted) return;
    this.parts.deps.metrics.count('read_errors', this.parts.member.group);
    if (error instanceof NoGroupError) await this.#recreate();
    else {
      this.parts.deps.log.warn('read failed', { group: this.parts.member.group, error: String(error) });
      // Entries of a lost reply may be pending for us.
      this.parts.reclaimer.expectOrphans();
      await this.#backOff();
    }
  }

  async #recreate(): Promise<void> {
    try {
      await recreateGroup(this.parts.deps, this.parts.deps.broker, this.parts.member);
    } catch (error) {
      this.parts.deps.log.warn('group could not be created', { group: this.parts.member.group, error: String(error) });
      await this.#backOff();
    }
  }

  async #backOff(): Promise<void> {
    const ms = Math.min(firstBackoffMs * 2 ** Math.min(this.#failures++, 8), lastBackoffMs) * (0.5 + this.parts.deps.random() / 2);
    await delay(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }
}

/**
 * A group that vanished was taken by a flush or a failover: it starts over at the beginning, and what was in flight is emitted again by the reconciler. On a
 * cluster it may only have moved to another node.
 */
async function recreateGroup({ log, metrics }: RunnerDeps, broker: Broker, { streams, group }: Membership): Promise<void> {
  const created = await broker.ensureGroup(streams, group);
  metrics.count('groups_created', group, created.length);
  if (created.length === 0) log.info('streams have moved', { group });
  else log.error('consumer group was gone and was created again from the beginning', { group, streams: created });
}
