import { Redis } from 'ioredis';
import type { FaultRow, Scene } from '../row.js';

const slow = { STUB_WORK_MS: '60' };

/** Faults of Redis. */
export const redisRows: readonly FaultRow[] = [
  {
    id: 'C5',
    title: 'Redis stopped and started again from its append-only file',
    starred: true,
    documents: [200, 1000],
    environment: slow,
    wastePercent: 30,
    async fault(scene) {
      for (let n = 0; n < 3 && scene.running(); n++) {
        await scene.pause(1500);
        await restartRedis(scene, 300);
      }
    },
  },
  {
    id: 'C6',
    title: 'Redis refused, then stopped in its tracks (SIGSTOP), for longer than the lease',
    starred: true,
    documents: [200, 1000],
    environment: slow,
    wastePercent: 30,
    async fault(scene) {
      await scene.pause(1500);
      await restartRedis(scene, 5000);
      await scene.pause(1500);
      const { pid } = scene.site.redis;
      if (pid === undefined || !scene.running()) return;
      process.kill(pid, 'SIGSTOP');
      await scene.pause(5000);
      process.kill(pid, 'SIGCONT');
      scene.injected();
    },
  },
  {
    id: 'C8',
    title: 'FLUSHALL in the middle of the run',
    starred: true,
    documents: [100, 1000],
    environment: slow,
    wastePercent: 60,
    async fault(scene) {
      await scene.pause(1500);
      const redis = new Redis(scene.site.redis.url);
      await redis.flushall();
      redis.disconnect();
      scene.injected();
    },
  },
];

async function restartRedis(scene: Scene, downMs: number): Promise<void> {
  if (!scene.running()) return;
  await scene.site.redis.stop();
  // Down for its time even when the run is over: the next row needs it whole.
  await scene.pause(downMs);
  await scene.site.startRedis();
  scene.injected();
}
