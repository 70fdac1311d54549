import { setTimeout as wait } from 'node:timers/promises';
import { flowStages } from '@tributary/contracts';
import { Redis } from 'ioredis';
import { examine, type Finding, isQuiet } from './checker.js';
import { corpusOf, submitAll } from './corpus.js';
import type { FaultRow, RowResult, Scene } from './row.js';
import type { Site } from './site.js';

/** A run that has not come to rest by then is stuck. */
const patienceMs = 240_000;

/** Runs a corpus under a row's fault on a fresh database and an empty Redis, and examines what is left. */
export async function runRow(site: Site, row: FaultRow, seed: number, reduced: boolean, golden?: Finding): Promise<RowResult> {
  await emptyRedis(site);
  await site.newDatabase();
  const names = corpusOf(seed, row.documents[reduced ? 0 : 1], row.harmful);
  for (const stage of flowStages) for (let n = 0; n < (row.workersPerStage ?? 2); n++) site.start(stage, row.environment);
  site.start('cleanup', { RECONCILE_INTERVAL: '2s', OUTBOX_RELAY_AFTER: '3s', ...row.environment });

  await Promise.all([...site.workers].map((worker) => site.ready(worker)));

  const { scene, end, faults, lastFault } = stage(site, seed);
  await submitAll(site.databaseUrl, site.redis.url, names);
  const fault = row.fault(scene);
  const quietAt = await untilQuiet(site);
  end();
  await fault;
  // Whoever emits again goes first: what it emitted last must still find its workers.
  await Promise.all(site.of('cleanup').map((worker) => site.stop(worker)));
  await untilQuiet(site);
  await site.stopWorkers();
  const finding = await examine(site.databaseUrl, site.redis.url, golden);
  const recoveryMs = Math.max(0, quietAt - lastFault());
  return { row, seed, documents: names.length, faults: faults(), finding, recoveryMs, problems: problemsOf(row, names.length, finding) };
}

function problemsOf(row: FaultRow, documents: number, finding: Finding): string[] {
  const harmful = Object.values(row.harmful ?? {}).reduce((sum, count) => sum + count, 0);
  return [
    ...(finding.lost > 0 ? [`${finding.lost} documents lost`] : []),
    ...(finding.doubled > 0 ? [`${finding.doubled} doubled`] : []),
    ...(finding.completed === documents - harmful ? [] : [`${finding.completed} completed instead of ${documents - harmful}`]),
    ...(finding.failed === harmful ? [] : [`${finding.failed} failed instead of ${harmful}`]),
    ...(finding.wastePercent > row.wastePercent ? [`${finding.wastePercent.toFixed(1)} % waste, at most ${row.wastePercent}`] : []),
    ...finding.unsettled,
    ...(row.check?.(finding) ?? []),
  ];
}

function stage(site: Site, seed: number) {
  let running = true;
  let count = 0;
  let last = performance.now();
  const over = new AbortController();
  const scene: Scene = {
    site,
    random: mulberry32(seed),
    running: () => running,
    pause: (ms) => wait(ms, undefined, { signal: over.signal }).catch(() => undefined),
    injected(faults = 1) {
      count += faults;
      last = performance.now();
    },
  };
  const end = () => {
    running = false;
    over.abort();
  };
  return { scene, end, faults: () => count, lastFault: () => last };
}

/** Polls the stores, which are all the test may believe; resolves with the moment at which they were first seen at rest. */
async function untilQuiet(site: Site): Promise<number> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    const quiet = await isQuiet(site.databaseUrl, site.redis.url).catch(() => false);
    if (quiet) return performance.now();
    await wait(250);
  }
  return performance.now();
}

async function emptyRedis(site: Site): Promise<void> {
  const redis = new Redis(site.redis.url);
  await redis.flushall();
  redis.disconnect();
}

/** A small deterministic generator (Tommy Ettinger, public domain): the same seed gives the same faults. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
