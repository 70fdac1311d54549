import { expect, onTestFinished, test, vi } from 'vitest';
import { MemoryBroker } from '../memory/memory-broker.js';
import { noStreamMetrics } from '../metrics.js';
import { HeldDelivery, suspectDeliveries } from './held-delivery.js';
import { HeldSet } from './held-set.js';
import { LeaseKeeper } from './lease-keeper.js';

const policy = { leaseMs: 60_000, maxDurationMs: 3_600_000, maxDeliveries: 3 };
const [near, away] = ['{p0}:events', '{p1}:events'] as const;
const member = { streams: [near, away], group: 'entity', consumer: 'one' };
const log = { debug() {}, info() {}, warn() {}, error() {} };

/** One entry of each stream in hand, on a clock that the test moves. */
async function setup(broker: MemoryBroker, deliveries = 1): Promise<{ readonly held: readonly HeldDelivery[]; readonly set: HeldSet }> {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const now = () => performance.now();
  const set = new HeldSet(10);
  await broker.ensureGroup(member.streams, member.group);
  for (const stream of member.streams) broker.append(stream, ['id', stream]);
  const entries = await broker.reader(member).read(member.streams, 1, 0);
  const held = entries.map((entry) => new HeldDelivery({ ...entry, deliveries }, 1, now()));
  for (const one of held) set.add(one);
  new LeaseKeeper({ broker, log, metrics: noStreamMetrics, now }, member, policy, set).start();
  return { held, set };
}

test.each([
  ['refuses', () => Promise.reject(new Error('the node is down'))],
  ['never answers', () => new Promise<never>(() => {})],
])('a node that %s costs the leases on its own slots and no others', async (_how, answer) => {
  class OneNodeAway extends MemoryBroker {
    override beat(...beat: Parameters<MemoryBroker['beat']>): Promise<readonly string[]> {
      return beat[1] === away ? answer() : super.beat(...beat);
    }
  }
  const { held } = await setup(new OneNodeAway(() => performance.now()));
  const phases = () => Object.fromEntries(held.map(({ entry, phase }) => [entry.stream, phase]));
  await vi.advanceTimersByTimeAsync(policy.leaseMs - 1_000);
  expect(phases()).toEqual({ [near]: 'running', [away]: 'running' });
  await vi.advanceTimersByTimeAsync(6_000);
  expect(phases()).toEqual({ [near]: 'running', [away]: 'lost' });
});

test('what may be what ended its workers runs alone for as long as a lease, and no longer than that (P-73)', async () => {
  const { set } = await setup(new MemoryBroker(() => performance.now()), suspectDeliveries + 1);
  await vi.advanceTimersByTimeAsync(policy.leaseMs - 1_000);
  expect(set.free).toBe(0);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(set.free).toBe(set.slots - member.streams.length);
});
