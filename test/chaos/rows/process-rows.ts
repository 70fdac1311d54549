import { type FlowStage, flowStages } from '@tributary/contracts';
import type { FaultRow, Scene } from '../row.js';

/** Faults of service processes. */
export const processRows: readonly FaultRow[] = [
  {
    id: 'C1',
    title: 'no fault (golden run)',
    starred: true,
    documents: [200, 1000],
    wastePercent: 0,
    async fault() {},
  },
  {
    id: 'C2',
    title: 'kill -9 of a random service again and again',
    starred: true,
    documents: [200, 1000],
    environment: { STUB_WORK_MS: '60' },
    wastePercent: 25,
    async fault(scene) {
      while (scene.running()) {
        await scene.pause(300 + scene.random() * 700);
        await killOne(scene, pick(flowStages, scene.random));
      }
    },
  },
  {
    id: 'C3',
    title: 'kill -9 of all services of one stage, each stage in turn',
    starred: false,
    documents: [200, 1000],
    environment: { STUB_WORK_MS: '60' },
    wastePercent: 40,
    async fault(scene) {
      for (const stage of flowStages) {
        await scene.pause(1500);
        if (!scene.running()) return;
        const workers = scene.site.of(stage);
        await Promise.all(workers.map((worker) => scene.site.kill(worker)));
        scene.injected(workers.length);
        await scene.pause(1000);
        for (const _ of workers) scene.site.start(stage, { STUB_WORK_MS: '60' });
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
    async fault() {},
  },
  {
    id: 'C14',
    title: 'handlers that never end',
    starred: false,
    documents: [100, 400],
    harmful: { 'hang-': 3 },
    environment: { STUB_MAX_DURATION_MS: '2000' },
    wastePercent: 40,
    async fault() {},
  },
  {
    id: 'C19',
    title: 'rolling restart, and 1 → 4 → 1 services',
    starred: true,
    documents: [200, 1000],
    environment: { STUB_WORK_MS: '60' },
    wastePercent: 1,
    async fault(scene) {
      while (scene.running()) {
        for (const stage of flowStages) {
          const old = scene.site.of(stage)[0];
          await scene.site.ready(scene.site.start(stage, { STUB_WORK_MS: '60' }));
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
  // On a small machine a service takes longer to start than to be killed: the next victim waits for it.
  await scene.site.ready(scene.site.start(stage, { STUB_WORK_MS: '60' }));
}
