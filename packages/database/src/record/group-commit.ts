import { isOutage } from '../connection/map-error.js';

export interface GroupCommitOptions<Item, Result> {
  /** Items that have a key in common never share a transaction. At least one. */
  readonly keysOf: (item: Item) => readonly string[];
  /** One transaction for all items, which come sorted by their first key: two batches that meet take their row locks in the same order. Results in the same order. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Items of one transaction at most. */
  readonly maxItems: number;
  /** Resolves when those that are about to come have come: a transaction waits for them before it takes its items. Never rejects. */
  readonly gathered?: () => Promise<unknown>;
  /** Bytes an item carries; a transaction takes on more only while the sum is below `maxBytes`. */
  readonly bytesOf?: (item: Item) => number;
  readonly maxBytes?: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly keys: readonly string[];
  readonly settle: PromiseWithResolvers<Result>;
}

/**
 * Lets calls that arrive while a transaction is running share the next one. Each call is atomic on its own: when a batch fails, it is halved until the item
 * at fault stands alone. An outage fails the whole batch at once, since every half would meet it again.
 */
export class GroupCommit<Item, Result> {
  #queue: Waiting<Item, Result>[] = [];
  #running: Promise<void> | undefined;

  constructor(private readonly options: GroupCommitOptions<Item, Result>) {}

  submit(item: Item): Promise<Result> {
    const settle = Promise.withResolvers<Result>();
    this.#queue.push({ item, keys: this.options.keysOf(item), settle });
    this.#running ??= this.#drain();
    return settle.promise;
  }

  /** Resolves when nothing is waiting or running. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #drain(): Promise<void> {
    // Calls of the same turn of the event loop belong together.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      if (this.options.gathered !== undefined) await this.options.gathered();
      await this.#runBatch(this.#takeBatch());
    }
    this.#running = undefined;
  }

  #takeBatch(): Waiting<Item, Result>[] {
    const { maxItems, maxBytes = Number.POSITIVE_INFINITY, bytesOf = () => 0 } = this.options;
    const taken: Waiting<Item, Result>[] = [];
    const left: Waiting<Item, Result>[] = [];
    const keys = new Set<string>();
    let bytes = 0;
    for (const waiting of this.#queue) {
      if (taken.length < maxItems && bytes < maxBytes && !waiting.keys.some((key) => keys.has(key))) {
        taken.push(waiting);
        bytes += bytesOf(waiting.item);
      } else left.push(waiting);
      // The keys of one that has to wait are taken too: those behind it do not overtake it.
      for (const key of waiting.keys) keys.add(key);
    }
    this.#queue = left;
    return taken.sort((a, b) => ((a.keys[0] ?? '') < (b.keys[0] ?? '') ? -1 : 1));
  }

  async #runBatch(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.options.run(batch.map((waiting) => waiting.item));
      for (const [index, waiting] of batch.entries()) waiting.settle.resolve(results[index] as Result);
    } catch (error) {
      if (batch.length === 1 || isOutage(error)) {
        for (const waiting of batch) waiting.settle.reject(error);
        return;
      }
      const middle = Math.ceil(batch.length / 2);
      await this.#runBatch(batch.slice(0, middle));
      await this.#runBatch(batch.slice(middle));
    }
  }
}
