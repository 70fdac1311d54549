import { setTimeout as wait } from 'node:timers/promises';
import type { DocumentStatusChanged } from '@tributary/contracts';
import type { Logger } from '@tributary/stage-kit';
import { type BoundedClient, decodeEntry } from '@tributary/streams';
import type { Positions } from './positions.js';

/** One change, and where it stands. */
export interface StatusEntry {
  readonly partition: number;
  readonly entryId: string;
  readonly change: DocumentStatusChanged;
}

export type StatusListener = (entry: StatusEntry) => void;

export interface StatusFeedDeps {
  /** Streams of status changes, one per partition. */
  readonly streams: readonly string[];
  /** A connection per stream for reads that wait, and one for everything else. */
  readonly readers: readonly BoundedClient[];
  readonly control: BoundedClient;
  readonly log: Logger;
}

/** Milliseconds a read waits for the next entry, and we wait after an error. */
export const blockMs = 5_000;
const pauseMs = 1_000;
/** Milliseconds in which Redis must answer when the service starts. */
const startMs = 10_000;
/** Before every entry. */
const beginning = '0-0';
/** Entries taken in one read. */
const batch = 500;

/** Follows the capped streams of status changes once per process and tells everybody who listens. Nothing is acknowledged: watching changes nothing. */
export class StatusFeed {
  readonly #listeners = new Set<StatusListener>();
  readonly #stop = new AbortController();
  #loops: Promise<void>[] = [];
  readonly #positions: string[];

  constructor(private readonly deps: StatusFeedDeps) {
    this.#positions = deps.streams.map(() => beginning);
  }

  get partitions(): number {
    return this.deps.streams.length;
  }

  /** Resolves when it is known where the streams end: what comes later is told. */
  async start(): Promise<void> {
    const { streams, readers, control } = this.deps;
    await Promise.all([control, ...readers].map((client) => client.untilReady(startMs)));
    for (const [partition, stream] of streams.entries()) this.#positions[partition] = await this.#newest(stream);
    this.#loops = this.deps.streams.map((stream, partition) => this.#follow(stream, partition));
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#listeners.clear();
    for (const reader of this.deps.readers) reader.close();
    await Promise.all(this.#loops);
  }

  /** The last entry of each stream that listeners were told of: what comes next is after these. */
  get positions(): Positions {
    return [...this.#positions];
  }

  /** Calls back for every entry from now on; returns how to stop that. */
  listen(listener: StatusListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Entries after the positions, as far as the capped streams still hold them, in the order of each stream. */
  async *since(positions: Positions): AsyncGenerator<StatusEntry> {
    for (const [partition, stream] of this.deps.streams.entries()) {
      for (let position = positions[partition] ?? beginning; ; ) {
        const entries = await this.deps.control.run((redis) => redis.xrangeBuffer(stream, `(${position}`, '+', 'COUNT', batch));
        yield* decodeAll(entries, partition);
        if (entries.length < batch) break;
        position = String(entries.at(-1)?.[0]);
      }
    }
  }

  async #follow(stream: string, partition: number): Promise<void> {
    const reader = this.deps.readers[partition];
    while (!this.#stop.signal.aborted && reader !== undefined) {
      try {
        const from = this.#positions[partition] ?? beginning;
        const reply = await reader.run((redis) => redis.xreadBuffer('COUNT', batch, 'BLOCK', blockMs, 'STREAMS', stream, from));
        for (const [, entries] of reply ?? []) {
          for (const entry of decodeAll(entries, partition)) this.#tell(entry);
          this.#positions[partition] = String(entries.at(-1)?.[0] ?? from);
        }
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        this.deps.log.debug('live events wait for redis', { error });
        await wait(pauseMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      }
    }
  }

  async #newest(stream: string): Promise<string> {
    const entries = await this.deps.control.run((redis) => redis.xrevrange(stream, '+', '-', 'COUNT', 1));
    return entries[0]?.[0] ?? beginning;
  }

  #tell(entry: StatusEntry): void {
    for (const listener of this.#listeners) listener(entry);
  }
}

/** Entries that are no status changes are passed over: this stream is for watching only. */
function* decodeAll(entries: readonly (readonly [unknown, readonly unknown[]])[], partition: number): Generator<StatusEntry> {
  for (const [id, fields] of entries) {
    const decoded = decodeEntry(fields as Buffer[], 'document.status.changed');
    if (decoded.ok) yield { partition, entryId: String(id), change: decoded.event.data as DocumentStatusChanged };
  }
}
