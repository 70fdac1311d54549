import type { KeySpace } from '@tributary/cache-keys';
import { streamEntry } from '@tributary/cache-keys';
import {
  createDatabase,
  createQuarantine,
  createStageRecord,
  type Database,
  type PostgresStageRecord,
  requireSchema,
} from '@tributary/database';
import { type CacheClients, RedisDocumentCache } from '@tributary/document-cache';
import type { Logger, RunnerDeps } from '@tributary/stage-kit';
import { BoundedClient, checkRedis, connectTo, createRedisStreams, pauseReasons, type RedisStreams } from '@tributary/streams';
import { sql } from 'kysely';
import { keySpaceOf, type ServiceConfig, ttlsOf } from '../config/service-config.js';
import type { HealthChecks } from '../health/health-endpoints.js';
import { createLogger } from '../observe/json-logger.js';
import { createMetrics, type ServiceMetrics } from '../observe/metrics.js';
import { BootError } from './boot-error.js';

/** Everything a service works with, opened once and closed in reverse. */
export interface Runtime {
  readonly service: string;
  readonly space: KeySpace;
  readonly log: Logger;
  readonly metrics: ServiceMetrics;
  readonly db: Database;
  readonly record: PostgresStageRecord;
  readonly streams: RedisStreams;
  readonly cacheClients: CacheClients;
  readonly cache: RedisDocumentCache;
  readonly runner: RunnerDeps;
  /** Whether the dependencies answer. */
  readonly ready: HealthChecks;
  close(): Promise<void>;
}

const commandTimeoutMs = 2000;

/** Opens all connections and checks that what is behind them will do. Throws `BootError` with what to do. */
export async function openRuntime(service: string, config: ServiceConfig): Promise<Runtime> {
  const log = createLogger(service, config.logLevel);
  const metrics = createMetrics(service);
  const space = keySpaceOf(config);
  await requireRedis(config.redisUrl, space, log);
  const db = await openDatabase(service, config, log);
  const { state, values } = await openCacheClients(service, config, log, metrics);
  const record = createStageRecord(db, { log });
  const cache = new RedisDocumentCache({ state, cache: values }, { space, ttls: ttlsOf(config), log });
  const streams = openStreams({ service, config, space, log, db, record, metrics });
  const runner: RunnerDeps = {
    record,
    cache,
    publish: (entries) => streams.publish(entries),
    space,
    log,
    metrics: metrics.stage,
    now: () => new Date(),
    random: Math.random,
  };
  return {
    service,
    space,
    log,
    metrics,
    db,
    record,
    streams,
    cacheClients: { state, cache: values },
    cache,
    runner,
    ready: {
      postgres: async () => void (await sql`select 1`.execute(db)),
      redis: async () => void (await state.run((client) => client.ping())),
    },
    async close() {
      await streams.close();
      await record.close();
      await db.destroy();
      values.close();
      state.close();
    },
  };
}

async function openDatabase(service: string, config: ServiceConfig, log: Logger): Promise<Database> {
  const db = createDatabase({
    url: config.databaseUrl,
    poolSize: config.databasePoolSize,
    applicationName: `tributary-${service}`,
    onIdleError: (error) => log.warn('idle database connection broke', { error }),
  });
  await requireDatabase(db);
  return db;
}

async function openCacheClients(service: string, config: ServiceConfig, log: Logger, { streams: metrics }: ServiceMetrics) {
  const open = (role: string, url: string) =>
    new BoundedClient({
      connect: connectTo(url),
      role: `${service}:${role}`,
      commandTimeoutMs,
      log,
      metrics,
      random: Math.random,
    });
  const state = open('state', config.redisUrl);
  const values = config.redisCacheUrl === undefined ? state : open('values', config.redisCacheUrl);
  await Promise.all([state.untilReady(10_000), values.untilReady(10_000)]);
  return { state, values };
}

interface StreamsSurroundings {
  readonly service: string;
  readonly config: ServiceConfig;
  readonly space: KeySpace;
  readonly log: Logger;
  readonly metrics: ServiceMetrics;
  readonly db: Database;
  readonly record: PostgresStageRecord;
}

/** The transport, with a quarantine that tells the publisher of a refused event at once. */
function openStreams({ service, config, space, log, db, record, metrics }: StreamsSurroundings): RedisStreams {
  const quarantine = createQuarantine(db, {
    announce: async (event) => {
      await streams.publish([streamEntry(space, event)]);
      record.markSent([event.id]);
    },
  });
  const streams = createRedisStreams({
    url: config.redisUrl,
    ...(config.redisCacheUrl === undefined ? {} : { cacheUrl: config.redisCacheUrl }),
    space,
    quarantine,
    log,
    metrics: metrics.streams,
    name: service,
  });
  gaugePauses(metrics, streams);
  return streams;
}

/** Says of every subscription whether it reads, and if not, why. */
function gaugePauses(metrics: ServiceMetrics, streams: RedisStreams): void {
  const labels = ['group', 'type', 'reason'];
  metrics.gauge('tributary_reading_paused', '1 while nothing new is read, for this reason', labels, () =>
    streams
      .pauses()
      .flatMap(({ group, type, reasons }) =>
        pauseReasons.map((reason) => ({ labels: { group, type, reason }, value: reasons.includes(reason) ? 1 : 0 })),
      ),
  );
}

async function requireRedis(url: string, space: KeySpace, log: Logger): Promise<void> {
  const check = await checkRedis(url, space).catch((error: unknown) => {
    throw new BootError(`REDIS_URL: Redis does not answer (${messageOf(error)}). Start it, or set REDIS_URL.`, { cause: error });
  });
  if (check.problems.length > 0) throw new BootError(check.problems.join('\n'));
  for (const warning of check.warnings) log.warn(warning);
}

async function requireDatabase(db: Database): Promise<void> {
  try {
    await requireSchema(db);
  } catch (error) {
    await db.destroy();
    throw new BootError(`DATABASE_URL: ${messageOf(error)}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
