import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { migrate } from '@tributary/database';
import { type ServiceName, serviceNames, startService } from '@tributary/local-stack';
import { testDatabase, testRedis } from '@tributary/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../architecture/workspace.js';

const dir = mkdtempSync(join(tmpdir(), 'tributary-services-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const servers = { redisUrl: '', prefix: '', databaseUrl: '' };
beforeAll(async () => {
  const redis = await testRedis();
  const database = await testDatabase({ prepare: migrate, template: 'migrated' });
  Object.assign(servers, { redisUrl: redis.url, prefix: redis.prefix, databaseUrl: database.url });
});

/** The least that a service must be told; nothing of this process's environment. */
function environment(): Record<string, string> {
  return {
    REDIS_URL: servers.redisUrl,
    REDIS_KEY_PREFIX: servers.prefix,
    DATABASE_URL: servers.databaseUrl,
    OBJECT_STORE_URL: pathToFileURL(join(dir, 'objects')).href,
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: '0',
  };
}

async function start(name: ServiceName, changes: Record<string, string> = {}) {
  return startService({ name, root, env: { ...environment(), ...changes }, logFile: join(dir, `${name}.log`) });
}

describe.each(serviceNames)('the service %s', (name) => {
  test('starts alone, with only its own environment, and tells how it is', async () => {
    const service = await start(name);
    try {
      const answers = await Promise.all(['/livez', '/readyz', '/metrics'].map((path) => fetch(service.url + path)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(await answers[2]?.text()).toContain('# TYPE tributary_');
    } finally {
      await service.stop();
    }
  });

  test('refuses a wrong configuration, and names every variable with what was given', async () => {
    const wrong = { DATABASE_URL: 'mysql://127.0.0.1/tributary', HTTP_PORT: 'many', REDIS_LOCK_TIMEOUT: '10' };
    const refusal = await start(name, wrong).catch((error: Error) => error.message);
    for (const [variable, value] of Object.entries(wrong)) expect(refusal).toContain(`${variable} is ${JSON.stringify(value)}; allowed: `);
  });

  test('refuses to start without its database, and names the variable', async () => {
    await expect(start(name, { DATABASE_URL: '' })).rejects.toThrow(
      `${name} did not start: wrong configuration: · DATABASE_URL is not set`,
    );
  });
});

test('a service refuses a database that was never migrated, and says what to do', async () => {
  const empty = await testDatabase();
  await expect(start('text', { DATABASE_URL: empty.url })).rejects.toThrow(/tributary migrate/);
});

test('a service refuses a Redis that may evict streams, and says what to set', async () => {
  const redis = await testRedis();
  await redis.client.config('SET', 'maxmemory-policy', 'allkeys-lru');
  try {
    await expect(start('text')).rejects.toThrow(/noeviction/);
  } finally {
    await redis.client.config('SET', 'maxmemory-policy', 'noeviction');
  }
});
