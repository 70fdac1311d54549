import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import pg from 'pg';

/** Where a word is found: every table of Postgres, every key of Redis with its value, every file of a folder. */
export async function tracesOf(word: string, databaseUrl: string, redis: Redis, folder: string): Promise<string[]> {
  return [...(await inPostgres(word, databaseUrl)), ...(await inRedis(word, redis)), ...inFiles(word, folder)].sort();
}

async function inPostgres(word: string, url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public'`);
    const found: string[] = [];
    for (const { name } of rows) {
      const hits = await client.query(`select 1 from "${name}" as row where row::text ilike $1 limit 1`, [`%${word}%`]);
      if (hits.rows.length > 0) found.push(`postgres ${name}`);
    }
    return found;
  } finally {
    await client.end();
  }
}

async function inRedis(word: string, redis: Redis): Promise<string[]> {
  const keys = await redis.keys('*');
  const values = await Promise.all(keys.map(async (key) => [key, await contentOf(redis, key)] as const));
  return values.filter(([key, value]) => `${key} ${value}`.toLowerCase().includes(word.toLowerCase())).map(([key]) => `redis ${key}`);
}

async function contentOf(redis: Redis, key: string): Promise<string> {
  const readers: Record<string, () => Promise<unknown>> = {
    string: () => redis.get(key),
    hash: () => redis.hgetall(key),
    list: () => redis.lrange(key, 0, -1),
    set: () => redis.smembers(key),
    zset: () => redis.zrange(key, '0', '-1'),
    stream: () => redis.xrange(key, '-', '+'),
  };
  return JSON.stringify(await readers[await redis.type(key)]?.());
}

function inFiles(word: string, folder: string): string[] {
  const files = globSync('**/*', { cwd: folder }).filter((name) => statSync(join(folder, name)).isFile());
  const hits = files.filter((name) => readFileSync(join(folder, name)).toString('latin1').toLowerCase().includes(word.toLowerCase()));
  return hits.map((name) => `file ${name}`);
}
