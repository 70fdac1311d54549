import type { CacheTtl, KeySpace } from '@tributary/cache-keys';
import type { Logger } from '@tributary/stage-kit';
import type { Redis } from 'ioredis';

/** Streams, state and locks live on one Redis that may not evict; outputs may live on another that may. */
export interface CacheClients {
  readonly state: Redis;
  readonly cache: Redis;
}

export interface DocumentCacheOptions {
  readonly space: KeySpace;
  /** Milliseconds, per variable. */
  readonly ttls: Readonly<Record<CacheTtl, number>>;
  readonly log: Logger;
}
