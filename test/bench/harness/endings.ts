import { publicStreamKey, streamKeysOf } from '@tributary/cache-keys';
import { encodeCloudEvent } from '@tributary/contracts';
import { Redis } from 'ioredis';

const space = { prefix: 'tributary', partitions: 1 };
const last = streamKeysOf(space, 'document.graph.completed')[0] ?? '';
const failed = streamKeysOf(space, 'document.failed')[0] ?? '';

/** Watches which documents end, in their order, as anyone may who attaches to the streams. */
export class Endings {
  /** Documents that ended, in order. */
  readonly order: string[] = [];
  failures = 0;
  readonly #redis: Redis;
  readonly #waiting = new Map<string, () => void>();
  readonly #reading: Promise<void>;
  #stopped = false;

  constructor(url: string) {
    this.#redis = new Redis(url, { maxRetriesPerRequest: null });
    this.#reading = this.#read();
  }

  /** Resolves when the document has ended, which it must not have before. */
  of(documentUuid: string): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(documentUuid, resolve));
  }

  async until(count: number): Promise<void> {
    while (this.order.length < count) await new Promise<void>((resolve) => this.#waiting.set('', resolve));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#reading;
    this.#redis.disconnect();
  }

  async #read(): Promise<void> {
    const from = { [last]: '0', [failed]: '0' };
    while (!this.#stopped) {
      const reply = await this.#redis.xread('COUNT', 1_000, 'BLOCK', 200, 'STREAMS', ...Object.keys(from), ...Object.values(from));
      for (const [stream, entries] of reply ?? []) {
        for (const [id, fields] of entries) {
          from[stream] = id;
          if (stream === failed) this.failures++;
          this.#ended(fields[fields.indexOf('ce_subject') + 1] ?? '');
        }
      }
    }
  }

  #ended(documentUuid: string): void {
    this.order.push(documentUuid);
    for (const name of [documentUuid, '']) {
      this.#waiting.get(name)?.();
      this.#waiting.delete(name);
    }
  }
}

/** Puts submissions on the public stream, as an upstream system does. */
export async function submitByStream(
  redis: Redis,
  documents: readonly { readonly id: string; readonly project: string; readonly uri: string }[],
): Promise<void> {
  const stream = publicStreamKey(space, 'document.submitted');
  for (let from = 0; from < documents.length; from += 500) {
    const pipeline = redis.pipeline();
    for (const { id, project, uri } of documents.slice(from, from + 500)) {
      const data = { document_uuid: id, project, uri, file_name: `${id}.txt` };
      pipeline.call('XADD', stream, '*', ...encodeCloudEvent({ id, source: '/bench', type: 'document.submitted', data }));
    }
    await pipeline.exec();
  }
}
