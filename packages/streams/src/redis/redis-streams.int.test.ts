import { randomUUID } from 'node:crypto';
import { bulkLaneKeys, streamKeysOf } from '@tributary/cache-keys';
import type { RejectedEntry } from '@tributary/stage-kit';
import { testRedis } from '@tributary/testing';
import { type ConformanceBackend, streamConformance } from '../conformance/stream-conformance.js';
import { openAdminClient } from './admin-client.js';
import { createRedisStreams } from './redis-streams.js';
import { createStreamJanitor } from './stream-janitor.js';

const redis = await testRedis();

streamConformance('Redis', () => redisBackend(1));
streamConformance('Redis, four partitions', () => redisBackend(4));

async function redisBackend(partitions: number): Promise<ConformanceBackend> {
  const { url, client } = redis;
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
