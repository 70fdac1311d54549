import { type FlowStage, flowStages } from '@tributary/contracts';
import type { FaultRow, Scene } from '../row.js';

const slow = { STUB_WORK_MS: '60' };

/** Faults of service processes. */
export const processRows: readonly FaultRow[] = [
  {
    id: 'C1',
    title: 'no fault (golden run)',
    starred: true,
    documents: [120, 1000],
    wastePercent: 0,
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
