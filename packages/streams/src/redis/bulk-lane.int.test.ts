import { bulkLaneKeys, streamEntry } from '@tributary/cache-keys';
import type { RejectedEntry } from '@tributary/stage-kit';
import { testRedis } from '@tributary/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runway } from '../broker.js';
import { streamOf, textCompleted } from '../conformance/events.js';
import { Recorder } from '../conformance/recorder.js';
import { policy } from '../conformance/setup.js';
import { createRedisStreams } from './redis-streams.js';
import { createStreamJanitor } from './stream-janitor.js';
import { streamStats } from './stream-stats.js';

const redis = await testRedis();
let spaces = 0;

async function setup() {
  const space = { prefix: `${redis.prefix}b${spaces++}`, partitions: 1 };
  const quarantined: RejectedEntry[] = [];
  const keep = (entry: RejectedEntry) => Promise.resolve(void quarantined.push(entry));
  const transport = createRedisStreams({ url: redis.url, space, quarantine: { keep }, blockMs: 200 });
  onTestFinished(() => transport.abandon());
  const stream = streamOf(space, textCompleted('one'));
  await transport.control.untilReady(5_000);
  return {
    space,
    transport,
    stream,
    lane: bulkLaneKeys(stream),
    quarantined,
    submit: (...names: string[]) => transport.publish(names.map((name) => streamEntry(space, { ...textCompleted(name), lane: 'bulk' }))),
    consume: async () => {
      const recorder = new Recorder();
      await transport.subscribe(policy, recorder).start();
      return recorder;
    },
    stats: async () => (await streamStats(transport.control, space)).find(({ group }) => group === policy.group),
  };
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `e${index}`);

test('what waits beside a stream is work left: it shows in the statistics (P-73)', async () => {
  const { submit, consume, stats, transport, stream } = await setup();
  await transport.broker.ensureGroup([stream], policy.group);
  await submit(...names(100));
  expect(await stats()).toMatchObject({ lag: runway, bulkWaiting: 100 - runway });
  const recorder = await consume();
  await recorder.until(({ endedIds }) => endedIds.size === 100);
  await vi.waitFor(async () => expect(await stats()).toMatchObject({ lag: 0, pending: 0, bulkWaiting: 0, bulkWaitingMs: 0 }));
});

test('nothing is left of a lane that ran dry, and its stream is trimmed as any other', async () => {
  const { submit, consume, space, transport, stream, lane } = await setup();
  await submit(...names(300));
  const recorder = await consume();
  await recorder.until(({ endedIds }) => endedIds.size === 300);
  expect(await redis.client.exists(lane.queue, lane.envelopes, lane.turns)).toBe(0);
  await vi.waitFor(async () => {
    await createStreamJanitor({ client: transport.control, space, everyMs: 1 }).run();
    expect(await redis.client.xlen(stream)).toBeLessThan(101);
  });
});

test('an entry that was deleted makes Redis forget the lag: the lane counts instead (P-61)', async () => {
  const { submit, consume, stream, lane } = await setup();
  await submit(...names(60));
  const [, second] = await redis.client.xrange(stream, '-', '+', 'COUNT', 2);
  await redis.client.xdel(stream, second?.[0] ?? '');
  await submit('late');
  expect(await redis.client.zcard(lane.queue)).toBe(61 - runway);
  const recorder = await consume();
  await recorder.until(({ endedIds }) => endedIds.size === 60);
  expect(recorder.ids).not.toContain('e1');
});

test('a content that cannot be decoded goes into quarantine and holds up nobody (P-72)', async () => {
  const { submit, consume, lane, quarantined } = await setup();
  await submit(...names(40));
  await redis.client.hset(lane.envelopes, 'e30', 'no envelope');
  const recorder = await consume();
  await recorder.until(({ endedIds }) => endedIds.size === 39);
  await vi.waitFor(() =>
    expect(quarantined).toMatchObject([{ reason: 'bad_envelope', fields: [Buffer.from('bulk_envelope'), Buffer.from('no envelope')] }]),
  );
});

test('when Redis loses everything, what is emitted again is delivered (P-3)', async () => {
  const { submit, consume, stream, lane } = await setup();
  await submit(...names(50));
  const recorder = await consume();
  await recorder.until(({ results }) => results.length > 0);
  await redis.client.del(stream, lane.queue, lane.envelopes, lane.turns);
  await submit(...names(50));
  await recorder.until(({ endedIds }) => endedIds.size === 50);
  expect([...recorder.endedIds].toSorted()).toEqual(names(50).toSorted());
});

test('a lane whose consumers died before they told anybody is found (P-62)', async () => {
  const { submit, consume, stream, lane } = await setup();
  await submit(...names(40));
  // As if those who read what had entered had died, and an operator had cleared the stream.
  await redis.client.xtrim(stream, 'MAXLEN', 0);
  const recorder = await consume();
  await recorder.until(({ endedIds }) => endedIds.size === 40 - runway);
  expect(await redis.client.exists(lane.queue)).toBe(0);
});
