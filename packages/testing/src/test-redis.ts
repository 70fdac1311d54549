import { randomUUID } from 'node:crypto';
import { startRedis } from '@tributary/local-stack';
import { Redis } from 'ioredis';
import { afterAll } from 'vitest';
import { sharedServer } from './server-run.js';

/** A real Redis for one test file: the server is shared, the key prefix is this file's own. */
export interface TestRedis {
  readonly url: string;
  /** Connected; closed after the file's last test. */
  readonly client: Redis;
  /** Key prefix that no other file uses; pass it as REDIS_KEY_PREFIX. */
  readonly prefix: string;
  /** Deletes every key under the prefix, also those in a hash tag such as `{prefix:p0}`. */
  flush(): Promise<void>;
}

/** Call once per test file. `TRIBUTARY_TEST_REDIS_URL` names a server to use instead of starting one. */
export async function testRedis(): Promise<TestRedis> {
  const named = process.env['TRIBUTARY_TEST_REDIS_URL'];
  const { url } = named === undefined ? await sharedServer('redis', (dir) => startRedis({ dir })) : { url: named };
  const client = new Redis(url, { maxRetriesPerRequest: 1 });
  client.on('error', () => {});
  const prefix = `t${randomUUID().slice(0, 8)}`;
  const flush = async () => {
    for (const pattern of [`${prefix}*`, `{${prefix}*`]) await deleteMatching(client, pattern);
  };
  afterAll(async () => {
    await flush();
    client.disconnect();
  });
  return { url, client, prefix, flush };
}

async function deleteMatching(client: Redis, pattern: string): Promise<void> {
  let cursor = '0';
  do {
    const [next, keys] = await client.scan(cursor, 'MATCH', pattern, 'COUNT', 1000);
    if (keys.length > 0) await client.unlink(...keys);
    cursor = next;
  } while (cursor !== '0');
}
