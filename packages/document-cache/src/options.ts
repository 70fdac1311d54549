import type { CacheTtl, KeySpace } from '@tributary/cache-keys';
import type { Logger } from '@tributary/stage-kit';
import type { Cluster, Redis } from 'ioredis';

/** A connection whose commands always end: answered, or rejected in bounded time. */
export interface RedisAccess {
  run<T>(commands: (client: Redis | Cluster) => Promise<T>): Promise<T>;
}

/** Streams, state and locks live on one Redis that may not evict; outputs may live on another that may. */
export interface CacheClients {
  readonly state: RedisAccess;
  readonly cache: RedisAccess;
}

export interface DocumentCacheOptions {
  readonly space: KeySpace;
  /** Milliseconds, per variable. */
  readonly ttls: Readonly<Record<CacheTtl, number>>;
  readonly log: Logger;
}
