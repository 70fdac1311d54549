import { type FlowStage, flowStages } from '@tributary/contracts';
import type { FaultRow, Scene } from '../row.js';
import { type Backlog, backlogs, Gauge } from './gauge.js';
import { linesOf } from './logs.js';
import { onRedis, publish, submission } from './public-door.js';
import { awaitAnswer, demandRowsOf } from './questions.js';

/** So many entries may wait for a stage before the one ahead of it reads no more, in C11. */
const mostWaiting = 60;
/** What Redis may use in C11, and how much of it may be used, in megabytes. */
const redisMegabytes = 32;
const mostRedisShare = 0.8;
/** Between two looks of the scaler, and what makes it start another service. */
const scalerEveryMs = 1000;
const backlogPerService = 100;
const mostServices = 3;
/** Resident memory of one service, at most, in megabytes. */
const mostMegabytes = 400;

/** More than the pipeline can do at once. */
export const loadRows: readonly FaultRow[] = [
  {
    id: 'C11',
    title: 'one stage twenty times slower: the ones ahead of it pause by its lag',
    starred: false,
    documents: [300, 1000],
    environment: { STUB_WORK_MS: '50', MAX_DOWNSTREAM_LAG: String(mostWaiting), CONCURRENCY: '8' },
    leastFaults: [1, 1],
    wastePercent: 1,
    async fault(scene) {
      const { site } = scene;
      const slow = { STUB_WORK_MS: '1000', MAX_DOWNSTREAM_LAG: String(mostWaiting), CONCURRENCY: '8' };
      const gauge = new Gauge(site);
      await onRedis(site, (redis) => redis.config('SET', 'maxmemory', `${redisMegabytes}mb`));
      for (const worker of site.of('entity')) await site.stop(worker);
      for (let n = 0; n < 2; n++) await site.ready(site.start('entity', slow));
      scene.injected();
      while (scene.running()) {
        await gauge.look();
        await scene.pause(200);
      }
      const { waiting } = gauge.peakOf('entity');
      const pauses = linesOf(scene.site, '"msg":"reading pauses"').filter((line) => line.includes('"downstream'));
      process.stdout.write(
        `  at most ${waiting} waited for the slow stage, ${pauses.length} pauses, Redis at most ${gauge.redisMegabytes} MB\n`,
      );
      await onRedis(site, (redis) => redis.config('SET', 'maxmemory', '0'));
      scene.demand(gauge.redisMegabytes < mostRedisShare * redisMegabytes, `Redis used ${gauge.redisMegabytes} of ${redisMegabytes} MB`);
      // Beyond the limit there is what the two services ahead had in hand, and what came between two looks.
      scene.demand(pauses.length > 0, 'nobody ahead of the slow stage paused');
      scene.demand(
        waiting <= 3 * mostWaiting,
        `${waiting} events waited for the slow stage, where ${mostWaiting} should make the one ahead of it pause`,
      );
    },
  },
  {
    id: 'C18',
    title: 'burst of 10,000 events in 10 s (reduced: 1,000) on a pipeline without a single stage service, scaled by its backlog',
    starred: false,
    documents: [1000, 10_000],
    environment: { STUB_WORK_MS: '2' },
    leads: true,
    leastFaults: [1000, 10_000],
    wastePercent: 1,
    golden: 'none',
    async fault(scene) {
      const { site, names } = scene;
      await Promise.all(flowStages.flatMap((stage) => site.of(stage).map((worker) => site.stop(worker))));
      const gauge = new Gauge(site);
      const scaler = startScaler(scene, gauge);
      const began = performance.now();
      for (let tenth = 0; tenth < 10; tenth++) {
        const some = names.slice((tenth * names.length) / 10, ((tenth + 1) * names.length) / 10);
        await publish(
          site,
          some.map((name) => submission(name)),
        );
        scene.injected(some.length);
        await scene.pause(Math.max(0, (tenth + 1) * 1000 - (performance.now() - began)));
      }
      await awaitAnswer(site, `source_documents where processing_status = 'completed'`, names.length);
      const seconds = (performance.now() - began) / 1000;
      await scaler.stop();
      const firstAfter = (scaler.firstAt() - began) / 1000;
      process.stdout.write(
        `  ${names.length} documents in ${seconds.toFixed(0)} s, first service after ${firstAfter.toFixed(1)} s, ${scaler.started()} started; Redis at most ${gauge.redisMegabytes} MB, a service ${gauge.serviceMegabytes} MB\n`,
      );
      scene.demand(firstAfter <= 45, `the first service was started after ${firstAfter.toFixed(1)} s`);
      scene.demand(gauge.serviceMegabytes <= mostMegabytes, `a service took ${gauge.serviceMegabytes} MB`);
      // 731 B for an entry of 600 B was measured; state, caches and five streams beside it stay within this.
      const mostRedis = 64 + names.length * 0.03;
      scene.demand(gauge.redisMegabytes <= mostRedis, `Redis took ${gauge.redisMegabytes} MB, at most ${mostRedis.toFixed(0)}`);
    },
    afterwards: (scene) => demandRowsOf(scene, scene.names.length),
  },
];

/** Does what an autoscaler on lag and pending does. */
function startScaler(scene: Scene, gauge: Gauge) {
  let [on, started, firstAt] = [true, 0, Number.POSITIVE_INFINITY];
  const wanted = ({ waiting, pending }: Backlog) => Math.min(mostServices, Math.ceil((waiting + pending) / backlogPerService));
  const scale = async () => {
    while (on) {
      await gauge.look();
      for (const [stage, backlog] of await backlogs(scene.site)) {
        for (let n = scene.site.of(stage).length; n < wanted(backlog); n++) {
          firstAt = Math.min(firstAt, performance.now());
          scene.site.start(stage as FlowStage, { STUB_WORK_MS: '2' });
          started++;
        }
      }
      await scene.pause(scalerEveryMs);
    }
  };
  const scaling = scale();
  return {
    started: () => started,
    firstAt: () => firstAt,
    async stop() {
      on = false;
      await scaling;
    },
  };
}
