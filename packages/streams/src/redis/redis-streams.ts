import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import { type KeySpace, type StreamEntry, streamKeysOf } from '@tributary/cache-keys';
import type { DeliveryHandler, Logger, Quarantine, StreamTransport, Subscription } from '@tributary/stage-kit';
import { silentLogger } from '@tributary/stage-kit';
import type { Broker } from '../broker.js';
import { defaultEntryLimits, type EntryLimits } from '../entry/rejection.js';
import { noStreamMetrics, type StreamMetrics } from '../metrics.js';
import { observeProcess } from '../pressure/process-pressure.js';
import { Consumer } from '../runner/consumer.js';
import type { ConsumerOptions } from '../runner/delivery-runner.js';
import type { RunnerDeps } from '../runner/runner-deps.js';
import { BoundedClient, type Connect } from './bounded-client.js';
import { connectTo, isClusterUrl } from './connect.js';
import { EffectSplitter } from './effect-splitter.js';
import { publish } from './publish.js';
import { RedisBroker } from './redis-broker.js';
import { type RefusedEntry, replay } from './replay.js';
import { StormGuard } from './storm-guard.js';

export interface RedisStreamsOptions {
  /** `redis://`, `rediss://`, `redis+cluster://host:port,host:port` or `redis+sentinel://host:port,host:port/name`. */
  readonly url: string;
  /** Where cached values live when that is another Redis. */
  readonly cacheUrl?: string;
  readonly space: KeySpace;
  readonly quarantine: Quarantine;
  readonly log?: Logger;
  readonly metrics?: StreamMetrics;
  /** Part of the connections' names, as CLIENT LIST shows them. */
  readonly name?: string;
  /** In [0, 1). */
  readonly random?: () => number;
  /** How long a read waits for the first entry, in milliseconds. Default 5000. */
  readonly blockMs?: number;
  readonly limits?: EntryLimits;
}

/** Bound of every command that does not block, in milliseconds. */
const commandTimeoutMs = 2_000;
/** What a blocking read gets beyond its own wait. */
const readSlackMs = 2_500;

/** The transport on Redis Streams. Connects at once and reconnects by itself; calls fail with `redis_unavailable` meanwhile. */
export function createRedisStreams(options: RedisStreamsOptions): RedisStreams {
  return new RedisStreams(options);
}

export class RedisStreams implements StreamTransport {
  readonly #space: KeySpace;
  readonly #name: string;
  readonly #deps: RunnerDeps;
  readonly #publisher: BoundedClient;
  /** For statistics and housekeeping; closed with the transport. */
  readonly control: BoundedClient;
  readonly #clients: BoundedClient[] = [];
  readonly #consumers = new Set<Consumer>();
  readonly #process = observeProcess();

  constructor(options: RedisStreamsOptions) {
    const { log = silentLogger, metrics = noStreamMetrics, random = Math.random, blockMs = 5_000 } = options;
    const now = () => performance.now();
    const open = (role: string, timeoutMs: number, connect: Connect) => {
      const client = new BoundedClient({ connect, role: `${this.#name}:${role}`, commandTimeoutMs: timeoutMs, log, metrics, random });
      this.#clients.push(client);
      return client;
    };
    this.#space = options.space;
    this.#name = options.name ?? `${hostname()}-${process.pid}`;
    const connect = connectTo(options.url);
    this.control = open('ctl', commandTimeoutMs, connect);
    const { control } = this;
    this.#publisher = open('pub', commandTimeoutMs, connect);
    const cache = options.cacheUrl === undefined ? {} : { cache: open('cache', commandTimeoutMs, connectTo(options.cacheUrl)) };
    const cluster = isClusterUrl(options.url);
    const broker = new RedisBroker({
      space: options.space,
      control,
      cluster,
      openReader: () => open('read', blockMs + readSlackMs, connect),
      effects: new EffectSplitter({ publisher: this.#publisher, ...cache, cluster, log }),
      guard: new StormGuard(control, now, log),
      log,
      metrics,
    });
    this.#deps = {
      broker,
      quarantine: options.quarantine,
      log,
      metrics,
      limits: options.limits ?? defaultEntryLimits,
      random,
      now,
      blockMs,
      space: options.space,
      process: this.#process,
    };
  }

  /** Below the runner: single operations, as the model-based test drives them. */
  get broker(): Broker {
    return this.#deps.broker;
  }

  /** `options` may carry the retry policy for errors that the handler throws instead of returning a settlement. */
  subscribe(options: ConsumerOptions, handler: DeliveryHandler): Subscription {
    const member = {
      streams: streamKeysOf(this.#space, options.type),
      group: options.group,
      consumer: `${options.group}-${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`,
    };
    const consumer = new Consumer(this.#deps, member, options, handler);
    this.#consumers.add(consumer);
    return consumer;
  }

  async publish(entries: readonly StreamEntry[]): Promise<void> {
    await this.#publisher.untilReady(commandTimeoutMs);
    await publish(this.#publisher, entries);
  }

  /** Puts entries that a group refused back on their streams, for that group alone. */
  async replay(entries: readonly RefusedEntry[]): Promise<void> {
    await this.#publisher.untilReady(commandTimeoutMs);
    await replay(this.#publisher, entries);
  }

  /** Every subscription, with why it does not read at the moment. */
  pauses(): readonly ReturnType<Consumer['pauses']>[] {
    return [...this.#consumers].map((consumer) => consumer.pauses());
  }

  /** Ends as a crash would: nothing is finished, given back or acknowledged. For tests of what others do then. */
  abandon(): void {
    for (const consumer of this.#consumers) consumer.abandon();
    for (const client of this.#clients) client.close();
  }

  /** Drains what still runs, without grace, and closes all connections. */
  async close(): Promise<void> {
    await Promise.all([...this.#consumers].map((consumer) => consumer.drain(0)));
    for (const client of this.#clients) client.close();
    this.#process.close();
  }
}
