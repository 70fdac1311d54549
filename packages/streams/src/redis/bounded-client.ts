import { type Logger, RetryableError } from '@tributary/stage-kit';
import type { Cluster, Redis, RedisOptions } from 'ioredis';
import type { StreamMetrics } from '../metrics.js';
import { untilConnected } from './connect.js';

export type RedisConnection = Redis | Cluster;
/** Opens a connection with the options of its role. */
export type Connect = (options: RedisOptions) => RedisConnection;

export interface BoundedClientDeps {
  readonly connect: Connect;
  /** `read`, `ctl`, `pub` or `cache`: in logs, metrics and the connection's name. */
  readonly role: string;
  /** Every command is answered, or rejected, within this time. */
  readonly commandTimeoutMs: number;
  readonly log: Logger;
  readonly metrics: StreamMetrics;
  readonly random: () => number;
}

/** Longest wait between two attempts to reconnect, jitter included. */
export const maxReconnectDelayMs = 1_200;

/**
 * A Redis client whose commands always end. A command that was not answered in time, or a connection that gave up, has its client discarded and
 * replaced: a client that looks `ready` on a dead socket never recovers by itself, and poking its state machine can park it for ever.
 * Nothing is queued while offline and nothing is sent twice: both would run stale.
 */
export class BoundedClient {
  #client: RedisConnection;
  #closed = false;
  readonly #readyListeners = new Set<() => void>();

  constructor(private readonly deps: BoundedClientDeps) {
    this.#client = this.#open();
  }

  get isReady(): boolean {
    return this.#client.status === 'ready';
  }

  /** Runs commands. Rejects with `RetryableError('redis_unavailable')` when the connection fails, with the server's own error when it refuses. */
  async run<T>(commands: (client: RedisConnection) => Promise<T>): Promise<T> {
    const client = this.#client;
    try {
      return await commands(client);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (this.#closed) throw unavailable(this.deps.role, 'closed', error);
      if (client.status === 'end' || message === 'Command timed out') this.#replace(client, message);
      throw isConnectionError(error) ? unavailable(this.deps.role, message, error) : error;
    }
  }

  /** Resolves when the connection is ready; rejects after `timeoutMs`. Whoever waits sends nothing that could fail: a client that gave up is replaced here too. */
  async untilReady(timeoutMs: number): Promise<void> {
    if (this.isReady) return untilConnected(this.#client);
    if (this.#client.status === 'end' && !this.#closed) this.#replace(this.#client, 'it had given up');
    let stop = () => {};
    const ready = new Promise<void>((resolve) => {
      stop = this.onReady(resolve);
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(unavailable(this.deps.role, `not ready within ${timeoutMs} ms`)), timeoutMs);
    });
    await Promise.race([ready, late]).finally(() => {
      stop();
      clearTimeout(timer);
    });
    await untilConnected(this.#client);
  }

  /** Calls back whenever a connection becomes ready; returns how to stop that. */
  onReady(listener: () => void): () => void {
    this.#readyListeners.add(listener);
    return () => this.#readyListeners.delete(listener);
  }

  close(): void {
    this.#closed = true;
    this.#readyListeners.clear();
    this.#client.disconnect();
  }

  #open(): RedisConnection {
    const { connect, role, commandTimeoutMs, random } = this.deps;
    const client = connect({
      connectionName: role,
      protocol: 3,
      replyMapping: 'legacy',
      maxRetriesPerRequest: null,
      autoResendUnfulfilledCommands: false,
      enableOfflineQueue: false,
      commandTimeout: commandTimeoutMs,
      connectTimeout: commandTimeoutMs,
      retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times - 1, 6), 1_000) + Math.floor(random() * 200),
      // After a failover the old primary answers READONLY: connect again, to whoever is primary now.
      reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 1 : false),
    });
    // Without a listener an error event would end the process.
    client.on('error', (error: Error) => this.deps.log.debug('redis connection error', { role, error: error.message }));
    client.on('ready', () => {
      if (client === this.#client) for (const listener of this.#readyListeners) listener();
    });
    return client;
  }

  #replace(broken: RedisConnection, why: string): void {
    if (broken !== this.#client) return;
    this.deps.metrics.count('client_recreations', this.deps.role);
    this.deps.log.warn('redis client replaced', { role: this.deps.role, why });
    this.#client = this.#open();
    broken.disconnect();
  }
}

function unavailable(role: string, why: string, cause?: unknown): RetryableError {
  return new RetryableError('redis_unavailable', `Redis (${role}): ${why}`, { cause, uncharged: true });
}

/** Whatever is not an answer of the server is the connection's; and a server that is loading, read-only or out of memory answers, but cannot serve. */
function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'ReplyError') return true;
  return /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|TRYAGAIN|OOM|MISCONF|BUSY) /.test(error.message);
}
