import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { defaultKeySpace, type KeySpace, type StreamEntry, streamKeysOf } from '@tributary/cache-keys';
import {
  type DeliveryHandler,
  type Logger,
  type Quarantine,
  type RejectedEntry,
  type StreamTransport,
  type Subscription,
  silentLogger,
} from '@tributary/stage-kit';
import { defaultEntryLimits } from '../entry/rejection.js';
import { noStreamMetrics, type StreamMetrics } from '../metrics.js';
import { noPressure } from '../pressure/process-pressure.js';
import { Consumer } from '../runner/consumer.js';
import type { ConsumerOptions } from '../runner/delivery-runner.js';
import type { RunnerDeps } from '../runner/runner-deps.js';
import { MemoryBroker } from './memory-broker.js';

export interface MemoryStreamsOptions {
  /** Milliseconds that do not go back: due times, idle times and leases are measured by it. */
  readonly now?: () => number;
  readonly space?: KeySpace;
  /** Default: `quarantined` of the transport. */
  readonly quarantine?: Quarantine;
  readonly log?: Logger;
  readonly metrics?: StreamMetrics;
  /** In [0, 1). Default: always 0.5, so that tests repeat. */
  readonly random?: () => number;
  /** How hard the process has it. Default: not at all. */
  readonly process?: RunnerDeps['process'];
  /** Shared by transports that stand for several processes. */
  readonly broker?: MemoryBroker;
}

/** The transport in memory: same runner, same promises, no server. */
export function createMemoryStreams(options: MemoryStreamsOptions = {}): MemoryStreams {
  return new MemoryStreams(options);
}

export class MemoryStreams implements StreamTransport {
  readonly broker: MemoryBroker;
  /** Invalid entries, unless a quarantine was given. */
  readonly quarantined: RejectedEntry[] = [];
  readonly #consumers = new Set<Consumer>();
  readonly #space: KeySpace;

  constructor(private readonly options: MemoryStreamsOptions) {
    this.broker = options.broker ?? new MemoryBroker(options.now ?? (() => performance.now()));
    this.#space = options.space ?? defaultKeySpace;
  }

  subscribe(options: ConsumerOptions, handler: DeliveryHandler): Subscription {
    const { broker } = this;
    const { log = silentLogger, metrics = noStreamMetrics, random = () => 0.5, process = noPressure } = this.options;
    const quarantine = this.options.quarantine ?? { keep: (entry) => Promise.resolve(void this.quarantined.push(entry)) };
    const deps = {
      broker,
      quarantine,
      log,
      metrics,
      limits: defaultEntryLimits,
      random,
      now: broker.now,
      blockMs: 1_000,
      space: this.#space,
      process,
    };
    const consumer = `${options.group}-memory-${randomBytes(4).toString('hex')}`;
    const created = new Consumer(
      deps,
      { streams: streamKeysOf(this.#space, options.type), group: options.group, consumer },
      options,
      handler,
    );
    this.#consumers.add(created);
    return created;
  }

  publish(entries: readonly StreamEntry[]): Promise<void> {
    for (const entry of entries) this.broker.publish(entry);
    return Promise.resolve();
  }

  /** Every subscription, with why it does not read at the moment. */
  pauses(): readonly ReturnType<Consumer['pauses']>[] {
    return [...this.#consumers].map((consumer) => consumer.pauses());
  }

  /** Ends as a crash would. */
  abandon(): void {
    for (const consumer of this.#consumers) consumer.abandon();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#consumers].map((consumer) => consumer.drain(0)));
  }
}
