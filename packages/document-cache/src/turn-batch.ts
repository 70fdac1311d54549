export interface TurnBatchOptions<Item, Result> {
  /** Items with the same slot share a call: on a cluster, a command touches one. */
  readonly slotOf: (item: Item) => string;
  /** One call for all items; results in their order. Repeating it for some of them does no harm. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Items of one call at most: Redis does nothing else meanwhile. */
  readonly maxItems: number;
}

/**
 * Answers the questions of one turn of the event loop together: deliveries that were read together ask the same at the same time. When Redis refuses a call,
 * each of its items is asked alone: what is wrong with one document is no other's trouble.
 */
export class TurnBatch<Item, Result> {
  #waiting: { readonly item: Item; readonly settle: PromiseWithResolvers<Result> }[] = [];

  constructor(private readonly options: TurnBatchOptions<Item, Result>) {}

  ask(item: Item): Promise<Result> {
    const settle = Promise.withResolvers<Result>();
    this.#waiting.push({ item, settle });
    if (this.#waiting.length === 1) setImmediate(() => this.#flush());
    return settle.promise;
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const slot of Map.groupBy(waiting, ({ item }) => this.options.slotOf(item)).values()) {
      for (let from = 0; from < slot.length; from += this.options.maxItems) void this.#send(slot.slice(from, from + this.options.maxItems));
    }
  }

  /** Settles every promise of the batch; never rejects. */
  async #send(batch: readonly { readonly item: Item; readonly settle: PromiseWithResolvers<Result> }[]): Promise<void> {
    try {
      const results = await this.options.run(batch.map(({ item }) => item));
      for (const [index, { settle }] of batch.entries()) settle.resolve(results[index] as Result);
    } catch (error) {
      if (batch.length === 1 || !isRefusal(error)) return batch.forEach(({ settle }) => settle.reject(error));
      await Promise.all(batch.map((one) => this.#send([one])));
    }
  }
}

/** The server answered, and the answer was no; whatever else goes wrong would meet every item again. */
function isRefusal(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && cause.name === 'ReplyError';
}
