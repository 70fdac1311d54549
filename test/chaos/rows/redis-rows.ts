import { Redis } from 'ioredis';
import type { FaultRow, Scene } from '../row.js';
import { throughProxy } from '../topologies/through-proxy.js';

const slow = { STUB_WORK_MS: '60' };
const way = throughProxy('redis');

/** Faults of the one Redis. */
export const redisRows: readonly FaultRow[] = [
  {
    id: 'C5',
    title: 'Redis stopped and started again from its append-only file',
    starred: true,
    documents: [120, 1000],
    arriveOverMs: [20_000, 120_000],
    leastFaults: [3, 5],
    environment: slow,
    wastePercent: 30,
    recoveryMs: 30_000,
    async fault(scene) {
      const [times, betweenMs] = scene.reduced ? [3, 4_000] : [5, 18_000];
      for (let n = 0; n < times && scene.running(); n++) {
        await scene.pause(betweenMs);
        await restartRedis(scene, 300);
      }
    },
  },
  {
    id: 'C6',
    title: 'Redis refused, black-holed, stopped in its tracks (SIGSTOP), each for longer than the lease',
    starred: true,
    documents: [120, 1000],
    arriveOverMs: [45_000, 240_000],
    leastFaults: [3, 3],
    // Work that is under way when Redis goes, and outlives the outage unless its lease ends it.
    environment: { ...slow, STUB_LONG_MS: '5000' },
    fullEnvironment: { STUB_LONG_MS: '20000', STUB_LEASE_MS: '10000' },
    wastePercent: 30,
    recoveryMs: 15_000,
    topology: way.topology,
    async fault(scene) {
      const [downMs, betweenMs] = scene.reduced ? [5_000, 6_000] : [30_000, 30_000];
      for (const outage of [refuse, blackHole, freeze]) {
        await scene.pause(betweenMs);
        if (!scene.running()) return;
        await outage(scene, downMs);
        scene.injected();
      }
    },
  },
  {
    id: 'C8',
    title: 'FLUSHALL in the middle of the run',
    starred: true,
    documents: [120, 1000],
    arriveOverMs: [10_000, 60_000],
    environment: slow,
    wastePercent: 60,
    async fault(scene) {
      await scene.pause(scene.reduced ? 5_000 : 30_000);
      const redis = new Redis(scene.site.redis.url);
      await redis.flushall();
      redis.disconnect();
      scene.injected();
    },
  },
];

async function refuse(scene: Scene, ms: number): Promise<void> {
  await way.proxy.refuse();
  await scene.outage(ms);
  await way.proxy.admit();
}

async function blackHole(scene: Scene, ms: number): Promise<void> {
  way.proxy.mode = 'black-hole';
  await scene.outage(ms);
  way.proxy.mode = 'pass';
  // What was swallowed does not come back: a connection that lost bytes is broken.
  way.proxy.reset();
}

async function freeze(scene: Scene, ms: number): Promise<void> {
  const { pid } = scene.site.redis;
  if (pid === undefined) throw new Error('a Redis that was not started here cannot be stopped');
  process.kill(pid, 'SIGSTOP');
  try {
    await scene.outage(ms);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

async function restartRedis(scene: Scene, downMs: number): Promise<void> {
  if (!scene.running()) return;
  await scene.site.redis.stop();
  await scene.outage(downMs);
  await scene.site.startRedis();
  scene.injected();
}
