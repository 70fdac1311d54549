import { streamCompanions } from '@tributary/cache-keys';
import { silentLogger } from '@tributary/stage-kit';
import type { Redis } from 'ioredis';
import type { SettleRequest } from '../broker.js';
import { retryMarkerOf } from '../entry/retry-marker.js';
import { noStreamMetrics } from '../metrics.js';
import type { BoundedClient } from '../redis/bounded-client.js';
import { EffectSplitter } from '../redis/effect-splitter.js';
import { RedisBroker } from '../redis/redis-broker.js';
import { runScript, script } from '../redis/scripts/script.js';
import { type Passing, suspectDeliveries } from './reference-model.js';

export const group = 'g';
/** Far beyond what a test takes: an entry is idle for so long only when the test made it so. */
const leaseMs = 3_600_000;

/** Makes an entry look abandoned without touching owner or count. KEYS: stream. ARGV: group, id, idle in ms. */
const lapseScript = script(`
local pending = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[2], ARGV[2], 1)[1]
if pending then redis.call('XCLAIM', KEYS[1], ARGV[1], pending[2], 0, ARGV[2], 'IDLE', ARGV[3], 'RETRYCOUNT', pending[4], 'JUSTID') end
return 1
`);

/** One stream on a real Redis, driven by the broker's own operations and nothing else. */
export class ModelSite {
  readonly broker: RedisBroker;
  readonly #streams: readonly [string];
  readonly #effects: string;
  readonly #keys: readonly string[];
  readonly #client: BoundedClient;
  #saved: readonly (Buffer | null)[] = [];

  constructor(
    private readonly redis: Redis,
    client: BoundedClient,
    readonly stream: string,
  ) {
    this.#client = client;
    this.#streams = [stream];
    this.#effects = `${stream}.effects`;
    const { retry, retryEnvelopes } = streamCompanions(stream, group);
    this.#keys = [stream, this.#effects, retry, retryEnvelopes];
    this.broker = new RedisBroker({
      space: { prefix: 'model', partitions: 1 },
      control: client,
      openReader: () => client,
      cluster: false,
      effects: new EffectSplitter({ publisher: client, cluster: false, log: silentLogger }),
      guard: { mayClaim: () => true, expectedServerMs: () => undefined, observe() {}, postpone() {} },
      log: silentLogger,
      metrics: noStreamMetrics,
    });
  }

  member(consumer: string) {
    return { streams: this.#streams, group, consumer };
  }

  async open(): Promise<void> {
    await this.redis.xgroup('CREATE', this.stream, group, '0', 'MKSTREAM');
  }

  async publish(event: string): Promise<void> {
    await this.redis.xadd(this.stream, '*', 'event', event);
  }

  async read(consumer: string, count: number): Promise<readonly (Passing & { readonly entryId: string })[]> {
    const entries = await this.broker.reader(this.member(consumer)).read(this.#streams, count, 0);
    return entries.map(({ entryId, fields }) => ({ entryId, event: fields[1] ?? '', attempt: retryMarkerOf(fields)?.attempt ?? 1 }));
  }

  async lapse(entryId: string): Promise<void> {
    await runScript(this.redis, lapseScript, [this.stream], [group, entryId, leaseMs + 1]);
  }

  async claim(consumer: string, count: number, welcome: boolean): Promise<readonly (readonly [string, number])[]> {
    const suspects = { deliveries: suspectDeliveries, welcome };
    const { entries } = await this.broker.claim(this.member(consumer), this.stream, leaseMs, count, suspects);
    return entries.map(({ entryId, deliveries }) => [entryId, deliveries] as const);
  }

  async beat(consumer: string, entryId: string): Promise<'kept' | 'lost'> {
    const lost = await this.broker.beat(this.member(consumer), this.stream, [entryId]);
    return lost.length === 0 ? 'kept' : 'lost';
  }

  settleRequest(consumer: string, entryId: string, held: Passing, how: 'complete' | 'retry' | 'park'): SettleRequest {
    const effects = { publish: [{ stream: this.#effects, fields: ['effect', `${how} ${held.event}`] }] };
    return {
      stream: this.stream,
      entryId,
      group,
      consumer,
      settlement: how === 'complete' ? { kind: 'acknowledge', effects } : { kind: how, delayMs: 0, effects },
      retryId: held.event,
      nextAttempt: held.attempt + (how === 'retry' ? 1 : 0),
    };
  }

  async release(consumer: string, entryId: string): Promise<void> {
    await this.broker.release(this.member(consumer), [{ stream: this.stream, entryId }], leaseMs + 1);
  }

  /** Moves what waits; returns the events in the order in which they went back. */
  async move(): Promise<readonly string[]> {
    const order = await this.redis.zrange(streamCompanions(this.stream, group).retry, 0, '-1');
    await this.broker.moveDue(this.stream, group);
    return order;
  }

  async effects(): Promise<readonly string[]> {
    return (await this.redis.xrange(this.#effects, '-', '+')).map(([, fields]) => fields[1] ?? '');
  }

  async pending(): Promise<readonly (readonly [string, string, number])[]> {
    const rows = (await this.redis.xpending(this.stream, group, '-', '+', 10_000)) as [string, string, number, number][];
    return rows.map(([entryId, owner, , deliveries]) => [entryId, owner, deliveries] as const);
  }

  async save(): Promise<void> {
    this.#saved = await Promise.all(this.#keys.map((key) => this.redis.dumpBuffer(key)));
  }

  async rollBack(): Promise<void> {
    await this.redis.del(...this.#keys);
    for (const [index, dump] of this.#saved.entries()) if (dump) await this.redis.restore(this.#keys[index] as string, '0', dump);
  }

  async close(): Promise<void> {
    await this.redis.del(...this.#keys);
  }

  get client(): BoundedClient {
    return this.#client;
  }
}
