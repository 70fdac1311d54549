import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeCloudEvent } from '@tributary/contracts';
import { type LocalServer, startRedis } from '@tributary/local-stack';
import type { Settlement } from '@tributary/stage-kit';
import { TcpProxy } from '@tributary/testing/tcp-proxy';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test, vi } from 'vitest';
import { publishEvents, streamOf, textCompleted } from '../conformance/events.js';
import { type Answer, gate, Recorder } from '../conformance/recorder.js';
import { policy } from '../conformance/setup.js';
import type { StreamCounter } from '../metrics.js';
import { openAdminClient } from '../redis/admin-client.js';
import { createRedisStreams } from '../redis/redis-streams.js';

const space = { prefix: 'faults', partitions: 1 };
const leaseMs = 1_500;
const stream = streamOf(space, textCompleted('one'));
const next = `${stream}.next`;
const slow = { timeout: 30_000, interval: 50 };

/** A Redis of its own, which the test may stop, flush and start again. */
async function setup() {
  const dir = mkdtempSync(join(tmpdir(), 'tributary-faults-'));
  let server = await startRedis({ dir });
  const { url } = server;
  const port = Number(new URL(url).port);
  const client = new Redis(url);
  client.on('error', () => {});
  const cleanups: (() => void | Promise<void>)[] = [];
  onTestFinished(async () => {
    for (const cleanUp of cleanups) await cleanUp();
    client.disconnect();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  const connect = (to = url) => {
    const counts = new Map<StreamCounter, number>();
    const metrics = { count: (name: StreamCounter, _group: string, by = 1) => void counts.set(name, (counts.get(name) ?? 0) + by) };
    const transport = createRedisStreams({ url: to, space, quarantine: { keep: () => Promise.resolve() }, metrics, blockMs: 500 });
    cleanups.push(() => transport.abandon());
    return { transport, counts };
  };
  const publisher = connect().transport;
  return {
    url,
    client,
    connect,
    publish: (...names: string[]) => publishEvents(publisher, space, names.map(textCompleted)),
    proxy: async () => {
      const proxy = await TcpProxy.open(port);
      cleanups.push(() => proxy.close());
      return proxy;
    },
    consume: async (answer?: Answer, { to = url, lease = leaseMs } = {}) => {
      const { transport, counts } = connect(to);
      const recorder = new Recorder(answer);
      const subscription = transport.subscribe({ ...policy, leaseMs: lease, concurrency: 20 }, recorder);
      await subscription.start();
      return { recorder, counts, subscription };
    },
    stopRedis: (): Promise<void> => server.stop(),
    startRedis: async (): Promise<LocalServer> => {
      server = await startRedis({ dir, port });
      return server;
    },
  };
}

const announcing = (name: string): Settlement => ({
  kind: 'acknowledge',
  effects: { publish: [{ stream: next, fields: encodeCloudEvent(textCompleted(name)) }] },
});

test('takes over the work of a process that was killed, within its lease', async () => {
  const { url, publish, consume } = await setup();
  const script = fileURLToPath(new URL('../../dist/faults/consumer-process.js', import.meta.url));
  const child = fork(script, [url, space.prefix, String(leaseMs)], { execArgv: [] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  const taken = once(child, 'message');
  await publish('one');
  expect(await taken).toEqual([{ taken: 'one' }, undefined]);
  const heir = await consume();
  child.kill('SIGKILL');
  await heir.recorder.until(({ results }) => results.length === 1);
  expect(heir.recorder.deliveries).toEqual([2]);
});

test('survives a restart of Redis: everything once, live work not started twice', async () => {
  const { publish, consume, stopRedis, startRedis: start } = await setup();
  const done = gate();
  const answer: Answer = async ({ event }) => {
    if (event.id.startsWith('long')) await done.promise;
    return announcing(event.id);
  };
  // Longer than the outage: the local clock of a worker that cannot beat gives up its lease, whoever else may see Redis.
  const first = await consume(answer, { lease: 10_000 });
  const second = await consume(answer, { lease: 10_000 });
  const names = [...Array.from({ length: 10 }, (_, index) => `long${index}`), ...Array.from({ length: 20 }, (_, index) => `short${index}`)];
  await publish(...names);
  const seen = () => [...first.recorder.ids, ...second.recorder.ids];
  const settled = () => [...first.recorder.results, ...second.recorder.results].filter(({ result }) => result === 'settled');
  await vi.waitFor(() => expect(settled()).toHaveLength(20), slow);
  await stopRedis();
  await vi.waitFor(() => expect((first.counts.get('read_errors') ?? 0) + (second.counts.get('read_errors') ?? 0)).toBeGreaterThan(0), slow);
  await start();
  await publish('after').catch(() => vi.waitFor(() => publish('after'), slow));
  await vi.waitFor(() => expect(seen()).toContain('after'), slow);
  done.open();
  await vi.waitFor(() => expect(settled()).toHaveLength(31), slow);
  expect(seen().sort()).toEqual([...names, 'after'].sort());
});

test('starts over at the beginning when Redis lost everything', async () => {
  const { client, publish, consume } = await setup();
  const { recorder, counts } = await consume();
  await publish('before');
  await recorder.until(({ results }) => results.length === 1);
  await client.flushall();
  await publish('after one', 'after two');
  await recorder.until(({ results }) => results.length === 3);
  expect(recorder.ids).toEqual(['before', 'after one', 'after two']);
  expect(counts.get('groups_created')).toBe(2);
  expect(await client.smembers(`${space.prefix}:groups`)).toEqual([`${stream} entity`]);
});

test('applies effects once when the reply of the settlement is lost', async () => {
  const { client, publish, consume, proxy: open } = await setup();
  const proxy = await open();
  const { recorder } = await consume(
    ({ event }) => {
      if (event.id === 'one') {
        proxy.mode = 'swallow-replies';
        vi.waitUntil(() => proxy.swallowed > 0, slow).then(
          () => (proxy.mode = 'pass'),
          () => {},
        );
      }
      return announcing(event.id);
    },
    { to: proxy.url },
  );
  await publish('one');
  await recorder.until(({ results }) => results.length === 1);
  await publish('two');
  await recorder.until(({ ids }) => ids.includes('two'));
  await vi.waitFor(async () => expect(await client.xlen(next)).toBe(2), slow);
  expect(recorder.ids).toEqual(['one', 'two']);
  expect(await client.xpending(stream, 'entity')).toEqual([0, null, null, null]);
});

test('replaces clients on a black-holed connection and goes on', async () => {
  const { publish, consume, proxy: open } = await setup();
  const proxy = await open();
  const { recorder, counts, subscription } = await consume(undefined, { to: proxy.url });
  await publish('before');
  await recorder.until(({ results }) => results.length === 1);
  proxy.mode = 'black-hole';
  await vi.waitFor(() => expect(counts.get('client_recreations')).toBeGreaterThan(0), slow);
  expect(subscription.tickAgeMs()).toBeLessThan(10_000);
  await publish('during');
  proxy.mode = 'pass';
  proxy.reset();
  await recorder.until(({ ids }) => ids.includes('during'));
});

test('replaces a client that gave up for good as soon as somebody waits for it', async () => {
  const { url } = await setup();
  const client = await openAdminClient(url, 'test');
  onTestFinished(() => client.close());
  await client.run(async (connection) => connection.disconnect());
  await vi.waitFor(() => expect(client.isReady).toBe(false));
  await client.untilReady(10_000);
  expect(await client.run((connection) => connection.ping())).toBe('PONG');
});

test('drops what a consumer does that was cut off for longer than its lease (P-4)', async () => {
  const { client, publish, consume, proxy: open } = await setup();
  const proxy = await open();
  const late = gate();
  const zombie = await consume(
    async () => {
      await late.promise;
      return announcing('by the zombie');
    },
    { to: proxy.url },
  );
  await publish('one');
  await zombie.recorder.until(({ seen }) => seen.length === 1);
  proxy.mode = 'black-hole';
  const heir = await consume(() => announcing('by the heir'));
  await heir.recorder.until(({ results }) => results.length === 1);
  await vi.waitFor(() => expect(zombie.recorder.seen[0]?.delivery.signal.aborted).toBe(true), slow);
  proxy.mode = 'pass';
  proxy.reset();
  late.open();
  await zombie.recorder.until(({ results }) => results.length === 1);
  expect(zombie.recorder.results).toEqual([{ id: 'one', kind: 'acknowledge', result: 'lost' }]);
  const published = await client.xrange(next, '-', '+');
  expect(published.map(([, fields]) => fields[3])).toEqual(['by the heir']);
});

test('keeps the lease of long work through an outage that is shorter than it', async () => {
  const { publish, consume, stopRedis, startRedis: start } = await setup();
  const done = gate();
  const answer = async () => {
    await done.promise;
    return { kind: 'acknowledge' } as const;
  };
  const worker = await consume(answer, { lease: 10_000 });
  await publish('one');
  await worker.recorder.until(({ seen }) => seen.length === 1);
  const rival = await consume(answer, { lease: 10_000 });
  await stopRedis();
  await start();
  await publish('two').catch(() => vi.waitFor(() => publish('two'), slow));
  await vi.waitFor(() => expect([...worker.recorder.ids, ...rival.recorder.ids]).toContain('two'), slow);
  done.open();
  await vi.waitFor(() => expect([...worker.recorder.results, ...rival.recorder.results]).toHaveLength(2), slow);
  expect([...worker.recorder.ids, ...rival.recorder.ids].sort()).toEqual(['one', 'two']);
});
