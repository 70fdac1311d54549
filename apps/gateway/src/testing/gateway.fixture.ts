import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ApiClient, createApiClient } from '@tributary/client';
import { createDatabase, type Database, migrate } from '@tributary/database';
import { defaultPageRendererSettings, PageRenderer } from '@tributary/providers/page-renderer';
import { loadConfig, type Runtime, startService } from '@tributary/service-kit';
import { type TestRedis, testDatabase, testRedis } from '@tributary/testing';
import { afterAll } from 'vitest';
import { GatewayConfig } from '../gateway.config.js';
import { openGateway } from '../open-gateway.js';

const providers = join(import.meta.dirname, '..', '..', '..', '..', 'packages', 'providers');

export interface GatewayFixture {
  readonly url: string;
  readonly api: ApiClient;
  readonly db: Database;
  readonly redis: TestRedis;
  /** Directory from which `file://` sources may come. */
  readonly inbox: string;
  /** A request as a stranger would send it. */
  request(path: string, init?: RequestInit): Promise<Response>;
}

/** A gateway on real Redis and Postgres, for one test file. */
export async function startGateway(environment: Readonly<Record<string, string>> = {}): Promise<GatewayFixture> {
  const [redis, { url: databaseUrl }, port] = await Promise.all([
    testRedis(),
    testDatabase({ prepare: migrate, template: 'gateway' }),
    freePort(),
  ]);
  const directory = await mkdtemp(join(tmpdir(), 'gateway-'));
  const config = loadConfig(GatewayConfig, {
    REDIS_URL: redis.url,
    REDIS_KEY_PREFIX: redis.prefix,
    DATABASE_URL: databaseUrl,
    HTTP_PORT: String(port),
    LOG_LEVEL: 'error',
    OBJECT_STORE_URL: pathToFileURL(join(directory, 'objects')).href,
    SOURCE_ROOTS: directory,
    SHUTDOWN_GRACE: '1s',
    ...environment,
  });
  // Children are other processes: they run what was built.
  const renderer = new PageRenderer({
    ...defaultPageRendererSettings,
    childEntry: join(providers, 'dist', 'page-image', 'render-child.js'),
  });
  const start = (runtime: Runtime) => openGateway(runtime, config, renderer);
  const stop = await startService({ name: 'gateway', config: GatewayConfig, start }, config);
  const db = createDatabase({ url: databaseUrl, applicationName: 'test' });
  afterAll(async () => {
    await stop();
    await db.destroy();
    await rm(directory, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    db,
    redis,
    inbox: directory,
    api: createApiClient({ baseUrl: url, attempts: 1 }),
    request: (path, init) => fetch(`${url}${path}`, init),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
