import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiClient, createApiClient } from '@tributary/client';
import { migrate } from '@tributary/database';
import {
  type RunningPipeline,
  type RunningService,
  removePostgresHome,
  startPostgres,
  startRedis,
  startServices,
} from '@tributary/local-stack';
import { Redis } from 'ioredis';
import { afterAll, beforeAll } from 'vitest';
import { root } from '../../architecture/workspace.js';

/** A whole pipeline for one test file: servers and services of its own, real as in production. */
export interface TestPipeline {
  readonly api: ApiClient;
  readonly redis: Redis;
  readonly databaseUrl: string;
  readonly services: readonly RunningService[];
  /** Holds logs, the object store and `inbox`, from which `file://` URIs may be read. */
  readonly dir: string;
  readonly inbox: string;
}

export interface TestPipelineOptions {
  readonly neo4jUri?: () => Promise<string | undefined>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a pipeline before the file's first test and stops it after the last. The answer is filled by then. */
export function usePipeline(options: TestPipelineOptions = {}): TestPipeline {
  const dir = mkdtempSync(join(tmpdir(), 'tributary-e2e-'));
  const pipeline = { dir, inbox: join(dir, 'inbox') } as { -readonly [K in keyof TestPipeline]: TestPipeline[K] };
  const stops: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const running = await start(pipeline, options, stops);
    pipeline.services = running.services;
    pipeline.api = createApiClient({ baseUrl: running.gatewayUrl });
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
    removePostgresHome(join(dir, 'postgres'));
    rmSync(dir, { recursive: true, force: true });
  });
  return pipeline;
}

type Mutable = { -readonly [K in keyof TestPipeline]: TestPipeline[K] };

async function start(
  pipeline: Mutable,
  { neo4jUri, env = {} }: TestPipelineOptions,
  stops: (() => Promise<unknown>)[],
): Promise<RunningPipeline> {
  mkdirSync(pipeline.inbox, { recursive: true });
  // Not the run's shared Redis: a test may flush everything.
  const redis = await startRedis({ dir: join(pipeline.dir, 'redis') });
  stops.push(() => redis.stop());
  pipeline.redis = new Redis(redis.url, { maxRetriesPerRequest: 1 });
  stops.push(async () => pipeline.redis.disconnect());
  const postgres = await startPostgres({ dir: join(pipeline.dir, 'postgres') });
  stops.push(() => postgres.stop());
  pipeline.databaseUrl = postgres.url;
  await migrate(postgres.url);
  const uri = await neo4jUri?.();
  const running = await startServices({
    root,
    dir: pipeline.dir,
    redisUrl: redis.url,
    databaseUrl: postgres.url,
    ...(uri === undefined ? {} : { neo4jUri: uri }),
    gatewayPort: 0,
    sourceRoots: [pipeline.inbox],
    env,
  });
  stops.push(() => running.stop());
  return running;
}
