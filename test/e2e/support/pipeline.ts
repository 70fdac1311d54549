import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiClient, createApiClient } from '@tributary/client';
import type { RunningService } from '@tributary/local-stack';
import { Redis } from 'ioredis';
import { afterAll, beforeAll } from 'vitest';
import { startPipeline } from '../../support/start-pipeline.js';

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
export function usePipeline({ neo4jUri, env = {} }: TestPipelineOptions = {}): TestPipeline {
  const dir = mkdtempSync(join(tmpdir(), 'tributary-e2e-'));
  const pipeline = { dir, inbox: join(dir, 'inbox') } as { -readonly [K in keyof TestPipeline]: TestPipeline[K] };
  const stops: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const uri = await neo4jUri?.();
    const started = await startPipeline({ dir, env, ...(uri === undefined ? {} : { neo4jUri: uri }) });
    stops.push(() => started.stop());
    pipeline.redis = new Redis(started.redisUrl, { maxRetriesPerRequest: 1 });
    stops.push(async () => pipeline.redis.disconnect());
    pipeline.databaseUrl = started.databaseUrl;
    pipeline.services = started.services;
    pipeline.api = createApiClient({ baseUrl: started.gatewayUrl });
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });
  return pipeline;
}
