import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FlowStage, flowStages } from '@tributary/contracts';
import { type RunMoment, runMoments } from '@tributary/stage-kit';
import type { FaultRow, Scene } from '../row.js';
import { redundantRuns } from './questions.js';

/** One event at a time: a kill then costs exactly the run that it hits, and what was wasted can be counted to the last run. */
const oneAtATime = { CONCURRENCY: '1', STUB_WORK_MS: '5', STUB_LEASE_MS: '1000', STUB_MAX_DELIVERIES: '100' };

/** Kills at each moment: one per stage in CI, ten per stage in a full run. */
const killsPerStage = [1, 10] as const;
/** A run killed here was granted and is granted again. After the fence, a run that was done before may have been hit, which costs nothing. */
const surelyWasted: readonly RunMoment[] = ['mid-work', 'before-commit'];
const perhapsWasted: readonly RunMoment[] = ['after-fence', ...surelyWasted];

/** A service kills itself at a named moment of a run, again and again, at every moment and in every stage. */
export const momentRows: readonly FaultRow[] = [
  {
    id: 'C4',
    title: 'kill -9 at each of the eight named moments of a run',
    starred: true,
    documents: [40, 300],
    workersPerStage: 1,
    environment: oneAtATime,
    leastFaults: [killsPerStage[0] * runMoments.length * flowStages.length, killsPerStage[1] * runMoments.length * flowStages.length],
    mayDie: true,
    // Exact bounds below; the share alone says little.
    wastePercent: 100,
    async fault(scene) {
      await Promise.all(flowStages.map((stage) => killAtEveryMoment(scene, stage)));
    },
    async afterwards(scene) {
      const kills = countByMoment(scene);
      for (const [moment, count] of kills) {
        const expected = killsPerStage[scene.reduced ? 0 : 1] * flowStages.length;
        scene.demand(count === expected, `${count} kills at ${moment} instead of ${expected}`);
      }
      const sum = (moments: readonly RunMoment[]) => moments.reduce((total, moment) => total + (kills.get(moment) ?? 0), 0);
      const [least, most, wasted] = [sum(surelyWasted), sum(perhapsWasted), await redundantRuns(scene.site)];
      scene.demand(
        wasted >= least && wasted <= most,
        `${wasted} runs were granted again, where kills before the commit explain ${least} to ${most}`,
      );
    },
  },
];

/** The successor of each victim carries the next order; the last one lives. */
async function killAtEveryMoment(scene: Scene, stage: FlowStage): Promise<void> {
  const orders = Array.from({ length: killsPerStage[scene.reduced ? 0 : 1] }, () => runMoments).flat();
  await Promise.all(scene.site.of(stage).map((worker) => scene.site.stop(worker)));
  for (const moment of orders) {
    if (!scene.running()) break;
    const doomed = scene.site.start(stage, {
      ...oneAtATime,
      STUB_KILL_AT: moment,
      STUB_KILL_AFTER: '2',
      STUB_KILL_LEDGER: ledgerOf(scene),
    });
    while (scene.running() && doomed.child.exitCode === null && doomed.child.signalCode === null) await scene.pause(20);
    if (doomed.child.signalCode === 'SIGKILL') scene.injected();
    await scene.site.stop(doomed);
  }
  await scene.site.ready(scene.site.start(stage, oneAtATime));
}

function ledgerOf({ site, seed }: Scene): string {
  return join(site.dir, `kills-${seed}.jsonl`);
}

/** What the victims wrote before they died. */
function countByMoment(scene: Scene): ReadonlyMap<RunMoment, number> {
  const path = ledgerOf(scene);
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  const counts = new Map<RunMoment, number>(runMoments.map((moment) => [moment, 0]));
  for (const line of lines) {
    const { moment } = JSON.parse(line) as { readonly moment: RunMoment };
    counts.set(moment, (counts.get(moment) ?? 0) + 1);
  }
  return counts;
}
