import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, test, vi } from 'vitest';
import { freePort, isAlive, LocalStackError, removePostgresHome, startNeo4j, startPostgres, startRedis } from './index.js';
import { ask } from './tcp.js';

function setup(): { dir: string } {
  // A blank in the path: checkouts have them.
  const dir = mkdtempSync(join(tmpdir(), 'local stack '));
  onTestFinished(() => {
    removePostgresHome(dir);
    rmSync(dir, { recursive: true, force: true });
  });
  for (const name of ['REDIS_URL', 'DATABASE_URL', 'NEO4J_URI']) vi.stubEnv(name, '');
  onTestFinished(() => void vi.unstubAllEnvs());
  return { dir };
}

test('Redis keeps what it acknowledged over a restart, and evicts nothing', async ({ expect }) => {
  const { dir } = setup();
  const first = await startRedis({ dir });
  const port = Number(new URL(first.url).port);
  expect((await ask(port, 'CONFIG GET maxmemory-policy\r\n')).toString()).toContain('noeviction');
  await ask(port, 'SET kept yes\r\n');
  await first.stop();
  const second = await startRedis({ dir, port });
  onTestFinished(() => second.stop());
  expect((await ask(port, 'GET kept\r\n')).toString()).toBe('$3\r\nyes\r\n');
  expect(isAlive(first.pid ?? 0)).toBe(false);
});

test('a Redis left behind on the same folder is stopped before the next one starts', async ({ expect }) => {
  const { dir } = setup();
  const abandoned = await startRedis({ dir });
  const next = await startRedis({ dir });
  onTestFinished(() => next.stop());
  expect(isAlive(abandoned.pid ?? 0)).toBe(false);
});

test('Postgres starts again on its folder after a kill', async ({ expect }) => {
  const { dir } = setup();
  const first = await startPostgres({ dir });
  process.kill(first.pid ?? 0, 'SIGKILL');
  const second = await startPostgres({ dir });
  expect(second.url).toMatch(/^postgresql:\/\/postgres@127\.0\.0\.1:\d+\/postgres$/);
  await second.stop();
  expect(isAlive(second.pid ?? 0)).toBe(false);
});

test('a server named by its variable is used, and left alone on stop', async ({ expect }) => {
  const { dir } = setup();
  vi.stubEnv('REDIS_URL', 'redis://elsewhere:6379');
  vi.stubEnv('DATABASE_URL', 'postgresql://elsewhere/db');
  vi.stubEnv('NEO4J_URI', 'bolt://elsewhere:7687');
  const [redis, postgres, neo4j] = [await startRedis({ dir }), await startPostgres({ dir }), await startNeo4j({ dir })];
  expect([redis.url, postgres.url, neo4j.server?.url]).toEqual([
    'redis://elsewhere:6379',
    'postgresql://elsewhere/db',
    'bolt://elsewhere:7687',
  ]);
  expect([redis.pid, postgres.pid, neo4j.server?.pid]).toEqual([undefined, undefined, undefined]);
});

test('a port in use is refused by number', async ({ expect }) => {
  const { dir } = setup();
  const port = await freePort();
  const taken = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await expect(startRedis({ dir, port })).rejects.toThrow(
    new LocalStackError(`port ${port} is in use: choose another one, or stop what listens there`),
  );
});

test('Neo4j is declined with a reason when Java is missing', async ({ expect }) => {
  const { dir } = setup();
  const fakeJava = join(dir, 'java');
  writeFileSync(fakeJava, '#!/bin/sh\necho \'openjdk version "11.0.2"\' >&2\n', { mode: 0o755 });
  vi.stubEnv('PATH', dir);
  vi.stubEnv('JAVA_HOME', undefined);
  expect(await startNeo4j({ dir })).toEqual({ reason: `${fakeJava} is Java 11: Neo4j needs 17 or newer` });
});
