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
  {
    id: 'C3',
    title: 'kill -9 of all services of one stage, each stage in turn',
    starred: false,
    documents: [200, 1000],
    environment: slow,
    wastePercent: 40,
    async fault(scene) {
      for (const stage of flowStages) {
        await scene.pause(1500);
        if (!scene.running()) return;
        const workers = scene.site.of(stage);
        await Promise.all(workers.map((worker) => scene.site.kill(worker)));
        scene.injected(workers.length);
        await scene.pause(1000);
        for (const _ of workers) scene.site.start(stage, slow);
      }
    },
  },
  {
    id: 'C13',
    title: 'event loop blocked for longer than the lease',
    starred: false,
    documents: [100, 400],
    harmful: { 'spin-': 4 },
    wastePercent: 60,
    mayOverlap: true,
  },
  {
    id: 'C14',
    title: 'handlers that never end',
    starred: false,
    documents: [100, 400],
    harmful: { 'hang-': 3 },
    environment: { STUB_MAX_DURATION_MS: '2000' },
    wastePercent: 40,
  },
  {
    id: 'C19',
    title: 'rolling restart, and 1 → 4 → 1 services',
    starred: true,
    documents: [200, 1000],
    environment: slow,
    wastePercent: 1,
    async fault(scene) {
      while (scene.running()) {
        for (const stage of flowStages) {
          const old = scene.site.of(stage)[0];
          await scene.site.ready(scene.site.start(stage, slow));
          if (old !== undefined) await scene.site.stop(old);
          scene.injected();
          if (!scene.running()) return;
        }
        await scene.pause(500);
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
