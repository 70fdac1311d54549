import { flowStages } from '@tributary/contracts';
import type { FaultRow, Scene } from '../row.js';
import { backlogs, residentMegabytes } from './gauge.js';

const slow = { STUB_WORK_MS: '50' };
/** `--soak-minutes N`. */
const minutes = Number(process.argv[process.argv.indexOf('--soak-minutes') + 1]) || 5;
/** About half of what the pipeline does on two cores, in documents a second. */
const pace = 8;
const documents = Math.round(minutes * 60 * pace);
const killEveryMs = 20_000;
const lookEveryMs = 2_000;

interface Look {
  readonly atHours: number;
  readonly megabytes: number;
  readonly longestStream: number;
  readonly consumers: number;
}

/** Steady load for a long time, with a service killed now and then: nothing may grow. */
export const soakRow: FaultRow = {
  id: 'C22',
  title: `steady load for ${minutes} min (--soak-minutes) at half of what it can do, a service killed every 20 s`,
  starred: false,
  documents: [documents, documents],
  arriveOverMs: [minutes * 60_000, minutes * 60_000],
  environment: slow,
  leastFaults: [Math.floor(minutes * 2), Math.floor(minutes * 2)],
  wastePercent: 5,
  golden: 'none',
  async fault(scene) {
    const looks: Look[] = [];
    const began = performance.now();
    for (let n = 1; scene.running(); n++) {
      await scene.pause(lookEveryMs);
      if (!scene.running()) break;
      looks.push(await look(scene, began));
      if (n % Math.round(killEveryMs / lookEveryMs) === 0) await killOne(scene, n);
    }
    judge(scene, looks);
  },
};

async function look({ site }: Scene, began: number): Promise<Look> {
  const streams = [...(await backlogs(site)).values()];
  // The cleanup service is never killed here: what it leaks would show.
  const [cleanup] = site.of('cleanup');
  return {
    atHours: (performance.now() - began) / 3_600_000,
    megabytes: residentMegabytes(cleanup?.child.pid),
    longestStream: Math.max(...streams.map(({ length }) => length)),
    consumers: Math.max(...streams.map(({ consumers }) => consumers)),
  };
}

async function killOne(scene: Scene, n: number): Promise<void> {
  const stage = flowStages[n % flowStages.length] ?? 'ocr';
  const [victim] = scene.site.of(stage);
  if (victim === undefined) return;
  await scene.site.kill(victim);
  scene.injected();
  scene.site.start(stage, slow);
}

function judge(scene: Scene, looks: readonly Look[]): void {
  const settled = looks.slice(Math.floor(looks.length / 3));
  const slope = slopePercentAnHour(settled);
  const longest = Math.max(...settled.map((one) => one.longestStream));
  const consumers = Math.max(...settled.map((one) => one.consumers));
  process.stdout.write(
    `  ${minutes} min: resident memory ${slope.toFixed(1)} %/h, longest stream ${longest} entries, ${consumers} consumers of a group at most\n`,
  );
  scene.demand(longest <= 1000, `a stream grew to ${longest} entries`);
  scene.demand(consumers <= 6, `${consumers} consumers of one group, where two services run`);
  // In less than an hour the noise of the garbage collector is larger than a slope of 1 %/h.
  if (minutes >= 60) scene.demand(slope < 1, `resident memory grows by ${slope.toFixed(1)} %/h`);
}

/** Of the line of least squares, relative to the mean. */
function slopePercentAnHour(looks: readonly Look[]): number {
  const mean = (of: (one: Look) => number) => looks.reduce((sum, one) => sum + of(one), 0) / looks.length;
  const [time, size] = [mean((one) => one.atHours), mean((one) => one.megabytes)];
  const spread = mean((one) => (one.atHours - time) ** 2);
  return (100 * mean((one) => (one.atHours - time) * (one.megabytes - size))) / spread / size;
}
