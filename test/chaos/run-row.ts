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

  const { scene, end, tally } = stage(site, seed, reduced, names);
  const quietAt = row.leads === true ? await lead(row, scene) : await accompany(row, scene, end);
  end();
  await row.afterwards?.(scene);
  // Whoever emits again goes first: what it emitted last must still find its workers.
  await Promise.all(site.of('cleanup').map((worker) => site.stop(worker)));
  await untilQuiet(site);
  await site.stopWorkers();
  const finding = await examine(site.databaseUrl, site.redis.url, golden);
  const recoveryMs = Math.max(0, quietAt - tally.lastFault);
  const problems = [...problemsOf(row, names.length, finding), ...tooFewFaults(row, tally.faults, reduced), ...tally.problems];
  return { row, seed, documents: names.length, faults: tally.faults, finding, recoveryMs, problems };
}

/** The corpus first, then the fault for as long as something is under way. */
async function accompany(row: FaultRow, scene: Scene, end: () => void): Promise<number> {
  await submitAll(scene.site.databaseUrl, scene.site.redis.url, scene.names);
  const fault = row.fault(scene);
  const quietAt = await untilQuiet(scene.site);
  end();
  await fault;
  return quietAt;
}

/** The fault hands in the corpus; the run is over when it is and all came to rest. */
async function lead(row: FaultRow, scene: Scene): Promise<number> {
  await row.fault(scene);
  return untilQuiet(scene.site);
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

function tooFewFaults({ leastFaults }: FaultRow, faults: number, reduced: boolean): string[] {
  const least = leastFaults?.[reduced ? 0 : 1] ?? 0;
  return faults < least ? [`${faults} faults, fewer than the ${least} that prove something`] : [];
}

function stage(site: Site, seed: number, reduced: boolean, names: readonly string[]) {
  let running = true;
  const tally = { faults: 0, lastFault: performance.now(), problems: [] as string[] };
  const over = new AbortController();
  const scene: Scene = {
    site,
    reduced,
    seed,
    names,
    random: mulberry32(seed),
    running: () => running,
    pause: (ms) => wait(ms, undefined, { signal: over.signal }).catch(() => undefined),
    injected(faults = 1) {
      tally.faults += faults;
      tally.lastFault = performance.now();
    },
    demand(holds, otherwise) {
      if (!holds) tally.problems.push(otherwise);
    },
  };
  const end = () => {
    running = false;
    over.abort();
  };
  return { scene, end, tally };
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
