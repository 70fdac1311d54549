import { type CacheTtl, cacheTtls, type KeySpace } from '@tributary/cache-keys';
import { duration, integer, oneOf, redisUrl, text, url } from './kinds.js';
import { variable } from './variable.js';

/** What every service reads from its environment. */
export class ServiceConfig {
  @variable({
    name: 'REDIS_URL',
    kind: redisUrl,
    default: 'redis://127.0.0.1:6379',
    says: 'Redis with the streams; must not evict',
  })
  redisUrl!: string;

  @variable({
    name: 'REDIS_CACHE_URL',
    kind: redisUrl,
    optional: true,
    says: 'Redis with the cache, when it is another one; may evict',
  })
  redisCacheUrl?: string;

  @variable({ name: 'REDIS_KEY_PREFIX', kind: text, default: 'tributary', says: 'What every key begins with' })
  redisKeyPrefix!: string;

  @variable({
    name: 'STREAM_PARTITIONS',
    kind: integer(1, 256),
    default: '1',
    says: 'Hash slots the documents spread over; fixed at install',
  })
  streamPartitions!: number;

  @variable({ name: 'DATABASE_URL', kind: url('postgres', 'postgresql'), says: 'Postgres, the record' })
  databaseUrl!: string;

  @variable({ name: 'DATABASE_POOL_SIZE', kind: integer(1, 100), default: '4', says: 'Connections to Postgres per process' })
  databasePoolSize!: number;

  @variable({ name: 'CONCURRENCY', kind: integer(1, 1000), default: '16', says: 'Events this process works on at once' })
  concurrency!: number;

  @variable({
    name: 'MAX_DOWNSTREAM_LAG',
    kind: integer(1, 10_000_000),
    default: '5000',
    says: 'Events that may wait for the next stage before this one reads no more',
  })
  maxDownstreamLag!: number;

  @variable({ name: 'SHUTDOWN_GRACE', kind: duration, default: '30s', says: 'How long running work may take to end after SIGTERM' })
  shutdownGraceMs!: number;

  @variable({ name: 'HTTP_HOST', kind: text, default: '0.0.0.0', says: 'Address of the health and metrics endpoints' })
  httpHost!: string;

  @variable({
    name: 'HTTP_PORT',
    kind: integer(0, 65_535),
    default: '8080',
    says: 'Port of the health and metrics endpoints; 0 takes a free one',
  })
  httpPort!: number;

  @variable({
    name: 'LOG_LEVEL',
    kind: oneOf('debug', 'info', 'warn', 'error'),
    default: 'info',
    says: 'Least severe log line that is written',
  })
  logLevel!: 'debug' | 'info' | 'warn' | 'error';

  @variable({ name: 'REDIS_STATE_TTL', kind: duration, default: cacheTtls.REDIS_STATE_TTL, says: 'Life of a document’s state hash' })
  stateTtlMs!: number;

  @variable({
    name: 'REDIS_LOCK_TIMEOUT',
    kind: duration,
    default: cacheTtls.REDIS_LOCK_TIMEOUT,
    says: 'Life of a document’s lock without renewal',
  })
  lockTimeoutMs!: number;

  @variable({ name: 'REDIS_OCR_CACHE_TTL', kind: duration, default: cacheTtls.REDIS_OCR_CACHE_TTL, says: 'Life of cached OCR results' })
  ocrCacheTtlMs!: number;

  @variable({
    name: 'REDIS_TEXT_CACHE_TTL',
    kind: duration,
    default: cacheTtls.REDIS_TEXT_CACHE_TTL,
    says: 'Life of cached text and chunks',
  })
  textCacheTtlMs!: number;

  @variable({
    name: 'REDIS_ENTITY_CACHE_TTL',
    kind: duration,
    default: cacheTtls.REDIS_ENTITY_CACHE_TTL,
    says: 'Life of cached mentions and entities',
  })
  entityCacheTtlMs!: number;

  @variable({
    name: 'REDIS_EXTRACTION_CACHE_TTL',
    kind: duration,
    default: cacheTtls.REDIS_EXTRACTION_CACHE_TTL,
    says: 'Life of extractions cached by content',
  })
  extractionCacheTtlMs!: number;
}

export function keySpaceOf(config: ServiceConfig): KeySpace {
  return { prefix: config.redisKeyPrefix, partitions: config.streamPartitions };
}

/** Milliseconds per variable. */
export function ttlsOf(config: ServiceConfig): Record<CacheTtl, number> {
  return {
    REDIS_STATE_TTL: config.stateTtlMs,
    REDIS_LOCK_TIMEOUT: config.lockTimeoutMs,
    REDIS_OCR_CACHE_TTL: config.ocrCacheTtlMs,
    REDIS_TEXT_CACHE_TTL: config.textCacheTtlMs,
    REDIS_ENTITY_CACHE_TTL: config.entityCacheTtlMs,
    REDIS_EXTRACTION_CACHE_TTL: config.extractionCacheTtlMs,
  };
}
