import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@tributary/database';
import {
  type RunningService,
  removePostgresHome,
  type ServiceName,
  startPostgres,
  startRedis,
  startServices,
} from '@tributary/local-stack';
import { endsWithProgram } from './ends-with-program.js';
import { root } from './root.js';

/** A whole pipeline: servers and services of its own, real as in production. */
export interface StartedPipeline {
  readonly gatewayUrl: string;
  readonly redisUrl: string;
  readonly databaseUrl: string;
  readonly services: readonly RunningService[];
  /** Process ids of Redis and Postgres. */
  readonly servers: { readonly redis: number; readonly postgres: number };
  /** Holds logs, the object store and `inbox`, from which `file://` URIs may be read. */
  readonly dir: string;
  readonly inbox: string;
  /** Ends everything and removes the folder. */
  stop(): Promise<void>;
}

export interface PipelineOptions {
  /** Where everything lies; it is removed in the end. Default: a new folder. */
  readonly dir?: string;
  readonly neo4jUri?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly services?: readonly ServiceName[];
}

/** Starts servers, schema and services; what was started is stopped again when a later one does not start. */
export async function startPipeline({ neo4jUri, env = {}, services, ...options }: PipelineOptions = {}): Promise<StartedPipeline> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'tributary-pipeline-'));
  const inbox = join(dir, 'inbox');
  mkdirSync(inbox, { recursive: true });
  const stops: (() => Promise<unknown>)[] = [];
  const stop = endsWithProgram(async () => {
    for (const one of stops.toReversed()) await one();
    removePostgresHome(join(dir, 'postgres'));
    rmSync(dir, { recursive: true, force: true });
  });
  try {
    // Not a shared Redis: a test may flush everything.
    const redis = await startRedis({ dir: join(dir, 'redis') });
    stops.push(() => redis.stop());
    const postgres = await startPostgres({ dir: join(dir, 'postgres') });
    stops.push(() => postgres.stop());
    await migrate(postgres.url);
    const running = await startServices({
      root,
      dir,
      redisUrl: redis.url,
      databaseUrl: postgres.url,
      ...(neo4jUri === undefined ? {} : { neo4jUri }),
      gatewayPort: 0,
      sourceRoots: [inbox],
      env,
      ...(services === undefined ? {} : { services }),
    });
    stops.push(() => running.stop());
    const { gatewayUrl } = running;
    const servers = { redis: redis.pid ?? 0, postgres: postgres.pid ?? 0 };
    return { gatewayUrl, redisUrl: redis.url, databaseUrl: postgres.url, services: running.services, servers, dir, inbox, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
