import type { BrokerSettleResult, SettleRequest } from '../broker.js';
import type { BoundedClient } from './bounded-client.js';
import { runLargeScript } from './scripts/script.js';
import { settleScript } from './scripts/settle.js';
import { settleArguments } from './settle-arguments.js';
import { slotTag } from './slot-tag.js';

/** One script runs at a time in Redis: these bounds keep each one to a few milliseconds. */
const maxBatch = 256;
const maxBatchBytes = 4 * 1024 * 1024;

interface Waiting {
  readonly request: SettleRequest;
  resolve(result: BrokerSettleResult): void;
  reject(error: unknown): void;
}

const resultOf: Readonly<Record<string, BrokerSettleResult>> = { '0': 'lost', '1': 'settled', '2': 'gone' };

/** Collects the settlements of one tick and applies those of one partition in one script: a script per document costs a sixth of the throughput. */
export class SettleBatcher {
  #waiting: Waiting[] = [];

  constructor(private readonly client: BoundedClient) {}

  settle(request: SettleRequest): Promise<BrokerSettleResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#flush());
    });
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const partition of Map.groupBy(waiting, ({ request }) => slotTag(request.stream)).values()) {
      for (const batch of batchesOf(partition)) void this.#send(batch);
    }
  }

  /** Settles every promise of the batch; never rejects. */
  async #send(batch: readonly Waiting[]): Promise<void> {
    const { keys, args, order } = settleArguments(batch.map(({ request }) => request));
    try {
      const reply = String(await this.client.run((client) => runLargeScript(client, settleScript, keys, args)));
      for (const [position, index] of order.entries()) batch[index]?.resolve(resultOf[reply[position] ?? ''] ?? 'lost');
    } catch (error) {
      if (batch.length === 1 || !isAnswer(error)) return batch.forEach(({ reject }) => reject(error));
      // One delivery's effects were refused (a key of another type, say): the others must not share its fate.
      for (const one of batch) await this.#send([one]);
    }
  }
}

function isAnswer(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError';
}

function batchesOf(waiting: readonly Waiting[]): Waiting[][] {
  const batches: Waiting[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const one of waiting) {
    const size = bytesOf(one.request);
    const current = batches.at(-1);
    if (current === undefined || current.length >= maxBatch || bytes + size > maxBatchBytes) {
      batches.push([one]);
      bytes = size;
    } else {
      current.push(one);
      bytes += size;
    }
  }
  return batches;
}

function bytesOf({ settlement }: SettleRequest): number {
  return (settlement.effects?.set ?? []).reduce((sum, { value }) => sum + value.length, 0);
}
