import type { RawEntry, Reader } from '../broker.js';
import { slotTag } from './slot-tag.js';

/**
 * Reads streams of several slots of a cluster, where one command may name keys of one slot only: a reader for each slot. All are asked without waiting, and
 * when nobody has anything, all wait, for one entry each, until the first one has.
 */
export class SlotReaders implements Reader {
  readonly #readers = new Map<string, Reader>();
  /** A slot that could not be read while others could: said with the next read, after what was read is under way. */
  #failure: unknown;

  constructor(streams: readonly string[], open: () => Reader) {
    for (const stream of streams) if (!this.#readers.has(slotTag(stream))) this.#readers.set(slotTag(stream), open());
  }

  async read(streams: readonly string[], count: number, blockMs: number): Promise<readonly RawEntry[]> {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
    const slots = [...Map.groupBy(streams, slotTag)];
    const [only, ...more] = slots;
    if (only !== undefined && more.length === 0) return this.#of(only[0]).read(only[1], count, blockMs);
    const found = await this.#collect(slots.map(([slot, own]) => this.#of(slot).read(own, count, 0)));
    return found.length > 0 || blockMs === 0 || this.#failure !== undefined ? found : this.#wait(slots, blockMs);
  }

  async interrupt(): Promise<void> {
    await Promise.all([...this.#readers.values()].map((reader) => reader.interrupt()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#readers.values()].map((reader) => reader.close()));
  }

  async #wait(slots: readonly (readonly [string, readonly string[]])[], blockMs: number): Promise<readonly RawEntry[]> {
    let others = slots.map(([slot]) => slot);
    const reads = slots.map(async ([slot, own]) => {
      try {
        return await this.#of(slot).read(own, 1, blockMs);
      } finally {
        // Whoever is first ends the wait of the others; those take what they were handed in that moment.
        others = others.filter((other) => other !== slot);
        await Promise.all(
          others.map((other) =>
            this.#of(other)
              .interrupt()
              .catch(() => undefined),
          ),
        );
      }
    });
    return this.#collect(reads);
  }

  async #collect(reads: readonly Promise<readonly RawEntry[]>[]): Promise<RawEntry[]> {
    const results = await Promise.allSettled(reads);
    const failed = results.find((result) => result.status === 'rejected');
    const entries = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    if (failed === undefined) return entries;
    if (entries.length === 0) throw failed.reason;
    this.#failure = failed.reason;
    return entries;
  }

  #of(slot: string): Reader {
    const reader = this.#readers.get(slot);
    if (reader === undefined) throw new Error(`${slot} is not among the streams of this reader`);
    return reader;
  }
}
