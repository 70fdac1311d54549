import { basename } from 'node:path';
import { flowStages } from '@tributary/contracts';
import type { FaultRow } from '../row.js';
import { ClusteredRedis } from '../topologies/clustered.js';
import { otherRedis } from '../topologies/other-redis.js';
import { ReplicatedRedis } from '../topologies/replicated.js';
import { deliveryRows } from './delivery-rows.js';
import { processRows } from './process-rows.js';
import { redisRows } from './redis-rows.js';

const slow = { STUB_WORK_MS: '60' };
const replicated = new ReplicatedRedis();
const clustered = new ClusteredRedis();

/** Redis with replicas, on several nodes, and of other versions. */
export const topologyRows: readonly FaultRow[] = [
  {
    id: 'C7',
    title: 'Sentinel fails over to a replica that lags 2 s',
    starred: false,
    documents: [120, 1000],
    arriveOverMs: [60_000, 150_000],
    leastFaults: [2, 3],
    environment: slow,
    wastePercent: 30,
    recoveryMs: 120_000,
    topology: replicated.topology,
    async fault(scene) {
      for (let n = 0; n < (scene.reduced ? 2 : 3) && scene.running(); n++) {
        await scene.pause(scene.reduced ? 5_000 : 20_000);
        await replicated.failOver(scene, 2_000);
        scene.injected();
      }
      scene.demand(replicated.lostBytes > 0, 'no acknowledged write went down with a primary');
    },
  },
  {
    id: 'C23',
    title: 'Redis Cluster (3 + 3): services killed, slots of every partition moved, a primary killed',
    starred: false,
    documents: [120, 1000],
    arriveOverMs: [60_000, 240_000],
    leastFaults: [12, 40],
    environment: slow,
    wastePercent: 30,
    recoveryMs: 60_000,
    topology: clustered.topology,
    async fault(scene) {
      for (const partition of clustered.partitions) {
        await scene.pause(scene.reduced ? 2_000 : 8_000);
        if (!scene.running()) return;
        await clustered.moveSlot(partition);
        scene.injected();
        const stage = flowStages[partition % flowStages.length] ?? 'ocr';
        const [victim] = scene.site.of(stage);
        if (victim === undefined) continue;
        await scene.site.kill(victim);
        scene.injected();
        await scene.site.ready(scene.site.start(stage, slow));
      }
      await clustered.killPrimary();
      scene.injected();
    },
  },
  ...otherVersions(),
];

/** C1, C2, C5 and C16 on every server that `CHAOS_REDIS_SERVERS` names, as paths with commas between them. */
function otherVersions(): FaultRow[] {
  const programs = (process.env['CHAOS_REDIS_SERVERS'] ?? '').split(',').filter((path) => path !== '');
  const rows = [...processRows, ...redisRows, ...deliveryRows].filter(({ id }) => ['C1', 'C2', 'C5', 'C16'].includes(id));
  return programs.flatMap((program, n) =>
    rows.map((row) => ({
      ...row,
      id: `C23.${n + 1}.${row.id}`,
      starred: false,
      title: `${row.title}, on ${basename(program)}`,
      topology: otherRedis({ program }),
    })),
  );
}
