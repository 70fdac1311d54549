import { setTimeout as wait } from 'node:timers/promises';
import { flowStages } from '@tributary/contracts';
import { Redis } from 'ioredis';
import { examine, type Finding, isQuiet } from './checker/examine.js';
import { emptyGraph } from './checker/graph.js';
import type { Stores } from './checker/stores.js';
import { corpusOf, harmless, submitAll } from './corpus.js';
import { problemsOf } from './problems.js';
import type { FaultRow, RowResult, Scene } from './row.js';
import type { Site } from './site.js';
import { longestRecovery } from './throughput.js';
import { plainTopology } from './topology.js';

/** A run that has not come to rest so long after its fault is stuck. */
const patienceMs = 240_000;

/** Relay, reconciler and janitor at a pace that suits a short run. */
const housekeeping = {
  OUTBOX_AFTER: '3s',
  RECONCILE_INTERVAL: '2s',
  RECONCILE_AFTER: '5s',
  JANITOR_INTERVAL: '2s',
  CONSUMER_DEAD_AFTER: '6s',
};

/** Runs a corpus under a row's fault on a fresh database and an empty Redis, and examines what is left. */
export async function runRow(site: Site, row: FaultRow, seed: number, reduced: boolean, golden?: Finding): Promise<RowResult> {
  const size = reduced ? 0 : 1;
  await site.newDatabase();
  site.topology = row.topology === undefined ? plainTopology(site) : await row.topology(site, reduced);
  try {
    await emptyServers(site);
    const names = corpusOf(seed, row.documents[size], row.harmful);
    await startServices(site, row, reduced);
    const { scene, end, faultEnds, demands } = sceneOf(site, seed, reduced, names);
    const leastFaults = row.leastFaults?.[size] ?? (row.fault === undefined ? 0 : 1);
    const faultShare = () => (faultEnds.length + 1) / (leastFaults + 1);
    const quietAt =
      row.leads === true ? await lead(row, scene) : await accompany(row, scene, end, row.arriveOverMs?.[size] ?? 0, faultShare);
    end();
    await attempt(scene, row.afterwards);
    const rest = await comeToRest(site);
    const finding = await examine(await storesOf(site), { golden, harmless });
    const observed = {
      ...rest,
      documents: names.length,
      faults: faultEnds,
      leastFaults,
      quiet: quietAt !== undefined,
      recoveryMs: longestRecovery(finding.ends, faultEnds, quietAt ?? Date.now()),
      memory: golden === undefined ? undefined : bytesOfEach(finding) / bytesOfEach(golden),
    };
    const problems = [...problemsOf(row, finding, observed), ...demands];
    return {
      row,
      seed,
      documents: names.length,
      faults: faultEnds.length,
      finding,
      recoveryMs: observed.recoveryMs,
      memory: observed.memory,
      repeatedCalls: site.provider.repeated,
      problems,
    };
  } finally {
    await site.stopWorkers();
    await site.topology.close();
    site.topology = plainTopology(site);
  }
}

/** Rows may have documents that their fault-free run lacks. */
function bytesOfEach({ redisBytes, accepted }: Finding): number {
  return redisBytes / Math.max(1, accepted);
}

/** What a row cannot do is a problem of its run, and no end to the matrix. */
async function attempt(scene: Scene, work: FaultRow['fault']): Promise<void> {
  try {
    await work?.(scene);
  } catch (error) {
    scene.demand(false, String(error));
  }
}

/** The fault for as long as the corpus arrives and something of it is under way. */
async function accompany(row: FaultRow, scene: Scene, end: () => void, overMs: number, share: () => number): Promise<number | undefined> {
  let over = row.fault === undefined;
  const fault = attempt(scene, row.fault).finally(() => {
    over = true;
  });
  await submitAll(doorOf(scene.site), scene.names, { overMs, most: () => (over ? 1 : share()) });
  const quietAt = await untilQuiet(scene.site);
  end();
  await fault;
  return quietAt;
}

/** The fault hands in the corpus; the run is over when it is and all came to rest. */
async function lead(row: FaultRow, scene: Scene): Promise<number | undefined> {
  await attempt(scene, row.fault);
  return untilQuiet(scene.site);
}

async function startServices(site: Site, row: FaultRow, reduced: boolean): Promise<void> {
  const environment = { ...row.environment, ...(reduced ? {} : row.fullEnvironment) };
  site.provider.reset();
  site.deaths.length = 0;
  for (const stage of flowStages) {
    const real = row.realStages?.includes(stage) ?? false;
    for (let n = 0; n < (row.workersPerStage ?? 2); n++) site.start(stage, { ...environment, ...row.environmentOf?.(n) }, { real });
    // Stage by stage: on a small machine all of them at once take longer to start than they wait for Redis.
    await allReady(site);
  }
  site.start('cleanup', { ...housekeeping, ...environment, ...row.environmentOf?.(0) });
  if (row.leads === true) site.start('gateway', { INTAKE_PROJECTS: 'chaos' });
  await allReady(site);
}

async function allReady(site: Site): Promise<void> {
  await Promise.all([...site.workers].map((worker) => site.ready(worker)));
}

/** Whoever emits again goes first: what it emitted last must still find its workers. The streams are looked at while all are there. */
async function comeToRest(site: Site) {
  const lostEntries = await site.counted('lost_entries');
  await Promise.all(site.of('cleanup').map((worker) => site.stop(worker)));
  const settled = await untilQuiet(site);
  const deaths = [...site.deaths];
  await site.stopWorkers();
  return { lostEntries, deaths, settled: settled !== undefined, overlaps: site.provider.overlaps, keys: site.provider.keys };
}

function sceneOf(site: Site, seed: number, reduced: boolean, names: readonly string[]) {
  let running = true;
  const faultEnds: number[] = [];
  const demands: string[] = [];
  const over = new AbortController();
  const scene: Scene = {
    site,
    reduced,
    seed,
    names,
    random: mulberry32(seed),
    running: () => running,
    pause: (ms) => wait(ms, undefined, { signal: over.signal }).catch(() => undefined),
    outage: (ms) => wait(ms),
    injected(faults = 1) {
      for (let n = 0; running && n < faults; n++) faultEnds.push(Date.now());
    },
    demand(holds, otherwise) {
      if (!holds) demands.push(otherwise);
    },
  };
  const end = () => {
    running = false;
    over.abort();
  };
  return { scene, end, faultEnds, demands };
}

/** Polls the stores, which are all the test may believe; resolves with the moment at which they were first seen at rest, or `undefined`. */
async function untilQuiet(site: Site): Promise<number | undefined> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    const quiet = await isQuiet(await storesOf(site), site.live()).catch(() => false);
    if (quiet) return Date.now();
    await wait(250);
  }
  return undefined;
}

export async function storesOf({ databaseUrl, topology }: Site): Promise<Stores> {
  const { neo4jUri } = topology;
  return { databaseUrl, redisUrls: await topology.redisUrls(), ...(neo4jUri === undefined ? {} : { neo4jUri }) };
}

export function doorOf({ databaseUrl, topology }: Site) {
  const partitions = Number(topology.environment['STREAM_PARTITIONS'] ?? 1);
  return { databaseUrl, redisUrl: topology.redisUrl, partitions };
}

async function emptyServers(site: Site): Promise<void> {
  for (const url of await site.topology.redisUrls()) {
    const redis = new Redis(url);
    await redis.flushall();
    redis.disconnect();
  }
  if (site.topology.neo4jUri !== undefined) await emptyGraph(site.topology.neo4jUri);
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
