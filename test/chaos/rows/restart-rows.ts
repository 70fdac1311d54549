import { type FlowStage, flowStages } from '@tributary/contracts';
import type { FaultRow, Scene } from '../row.js';
import type { Worker } from '../site.js';
import { complaintsOf } from './logs.js';
import { ask, count } from './questions.js';

const slow = { STUB_WORK_MS: '200' };
/** Shorter than the longest runs: what does not end in time is given back. */
const hurried = { STUB_WORK_MS: '1500', SHUTDOWN_GRACE: '1s' };

/** Services that end together, and services that are told to end. */
export const restartRows: readonly FaultRow[] = [
  {
    id: 'C3',
    title: 'kill -9 of all services of one stage, each stage in turn',
    starred: false,
    documents: [200, 1000],
    arriveOverMs: [25_000, 120_000],
    environment: slow,
    leastFaults: [10, 10],
    wastePercent: 40,
    async fault(scene) {
      for (const stage of flowStages) {
        await scene.pause(1500);
        if (!scene.running()) return;
        const workers = scene.site.of(stage);
        await Promise.all(workers.map((worker) => scene.site.kill(worker)));
        scene.injected(workers.length);
        // Nothing but the start of new services: what was in their hands comes back by itself.
        await scene.pause(1000);
        await Promise.all(workers.map(() => scene.site.ready(scene.site.start(stage, slow))));
      }
    },
  },
  {
    id: 'C19',
    title: 'rolling replacement of all services, and one stage scaled from 1 to 10 (reduced: 4) to 1',
    starred: true,
    documents: [120, 1000],
    arriveOverMs: [30_000, 300_000],
    environment: hurried,
    leastFaults: [17, 31],
    // Runs that were given back unfinished are granted again.
    wastePercent: 40,
    async fault(scene) {
      const drained: Drained[] = [];
      for (let round = 0; round < 2; round++) {
        for (const stage of flowStages) await replace(scene, stage, drained);
      }
      await scale(scene, 'text', scene.reduced ? 4 : 10, drained);
      await checkDrained(scene, drained);
    },
  },
];

/** A service that was told to end, and when its grace was over. */
interface Drained {
  readonly worker: Worker;
  readonly graceOverAt: number;
}

async function replace(scene: Scene, stage: FlowStage, drained: Drained[]): Promise<void> {
  const [old] = scene.site.of(stage);
  await scene.site.ready(scene.site.start(stage, hurried));
  if (old !== undefined) await drain(scene, old, drained);
}

async function scale(scene: Scene, stage: FlowStage, most: number, drained: Drained[]): Promise<void> {
  const first = scene.site.of(stage);
  await Promise.all(first.slice(1).map((worker) => drain(scene, worker, drained)));
  await Promise.all(Array.from({ length: most - 1 }, () => scene.site.ready(scene.site.start(stage, hurried))));
  scene.injected(most - 1);
  await Promise.all(
    scene.site
      .of(stage)
      .slice(1)
      .map((worker) => drain(scene, worker, drained)),
  );
}

async function drain(scene: Scene, worker: Worker, drained: Drained[]): Promise<void> {
  if (!scene.running()) return;
  drained.push({ worker, graceOverAt: Date.now() + 1000 });
  await scene.site.stop(worker);
  scene.demand(worker.child.exitCode === 0, `${worker.name} ended with ${worker.child.exitCode ?? worker.child.signalCode}`);
  scene.injected();
}

/** The 99th percentile of the wait of a run that was given back, and silence on the way out. */
async function checkDrained(scene: Scene, drained: readonly Drained[]): Promise<void> {
  const complaints = drained.flatMap(({ worker }) => complaintsOf(worker));
  scene.demand(complaints.length === 0, `${complaints.length} errors while closing, such as ${complaints[0]}`);
  scene.demand((await count(scene.site, 'dead_letters')) === 0, 'dead letters after orderly ends');
  const again = await ask<{ at: number }>(
    scene.site,
    `select extract(epoch from at)::float8 * 1000 as at from (
       select at, row_number() over (partition by document_uuid, processing_version, stage order by id) as n
       from processing_history where change = 'stage_started'
     ) grants where n > 1`,
  );
  const ends = drained.map(({ graceOverAt }) => graceOverAt).sort((a, b) => a - b);
  const waits = again.map(({ at }) => at - (ends.findLast((end) => end <= at) ?? at)).sort((a, b) => a - b);
  const p99 = waits[Math.ceil(waits.length * 0.99) - 1] ?? 0;
  process.stdout.write(`  ${waits.length} runs given back and granted again, after at most ${Math.round(p99)} ms (p99)\n`);
  scene.demand(waits.length > 0, 'no run was given back: the grace was long enough for all');
  scene.demand(p99 <= 3000, `runs that were given back waited ${Math.round(p99)} ms (p99), at most 3000`);
}
