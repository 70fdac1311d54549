import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { deriveUuid } from '@tributary/contracts';
import { type LocalServer, startRedis } from '@tributary/local-stack';
import { Redis } from 'ioredis';
import { endsWithProgram } from '../support/ends-with-program.js';
import type { Contender, ForeignWorker } from './contenders.js';
import { newDatabase } from './harness/database.js';
import { busySeconds, cpuSecondsOf, peakMegabytesOf } from './harness/machine.js';
import { percentile } from './harness/numbers.js';
import { stageValue } from './harness/payload.js';
import { readyKey, stages, ttlSeconds, valueKey } from './workers/keys.js';

export interface Load {
  /** Measured documents, after as many for warming up. */
  readonly documents: number;
  /** Documents that are sent one at a time, for the latency. */
  readonly singles: number;
}

export interface Measurement {
  readonly contender: string;
  readonly documentsPerSecond: number;
  /** CPU seconds of workers and servers per 1,000 documents. */
  readonly cpuPerThousand: number;
  /** Of that, the servers' share. */
  readonly serverCpuPerThousand: number;
  readonly latencyP50Ms: number;
  readonly latencyP99Ms: number;
  /** At half of the documents per second of the bulk run. */
  readonly halfLoadP50Ms: number;
  readonly halfLoadP99Ms: number;
  readonly commandsPerDocument: number;
  /** Of the largest worker. */
  readonly peakMegabytes: number;
  /** Cores that somebody else kept busy meanwhile: above 0.25 the figures say little. */
  readonly otherCores: number;
}

/** Values repeat after so many documents: making them must not be what is measured. */
const distinctValues = 64;
const values = Array.from({ length: distinctValues }, (_, index) => stageValue(index));
const stuckAfterMs = 60_000;
const halfLoadSeconds = 3;

/** One contender against a fresh Redis: warm-up, bulk run, then one document at a time. */
export async function runContender(contender: Contender, asked: Load, postgres?: LocalServer): Promise<Measurement> {
  const load = { ...asked, documents: Math.round(asked.documents / (contender.slowdown ?? 1)) };
  const dir = mkdtempSync(join(tmpdir(), 'tributary-bench-'));
  const server = await startRedis({ dir });
  const database = contender.postgres && postgres ? await newDatabase(postgres.url) : '';
  const environment = {
    ...process.env,
    ...contender.environment,
    REDIS_URL: server.url,
    DATABASE_URL: database,
    HTTP_PORT: '0',
    LOG_LEVEL: 'error',
  };
  const redis = new Redis(server.url, { maxRetriesPerRequest: null });
  const workers: ChildProcess[] = [];
  const stop = endsWithProgram(async () => {
    await Promise.all(workers.map(stopWorker));
    redis.disconnect();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  try {
    await startWorkers(contender, redis, environment, workers);
    const site: Site = {
      contender,
      redis,
      pids: [...workers.map(({ pid }) => pid ?? 0), server.pid ?? 0, ...(database === '' ? [] : [postgres?.pid ?? 0])],
      sent: 0,
    };
    for (let warmed = 0; warmed < load.documents; warmed += 1_000) await pass(site, Math.min(1_000, load.documents - warmed));
    const bulk = await measureBulk(site, load.documents);
    const latencies = await measureSingles(site, load.singles);
    const halfLoad = await measureHalfLoad(site, bulk.documentsPerSecond / 2);
    return {
      contender: contender.name,
      ...bulk,
      latencyP50Ms: percentile(latencies, 50),
      latencyP99Ms: percentile(latencies, 99),
      halfLoadP50Ms: percentile(halfLoad, 50),
      halfLoadP99Ms: percentile(halfLoad, 99),
      peakMegabytes: Math.max(...workers.map(({ pid }) => peakMegabytesOf(pid ?? 0))),
    };
  } finally {
    await stop();
  }
}

interface Site {
  readonly contender: Contender;
  readonly redis: Redis;
  readonly pids: readonly number[];
  sent: number;
}

async function startWorkers({ worker }: Contender, redis: Redis, env: NodeJS.ProcessEnv, started: ChildProcess[]): Promise<void> {
  for (let stage = 1; stage <= stages; stage++) {
    if (typeof worker === 'string') started.push(await startWorker(worker, env['REDIS_URL'] ?? '', stage, env));
    else started.push(startForeign(worker, stage, env));
  }
  if (typeof worker !== 'string') while ((await redis.llen(readyKey)) < stages) await delay(50);
}

function startForeign(worker: ForeignWorker, stage: number, env: NodeJS.ProcessEnv): ChildProcess {
  const { program, args, cwd } = worker.command(stage);
  return spawn(program, args, { cwd, env: { ...env, BENCH_STAGE: String(stage), PYTHONDONTWRITEBYTECODE: '1' }, stdio: 'ignore' });
}

async function startWorker(script: string, url: string, stage: number, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const worker = fork(fileURLToPath(new URL(`workers/${script}`, import.meta.url)), [url, String(stage)], { env });
  const [message] = (await Promise.race([once(worker, 'message'), once(worker, 'exit')])) as [unknown];
  if (message !== 'ready') throw new Error(`${script} ended before it was ready`);
  return worker;
}

/** Workers end when the channel closes; what does not is killed. */
async function stopWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null) return;
  const ended = once(worker, 'exit');
  const timer = setTimeout(() => worker.kill('SIGKILL'), 3_000);
  if (worker.connected) worker.disconnect();
  else worker.kill();
  await ended;
  clearTimeout(timer);
}

async function measureBulk(site: Site, documents: number) {
  const { redis, pids } = site;
  const ids = await seed(site, documents);
  await redis.config('RESETSTAT');
  const before = { cpu: pids.map(cpuSecondsOf), busy: busySeconds(), own: process.cpuUsage(), at: performance.now() };
  await hand(site, ids, 2);
  const seconds = (performance.now() - before.at) / 1_000;
  const used = pids.map((pid, index) => cpuSecondsOf(pid) - (before.cpu[index] ?? 0));
  const cpu = used.reduce((sum, one) => sum + one, 0);
  const servers = used.slice(stages).reduce((sum, one) => sum + one, 0);
  const own = process.cpuUsage(before.own);
  return {
    documentsPerSecond: documents / seconds,
    cpuPerThousand: (cpu / documents) * 1_000,
    serverCpuPerThousand: (servers / documents) * 1_000,
    commandsPerDocument: (await commandsProcessed(redis)) / documents,
    otherCores: (busySeconds() - before.busy - cpu - (own.user + own.system) / 1e6) / seconds,
  };
}

async function measureSingles(site: Site, singles: number): Promise<number[]> {
  const latencies: number[] = [];
  for (let index = 0; index < singles; index++) {
    const ids = await seed(site, 1);
    const at = performance.now();
    await hand(site, ids, 1);
    latencies.push(performance.now() - at);
  }
  return latencies;
}

/**
 * Latencies while documents come at a steady rate: the harness counts arrivals and ends, and the n-th end is taken for the n-th arrival's, which is right where
 * documents keep their order and fair where they do not.
 */
async function measureHalfLoad(site: Site, perSecond: number): Promise<number[]> {
  const ids = await seed(site, Math.max(20, Math.round(perSecond * halfLoadSeconds)));
  const { contender, redis } = site;
  const before = await contender.done(redis);
  const sentAt: number[] = [];
  const latencies: number[] = [];
  const startedAt = performance.now();
  while (latencies.length < ids.length) {
    const due = Math.min(ids.length, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond) + 1);
    if (due > sentAt.length) {
      await contender.publish(redis, ids.slice(sentAt.length, due));
      while (sentAt.length < due) sentAt.push(performance.now());
    }
    const done = (await contender.done(redis)) - before;
    while (latencies.length < done) latencies.push(performance.now() - (sentAt[latencies.length] ?? 0));
    if (performance.now() - startedAt > stuckAfterMs) throw new Error(`${contender.name} is stuck at half load`);
    await delay(1);
  }
  return latencies;
}

/** Documents that pass unmeasured. */
async function pass(site: Site, documents: number): Promise<void> {
  await hand(site, await seed(site, documents), 5);
}

/** Stores the values that new documents bring along. */
async function seed(site: Site, documents: number): Promise<string[]> {
  const ids = Array.from({ length: documents }, () => deriveUuid('bench', site.sent++));
  for (let from = 0; from < ids.length; from += 200) {
    const pipeline = site.redis.pipeline();
    for (const [index, id] of ids.slice(from, from + 200).entries()) {
      pipeline.set(valueKey(id, 0), values[(from + index) % distinctValues] ?? '', 'EX', ttlSeconds);
    }
    await pipeline.exec();
  }
  return ids;
}

/** Publishes and waits until all have passed, looking every `pollMs`: a loop without a pause would take a core from those it measures. */
async function hand({ contender, redis }: Site, ids: readonly string[], pollMs: number): Promise<void> {
  const before = await contender.done(redis);
  const publishing = (async () => {
    for (let from = 0; from < ids.length; from += 500) await contender.publish(redis, ids.slice(from, from + 500));
  })();
  let last = { done: 0, at: performance.now() };
  for (;;) {
    const done = (await contender.done(redis)) - before;
    if (done >= ids.length) break;
    if (done !== last.done) last = { done, at: performance.now() };
    if (performance.now() - last.at > stuckAfterMs) throw new Error(`${contender.name} is stuck at ${done} of ${ids.length}`);
    await delay(pollMs);
  }
  await publishing;
}

/** Commands that workers and scripts ran; the harness' own looks do not count. */
async function commandsProcessed(redis: Redis): Promise<number> {
  const stats = await redis.info('commandstats');
  const own = new Set(['llen', 'xlen', 'info', 'config|resetstat']);
  const counted = [...stats.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)].filter(([, name]) => !own.has(name ?? ''));
  return counted.reduce((sum, [, , calls]) => sum + Number(calls), 0);
}
