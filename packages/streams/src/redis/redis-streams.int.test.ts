import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bulkLaneKeys, streamKeysOf } from '@tributary/cache-keys';
import { startRedisCluster } from '@tributary/local-stack';
import type { RejectedEntry } from '@tributary/stage-kit';
import { testRedis } from '@tributary/testing';
import { afterAll } from 'vitest';
import { type ConformanceBackend, streamConformance } from '../conformance/stream-conformance.js';
import { openAdminClient } from './admin-client.js';
import type { RedisConnection } from './bounded-client.js';
import { connectTo } from './connect.js';
import { createRedisStreams } from './redis-streams.js';
import { createStreamJanitor } from './stream-janitor.js';

const redis = await testRedis();
const dir = mkdtempSync(join(tmpdir(), 'tributary-cluster-'));
const cluster = await startRedisCluster({ dir });
const clusterClient = connectTo(cluster.url)({ replyMapping: 'legacy' });
clusterClient.on('error', () => {});
afterAll(async () => {
  clusterClient.disconnect();
  await cluster.stop();
  rmSync(dir, { recursive: true, force: true });
});

streamConformance('Redis', () => redisBackend(redis, 1));
streamConformance('Redis, four partitions', () => redisBackend(redis, 4));
streamConformance('Redis Cluster, four partitions', () => redisBackend({ url: cluster.url, client: clusterClient }, 4));

async function redisBackend(
  { url, client }: { readonly url: string; readonly client: RedisConnection },
  partitions: number,
): Promise<ConformanceBackend> {
  const space = { prefix: `${redis.prefix}${randomUUID().slice(0, 4)}`, partitions };
  const quarantined: RejectedEntry[] = [];
  let refusing = false;
  const keep = (entry: RejectedEntry) => {
    if (refusing) return Promise.reject(new Error('quarantine is down'));
    quarantined.push(entry);
    return Promise.resolve();
  };
  const admin = await openAdminClient(url, 'janitor');
  return {
    space,
    quarantined,
    refuseQuarantine: (refuse) => {
      refusing = refuse;
    },
    connect: () => createRedisStreams({ url, space, quarantine: { keep }, blockMs: 500 }),
    value: async (key) => (await client.getBuffer(key))?.toString('latin1'),
    hash: (key) => client.hgetall(key),
    setValue: async (key, value) => void (await client.set(key, value)),
    append: async (stream, fields) => void (await client.xadd(stream, '*', ...fields)),
    entries: async (stream) => (await client.xrange(stream, '-', '+')).map(([, fields]) => fields),
    bulkWaiting: async (type) => {
      const sizes = await Promise.all(streamKeysOf(space, type).map((stream) => client.zcard(bulkLaneKeys(stream).queue)));
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    trim: async () => void (await createStreamJanitor({ client: admin, space, everyMs: 1 }).run()),
    close: () => Promise.resolve(admin.close()),
  };
}
