import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '@tributary/local-stack';
import { describeFailure } from '@tributary/stage-kit';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test, vi } from 'vitest';
import { publishEvents, textCompleted } from '../conformance/events.js';
import { type Answer, gate, Recorder } from '../conformance/recorder.js';
import { policy } from '../conformance/setup.js';
import { createRedisStreams } from '../redis/redis-streams.js';

const space = { prefix: 'memory', partitions: 1 };
const patience = { timeout: 15_000, interval: 50 };
const megabyte = 1 << 20;

/** A Redis of its own, whose memory the test bounds and fills. */
async function setup(answer?: Answer) {
  const dir = mkdtempSync(join(tmpdir(), 'tributary-memory-'));
  const server = await startRedis({ dir });
  const client = new Redis(server.url);
  const transport = createRedisStreams({ url: server.url, space, quarantine: { keep: () => Promise.resolve() }, blockMs: 300 });
  onTestFinished(async () => {
    transport.abandon();
    client.disconnect();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  const recorder = new Recorder(answer);
  await transport.control.untilReady(5_000);
  await transport.subscribe({ ...policy, maxMemoryShare: 0.8 }, recorder).start();
  return {
    client,
    transport,
    recorder,
    publish: (...names: string[]) => publishEvents(transport, space, names.map(textCompleted)),
    /** Leaves this share of the memory used. */
    fillTo: async (share: number) => {
      // Grown where it lies: a value that is sent fills buffers as well.
      await client.setrange('ballast', 20 * megabyte, 'x');
      const used = Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
      await client.config('SET', 'maxmemory', Math.round(used / share));
    },
    empty: async () => void (await client.del('ballast')),
    untilReasons: (...reasons: string[]) => vi.waitFor(() => expect(transport.pauses()[0]?.reasons).toEqual(reasons), patience),
  };
}

test('at 80 % of its memory Redis is given nothing more to do; what it has stays', async () => {
  const { recorder, publish, fillTo, empty, untilReasons } = await setup();
  await fillTo(0.85);
  await untilReasons('redis_memory');
  await publish('waits');
  await empty();
  await untilReasons();
  await recorder.until(({ results }) => results.length === 1);
  expect(recorder.results).toEqual([{ id: 'waits', kind: 'acknowledge', result: 'settled' }]);
});

test('a Redis out of memory is a dependency that is down: the settlement waits for it, and nothing is charged (P-70)', async () => {
  const ready = gate();
  const { recorder, publish, fillTo, empty, client, transport } = await setup(async () => {
    await ready.promise;
    const effects = { set: [{ key: '{memory:p0}:value', value: Buffer.alloc(megabyte), ttlMs: 60_000 }] };
    return { kind: 'acknowledge', effects };
  });
  await publish('one');
  await recorder.until(({ seen }) => seen.length === 1);
  await fillTo(1.2);
  const refusal = await publishEvents(transport, space, [textCompleted('two')]).catch((error: unknown) => error);
  expect(describeFailure(refusal)).toMatchObject({ code: 'redis_unavailable', retryable: true, charged: false });
  ready.open();
  await vi.waitFor(async () => expect(await client.info('errorstats')).toContain('errorstat_OOM'), patience);
  expect(recorder.results).toEqual([]);
  await empty();
  await recorder.until(({ results }) => results.length === 1);
  expect(recorder.results).toEqual([{ id: 'one', kind: 'acknowledge', result: 'settled' }]);
  expect(recorder.attempts).toEqual([1]);
  expect(await client.strlen('{memory:p0}:value')).toBe(megabyte);
});
