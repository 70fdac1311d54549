import { type FlowStage, flowStages } from '@tributary/contracts';
import type { FaultRow, Scene } from '../row.js';
import { ask } from './questions.js';

const slow = { STUB_WORK_MS: '60' };

/** Faults of service processes. */
export const processRows: readonly FaultRow[] = [
  {
    id: 'C1',
    title: 'no fault (golden run)',
    starred: true,
    documents: [120, 1000],
    wastePercent: 0,
    afterwards: tellEndToEnd,
  },
  {
    id: 'C2',
    title: 'kill -9 of a service every two seconds, all stages in turn',
    starred: true,
    documents: [120, 1000],
    arriveOverMs: [20_000, 260_000],
    leastFaults: [5, 100],
    environment: slow,
    wastePercent: 5,
    restartMs: 9_000,
    async fault(scene) {
      for (let n = 0; scene.running(); n++) {
        await scene.pause(2_000);
        await killOne(scene, flowStages[n % flowStages.length] ?? 'ocr');
      }
    },
  },
];

/** How long documents took from their acceptance to their end, all handed in at once. */
async function tellEndToEnd({ site }: Scene): Promise<void> {
  const [times] = await ask<{ p50: number; p95: number }>(
    site,
    `select percentile_cont(0.5) within group (order by seconds) as p50, percentile_cont(0.95) within group (order by seconds) as p95 from (
       select extract(epoch from max(at) - min(at))::float8 as seconds from processing_history group by document_uuid
     ) documents`,
  );
  process.stdout.write(`  end to end ${times?.p50.toFixed(1)} s (median), ${times?.p95.toFixed(1)} s (p95)\n`);
}

function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}

async function killOne(scene: Scene, stage: FlowStage): Promise<void> {
  const victim = pick(scene.site.of(stage), scene.random);
  if (victim === undefined || !scene.running()) return;
  await scene.site.kill(victim);
  scene.injected();
  const heir = scene.site.start(stage, slow);
  // On a small machine a service may take longer to start than to be killed: a stage that has nobody else waits for it.
  if (scene.site.of(stage).length <= 2) await scene.site.ready(heir);
}
