import { setTimeout as delay } from 'node:timers/promises';
import { type Broker, type Membership, NoGroupError, type RawEntry, type Reader } from '../broker.js';
import type { HeldSet } from './held-set.js';
import type { RunnerDeps } from './runner-deps.js';

/** Waits between reads that fail, in milliseconds, with jitter. */
const firstBackoffMs = 200;
const lastBackoffMs = 5_000;

/** Reads as many entries as there are free slots, for as long as the subscription runs. Nothing is fetched ahead: a buffered entry would age unworked. */
export class ReadLoop {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #movedAt: number;
  #waitsForSlot = false;
  #failures = 0;
  #turn = 0;

  constructor(
    private readonly deps: RunnerDeps,
    private readonly member: Membership,
    private readonly reader: Reader,
    private readonly held: HeldSet,
    private readonly accept: (entry: RawEntry) => void,
    private readonly giveBack: (entries: readonly RawEntry[]) => Promise<void>,
    /** Told after every failed read: entries of a lost reply may be pending for us. */
    private readonly onFailure: () => void,
  ) {
    this.#movedAt = deps.now();
  }

  start(): void {
    this.#movedAt = this.deps.now();
    this.#running = this.#loop();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.held.wake();
    await this.reader.interrupt().catch(() => this.reader.close());
    // A read that cannot be interrupted ends with its connection.
    const timer = setTimeout(() => void this.reader.close(), 1_000);
    await this.#running;
    clearTimeout(timer);
  }

  /** Full slots are no stall: they are bounded by the maximum duration of a run. */
  tickAgeMs(): number {
    return this.#waitsForSlot ? 0 : this.deps.now() - this.#movedAt;
  }

  async #loop(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.#movedAt = this.deps.now();
      if (this.held.free === 0) await this.#slot();
      else await this.#pass().catch((error: unknown) => this.#recover(error));
    }
  }

  async #slot(): Promise<void> {
    this.#waitsForSlot = true;
    await this.held.change();
    this.#waitsForSlot = false;
    // What was settled in one script frees its slots in one tick: read for all of them at once.
    await new Promise(setImmediate);
  }

  /** COUNT is per stream: the free slots are shared between the streams. */
  async #pass(): Promise<void> {
    const { streams } = this.member;
    const { free } = this.held;
    const entries =
      free >= streams.length ? await this.#read(streams, Math.floor(free / streams.length)) : await this.#readInTurns(streams, free);
    this.#failures = 0;
    // Beyond the free slots only when several streams got their entry in the same moment; after the stop, when it came too late for the read.
    const taken = this.#stop.signal.aborted ? [] : entries.slice(0, this.held.free);
    for (const entry of taken) this.accept(entry);
    if (taken.length < entries.length) await this.giveBack(entries.slice(taken.length));
  }

  #read(streams: readonly string[], count: number, blockMs: number = this.deps.blockMs): Promise<readonly RawEntry[]> {
    return this.reader.read(streams, count, blockMs);
  }

  /** Fewer slots than streams: each stream is asked in its turn, and only when all are empty the read waits for whichever is first. */
  async #readInTurns(streams: readonly string[], free: number): Promise<readonly RawEntry[]> {
    for (const _ of streams) {
      const stream = streams[this.#turn++ % streams.length] as string;
      const entries = await this.#read([stream], free, 0);
      if (entries.length > 0) return entries;
    }
    return this.#read(streams, 1);
  }

  async #recover(error: unknown): Promise<void> {
    if (this.#stop.signal.aborted) return;
    this.deps.metrics.count('read_errors', this.member.group);
    if (error instanceof NoGroupError) await this.#recreate();
    else {
      this.deps.log.warn('read failed', { group: this.member.group, error: String(error) });
      this.onFailure();
      await this.#backOff();
    }
  }

  async #recreate(): Promise<void> {
    try {
      await recreateGroup(this.deps, this.deps.broker, this.member);
    } catch (error) {
      this.deps.log.warn('group could not be created', { group: this.member.group, error: String(error) });
      await this.#backOff();
    }
  }

  async #backOff(): Promise<void> {
    const ms = Math.min(firstBackoffMs * 2 ** Math.min(this.#failures++, 8), lastBackoffMs) * (0.5 + this.deps.random() / 2);
    await delay(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }
}

/** A group that vanished was taken by a flush or a failover: it starts over at the beginning, and what was in flight is emitted again by the reconciler. */
async function recreateGroup({ log, metrics }: RunnerDeps, broker: Broker, { streams, group }: Membership): Promise<void> {
  const created = await broker.ensureGroup(streams, group);
  metrics.count('groups_created', group, created.length);
  log.error('consumer group was gone and was created again from the beginning', { group, streams: created });
}
