import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type FlowStage, isFlowStage } from '@tributary/contracts';
import { migrate } from '@tributary/database';
import { freePort, type LocalServer, startPostgres, startRedis } from '@tributary/local-stack';
import pg from 'pg';

export const repository = join(import.meta.dirname, '../../..');

/** A service under test: a real process that the test may kill. */
export interface Worker {
  readonly name: string;
  readonly child: ChildProcess;
  readonly log: string;
}

/** Real Redis, Postgres and service processes in a folder of their own; everything ends with `close`. */
export class Site {
  readonly workers = new Set<Worker>();
  redis!: LocalServer;
  redisPort!: number;
  postgres!: LocalServer;
  databaseUrl!: string;
  #started = 0;

  constructor(readonly dir: string) {}

  async open(): Promise<void> {
    mkdirSync(this.dir, { recursive: true });
    this.redisPort = await freePort();
    await this.startRedis();
    this.postgres = await startPostgres({ dir: join(this.dir, 'postgres') });
  }

  async startRedis(): Promise<void> {
    this.redis = await startRedis({ dir: join(this.dir, 'redis'), port: this.redisPort });
  }

  /** A fresh, migrated database. */
  async newDatabase(): Promise<string> {
    const name = `chaos_${randomUUID().replaceAll('-', '')}`;
    const client = new pg.Client({ connectionString: this.postgres.url });
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    const url = new URL(this.postgres.url);
    url.pathname = `/${name}`;
    await migrate(url.href);
    this.databaseUrl = url.href;
    return url.href;
  }

  /** Starts one stub stage, or a real service by the name of its app. */
  start(name: FlowStage | 'cleanup' | 'gateway', environment: Readonly<Record<string, string>> = {}): Worker {
    const script = isFlowStage(name) ? [join(import.meta.dirname, 'worker.js'), name] : [join(repository, 'apps', name, 'dist', 'main.js')];
    const log = join(this.dir, `${name}-${++this.#started}.log`);
    const out = openSync(log, 'a');
    const child = spawn(process.execPath, script, { env: { ...this.environment(), ...environment }, stdio: ['ignore', out, out] });
    closeSync(out);
    const worker = { name, child, log };
    this.workers.add(worker);
    child.once('exit', () => this.workers.delete(worker));
    return worker;
  }

  environment(): Record<string, string> {
    return {
      PATH: process.env['PATH'] ?? '',
      REDIS_URL: this.redis.url,
      DATABASE_URL: this.databaseUrl,
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: '0',
      LOG_LEVEL: 'info',
      SHUTDOWN_GRACE: '5s',
      OBJECT_STORE_URL: `file://${join(this.dir, 'objects')}`,
    };
  }

  /** Resolves when a service listens, or has ended, or the patience is over. */
  async ready(worker: Worker, patienceMs = 60_000): Promise<void> {
    const deadline = performance.now() + patienceMs;
    while (performance.now() < deadline && hasLife(worker) && !readFileSync(worker.log, 'utf8').includes('"msg":"listening"'))
      await wait(50);
  }

  of(name: string): Worker[] {
    return [...this.workers].filter((worker) => worker.name === name);
  }

  /** Kills with SIGKILL and waits for the end. */
  async kill(worker: Worker): Promise<void> {
    await end(worker, 'SIGKILL');
  }

  /** Asks to end and waits for it. */
  async stop(worker: Worker): Promise<void> {
    await end(worker, 'SIGTERM');
  }

  async stopWorkers(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => this.stop(worker)));
  }

  async close(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => this.kill(worker)));
    await this.redis.stop();
    await this.postgres.stop();
  }
}

function hasLife({ child }: Worker): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function end(worker: Worker, signal: NodeJS.Signals): Promise<void> {
  if (!hasLife(worker)) return;
  const { child } = worker;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
