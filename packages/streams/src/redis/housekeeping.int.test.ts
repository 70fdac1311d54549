import { groupRegistryKey, metaKey, streamCompanions, streamKeysOf } from '@tributary/cache-keys';
import { testRedis } from '@tributary/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { SettleRequest } from '../broker.js';
import { publishEvents, streamOf, textCompleted } from '../conformance/events.js';
import { Recorder } from '../conformance/recorder.js';
import { policy } from '../conformance/setup.js';
import { openAdminClient } from './admin-client.js';
import { checkRedis } from './check-redis.js';
import { createRedisStreams } from './redis-streams.js';
import { createStreamJanitor } from './stream-janitor.js';
import { streamStats } from './stream-stats.js';

const redis = await testRedis();
let spaces = 0;

async function setup() {
  const space = { prefix: `${redis.prefix}h${spaces++}`, partitions: 1 };
  const admin = await openAdminClient(redis.url, 'test');
  const kept: string[] = [];
  const quarantine = { keep: ({ entryId }: { readonly entryId: string }) => Promise.resolve(void kept.push(entryId)) };
  const transport = createRedisStreams({ url: redis.url, space, quarantine, blockMs: 200 });
  onTestFinished(() => {
    transport.abandon();
    admin.close();
  });
  const stream = streamOf(space, textCompleted('one'));
  return {
    space,
    admin,
    transport,
    stream,
    kept,
    companions: streamCompanions(stream, 'entity'),
    janitor: (deadAfterMs = 600_000) => createStreamJanitor({ client: admin, space, everyMs: 1, deadAfterMs }),
    publish: (...names: string[]) => publishEvents(transport, space, names.map(textCompleted)),
    consume: async (recorder: Recorder) => {
      const subscription = transport.subscribe(policy, recorder);
      await subscription.start();
      return subscription;
    },
  };
}

test('drops old entries from streams that leave the system, and nothing from those that a group of ours reads', async () => {
  const { space, stream, janitor, publish, consume } = await setup();
  const [leaving = ''] = streamKeysOf(space, 'document.graph.completed');
  const old = redis.client.pipeline();
  // Trimming goes by whole blocks of entries.
  for (let n = 1; n <= 250; n++) old.xadd(leaving, `${n}-0`, 'id', n);
  await old.exec();
  await redis.client.xadd(leaving, '*', 'id', 'new');
  await (await consume(new Recorder())).drain(0);
  await publish('waits');
  expect(await janitor().run()).toMatchObject({ trimmed: 200 });
  expect(await redis.client.xlen(leaving)).toBe(51);
  expect(await redis.client.xlen(stream)).toBe(1);
});

test('settles a delivery once, however often it is asked to', async () => {
  const { transport, stream, publish } = await setup();
  await publish('one');
  await redis.client.xgroup('CREATE', stream, 'entity', '0');
  const reply = await redis.client.xreadgroup('GROUP', 'entity', 'me', 'STREAMS', stream, '>');
  const entryId = (reply as [string, [string, string[]][]][])[0]?.[1][0]?.[0] ?? '';
  const publishNext = { publish: [{ stream: `${stream}.next`, fields: ['a', 'b'] }] };
  const request: SettleRequest = {
    stream,
    entryId,
    group: 'entity',
    consumer: 'me',
    settlement: { kind: 'acknowledge', effects: publishNext },
    retryId: 'one',
    nextAttempt: 1,
  };
  const broker = transport.broker;
  await transport.control.untilReady(5_000);
  expect(await Promise.all([broker.settle(request), broker.settle(request)])).toEqual(['settled', 'lost']);
  expect(await broker.settle(request)).toBe('lost');
  expect(await redis.client.xlen(`${stream}.next`)).toBe(1);
});

test('does not let one refused settlement take the others of its tick with it', async () => {
  const { publish, consume, stream } = await setup();
  const text = `${stream}.text`;
  await redis.client.set(text, 'not a stream');
  const recorder = new Recorder(({ event }) => ({
    kind: 'acknowledge',
    effects: { publish: [{ stream: event.id === 'bad' ? text : `${stream}.next`, fields: ['a', event.id] }] },
  }));
  await publish('good one', 'bad', 'good two');
  await consume(recorder);
  await recorder.until(({ results }) => results.length === 3);
  expect(Object.fromEntries(recorder.results.map(({ id, result }) => [id, result]))).toEqual({
    'good one': 'settled',
    bad: 'lost',
    'good two': 'settled',
  });
  expect((await redis.client.xpending(stream, 'entity'))[0]).toBe(1);
});

test('keeps waiting retries aside that cannot be decoded, and moves the others', async () => {
  const { companions, stream, kept, publish, consume } = await setup();
  await redis.client.hset(companions.retryEnvelopes, 'broken', 'no envelope');
  await redis.client.zadd(companions.retry, 1, 'broken', 2, 'without envelope');
  const recorder = new Recorder(({ attempt }) => (attempt === 1 ? { kind: 'retry', delayMs: 10 } : { kind: 'acknowledge' }));
  await publish('one');
  await consume(recorder);
  await recorder.until(({ results }) => results.length === 2);
  await vi.waitFor(async () => expect(await redis.client.zcard(companions.retry)).toBe(0));
  expect(kept).toEqual(['retry:broken']);
  expect(await redis.client.hlen(companions.retryEnvelopes)).toBe(0);
  expect(await redis.client.xlen(stream)).toBe(2);
});

test('deletes a consumer that left and leaves one with pending entries', async () => {
  const { stream, publish, janitor } = await setup();
  await publish('one');
  await redis.client.xgroup('CREATE', stream, 'entity', '0');
  await redis.client.sadd(groupRegistryKey({ prefix: stream.slice(1, stream.indexOf(':')), partitions: 1 }), `${stream} entity`);
  await redis.client.xreadgroup('GROUP', 'entity', 'holder', 'STREAMS', stream, '>');
  await redis.client.xgroup('CREATECONSUMER', stream, 'entity', 'gone');
  await vi.waitFor(async () => expect(await janitor(5).run()).toMatchObject({ deadConsumers: 1 }));
  const consumers = (await redis.client.xinfo('CONSUMERS', stream, 'entity')) as string[][];
  expect(consumers.map(([, name]) => name)).toEqual(['holder']);
});

test('does not trim a stream on which a registered group is missing, and reports groups nobody registered', async () => {
  const { space, stream, publish, janitor } = await setup();
  await publish(...Array.from({ length: 250 }, (_, index) => `e${index}`));
  await redis.client.xgroup('CREATE', stream, 'entity', '$');
  await redis.client.xgroup('CREATE', stream, 'stranger', '0');
  await redis.client.sadd(groupRegistryKey(space), `${stream} entity`, `${stream} audit`);
  expect(await janitor().run()).toMatchObject({
    trimmed: 0,
    missingGroups: [`${stream} audit`],
    unregisteredGroups: [`${stream} stranger`],
  });
  await redis.client.srem(groupRegistryKey(space), `${stream} audit`);
  await vi.waitFor(async () => expect((await janitor().run())?.trimmed).toBeGreaterThanOrEqual(200));
});

test('cleans up in one process at a time', async () => {
  const { space, admin } = await setup();
  const slow = createStreamJanitor({ client: admin, space, everyMs: 60_000 });
  expect(await slow.run()).toEqual({ trimmed: 0, deadConsumers: 0, missingGroups: [], unregisteredGroups: [] });
  expect(await slow.run()).toBeUndefined();
});

test('reports work left: undelivered, pending and waiting for a retry', async () => {
  const { admin, space, publish, consume, stream } = await setup();
  const recorder = new Recorder(({ event }) => (event.id === 'held' ? new Promise(() => {}) : { kind: 'retry', delayMs: 60_000 }));
  const subscription = await consume(recorder);
  await publish('held', 'retried');
  await recorder.until(({ seen, results }) => seen.length === 2 && results.length === 1);
  const [stats] = await streamStats(admin, space);
  expect(stats).toMatchObject({
    stream,
    group: 'entity',
    length: 2,
    lag: 0,
    pending: 1,
    consumers: 1,
    retryWaiting: 1,
    retryDue: 0,
    oldestWaitingAgeMs: 0,
  });
  expect(stats?.oldestPendingAgeMs).toBeGreaterThanOrEqual(0);
  expect(subscription.tickAgeMs()).toBeLessThan(1_000);
});

test('leaves no consumer behind when it drains', async () => {
  const { publish, consume, stream } = await setup();
  const recorder = new Recorder();
  const subscription = await consume(recorder);
  await publish('one');
  await recorder.until(({ results }) => results.length === 1);
  await subscription.drain(1_000);
  expect(await redis.client.xinfo('CONSUMERS', stream, 'entity')).toEqual([]);
});

test('refuses a Redis that may evict streams, and other partitions than were installed', async () => {
  const space = { prefix: `${redis.prefix}check`, partitions: 4 };
  expect((await checkRedis(redis.url, space)).problems).toEqual([]);
  const [problem] = (await checkRedis(redis.url, { ...space, partitions: 8 })).problems;
  expect(problem).toMatch(/^STREAM_PARTITIONS is 8, but this Redis was installed with 4/);
  expect(await redis.client.hget(metaKey(space), 'partitions')).toBe('4');
  const evicting = new Redis(redis.url);
  onTestFinished(async () => {
    await evicting.config('SET', 'maxmemory-policy', 'noeviction');
    evicting.disconnect();
  });
  await evicting.config('SET', 'maxmemory-policy', 'allkeys-lru');
  expect((await checkRedis(redis.url, space)).problems).toEqual([expect.stringContaining('maxmemory-policy is allkeys-lru')]);
});

test('says that Redis is not there', async () => {
  await expect(openAdminClient('redis://127.0.0.1:1', 'test', undefined, 300)).rejects.toMatchObject({ code: 'redis_unavailable' });
});

test('puts a lag right that Redis got wrong, as a replica does that took over (P-62)', async () => {
  const { admin, space, stream, janitor, publish, consume } = await setup();
  const recorder = new Recorder();
  const subscription = await consume(recorder);
  await publish('one', 'two', 'three', 'four', 'five');
  await recorder.until(({ results }) => results.length === 5);
  await subscription.drain(1_000);
  await publish('six', 'seven');
  const lag = async () => (await streamStats(admin, space)).map((stats) => stats.lag);
  const last = async () => String(((await redis.client.xinfo('GROUPS', stream)) as unknown[][])[0]?.[7]);
  expect(await lag()).toEqual([2]);
  await redis.client.xgroup('SETID', stream, 'entity', await last(), 'ENTRIESREAD', 1);
  expect(await lag()).toEqual([6]);
  await janitor().run();
  expect(await lag()).toEqual([2]);
  const heir = new Recorder();
  await consume(heir);
  await heir.until(({ results }) => results.length === 2);
  expect(heir.ids).toEqual(['six', 'seven']);
  expect(await lag()).toEqual([0]);
});
