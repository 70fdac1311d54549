import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type FlowStage, isFlowStage } from '@tributary/contracts';
import { migrate } from '@tributary/database';
import {
  freePort,
  type LocalServer,
  type RedisOptions,
  removePostgresHome,
  startNeo4j,
  startPostgres,
  startRedis,
} from '@tributary/local-stack';
import pg from 'pg';
import { StubProvider } from './stub-provider.js';
import { plainTopology, type Topology } from './topology.js';

export const repository = join(import.meta.dirname, '../../..');

type RedisProgram = Pick<RedisOptions, 'program' | 'environment'>;

/** A machine that others work on, too, takes its time. */
const startMs = 240_000;

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
  postgresPort!: number;
  databaseUrl!: string;
  provider!: StubProvider;
  topology!: Topology;
  #neo4j: LocalServer | undefined;
  /** Services that ended without being told to. */
  readonly deaths: string[] = [];
  readonly #told = new WeakSet<ChildProcess>();
  #started = 0;
  #closed = false;
  #redisProgram: RedisProgram = {};

  constructor(readonly dir: string) {}

  async open(): Promise<void> {
    mkdirSync(this.dir, { recursive: true });
    this.redisPort = await freePort();
    await this.startRedis();
    await this.startPostgres();
    this.provider = await StubProvider.open();
    this.topology = plainTopology(this);
  }

  /** `program` and `environment` last until it is started with others. Each program keeps files of its own: none reads those of a newer one. */
  async startRedis(how: RedisProgram = this.#redisProgram): Promise<void> {
    if (this.#closed) return;
    this.#redisProgram = how;
    const dir = join(
      this.dir,
      how.program === undefined ? 'redis' : `redis-${createHash('sha1').update(how.program).digest('hex').slice(0, 8)}`,
    );
    this.redis = await startRedis({ dir, port: this.redisPort, ...how });
  }

  /** Once, for all runs; answers why there is none here. */
  async startNeo4j(): Promise<string | undefined> {
    if (this.#neo4j !== undefined) return undefined;
    const { server, reason } = await startNeo4j({ dir: join(this.dir, 'neo4j') });
    this.#neo4j = server;
    return reason;
  }

  neo4jUri(): string {
    if (this.#neo4j === undefined) throw new Error('Neo4j was not started');
    return this.#neo4j.url;
  }

  async startPostgres(): Promise<void> {
    if (this.#closed) return;
    this.postgresPort ??= await freePort();
    this.postgres = await startPostgres({ dir: join(this.dir, 'postgres'), port: this.postgresPort });
    writeFileSync(join(this.dir, 'postgres.pid'), `${this.postgres.pid}\n`);
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
  start(
    name: FlowStage | 'cleanup' | 'gateway',
    environment: Readonly<Record<string, string>> = {},
    { real = !isFlowStage(name) }: { readonly real?: boolean } = {},
  ): Worker {
    // A row that is interrupted goes on for a moment: nothing of it may stay behind.
    if (this.#closed) throw new Error(`${name} is not started any more: the site is closed`);
    const script = real ? [join(repository, 'apps', name, 'dist', 'main.js')] : [join(import.meta.dirname, 'worker.js'), name];
    const log = join(this.dir, `${name}-${++this.#started}.log`);
    const out = openSync(log, 'a');
    const child = spawn(process.execPath, script, { env: { ...this.environment(), ...environment }, stdio: ['ignore', out, out] });
    closeSync(out);
    const worker = { name, child, log };
    this.workers.add(worker);
    // Whoever sweeps up after an interrupted run finds it there.
    const pidFile = join(this.dir, `service-${this.#started}.pid`);
    writeFileSync(pidFile, `${child.pid}\n`);
    child.once('exit', (code, signal) => {
      this.workers.delete(worker);
      rmSync(pidFile, { force: true });
      if (!this.#told.has(child)) this.deaths.push(`${name} (${signal ?? `exit ${code}`})`);
    });
    return worker;
  }

  get isClosed(): boolean {
    return this.#closed;
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
      STUB_PROVIDER_URL: this.provider.url,
      ...this.topology.environment,
    };
  }

  /** Resolves when a service listens, or has ended. */
  async ready(worker: Worker): Promise<void> {
    const deadline = performance.now() + startMs;
    while (hasLife(worker) && portOf(worker) === undefined) {
      if (performance.now() > deadline) throw new Error(`${worker.name} was not ready within ${startMs / 1000} s (log: ${worker.log})`);
      await wait(50);
    }
  }

  of(name: string): Worker[] {
    return [...this.workers].filter((worker) => worker.name === name);
  }

  /** Running services by name, which is that of their consumer group. */
  live(): Record<string, number> {
    return Object.fromEntries([...this.workers].map(({ name }) => [name, this.of(name).length]));
  }

  /** Sum of one stream counter over the running services, from their metrics. */
  async counted(counter: string): Promise<number> {
    const pages = await Promise.all([...this.workers].map((worker) => metricsOf(worker)));
    const line = new RegExp(`^tributary_stream_events_total\\{[^}]*kind="${counter}"[^}]*\\} (\\d+)`, 'gm');
    return pages.flatMap((page) => [...page.matchAll(line)]).reduce((sum, [, value]) => sum + Number(value), 0);
  }

  /** Kills with SIGKILL and waits for the end. */
  async kill(worker: Worker): Promise<void> {
    await this.#end(worker, 'SIGKILL');
  }

  /** Asks to end and waits for it. */
  async stop(worker: Worker): Promise<void> {
    await this.#end(worker, 'SIGTERM');
  }

  /** The end of this service, however it comes, is part of the fault. */
  excuse(worker: Worker): void {
    this.#told.add(worker.child);
  }

  async stopWorkers(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => this.stop(worker)));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.workers].map((worker) => this.kill(worker)));
    await this.topology?.close();
    await this.provider?.close();
    await Promise.all([this.redis?.stop(), this.postgres?.stop(), this.#neo4j?.stop()]);
    removePostgresHome(join(this.dir, 'postgres'));
  }

  async #end(worker: Worker, signal: NodeJS.Signals): Promise<void> {
    if (!hasLife(worker)) return;
    const { child } = worker;
    this.#told.add(child);
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}

function hasLife({ child }: Worker): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** The port it said that it listens on. */
function portOf({ log }: Worker): number | undefined {
  const port = /"msg":"listening".*?"port":(\d+)|"port":(\d+).*?"msg":"listening"/.exec(readFileSync(log, 'utf8'));
  return port === null ? undefined : Number(port[1] ?? port[2]);
}

async function metricsOf(worker: Worker): Promise<string> {
  const port = portOf(worker);
  if (port === undefined) return '';
  return fetch(`http://127.0.0.1:${port}/metrics`).then(
    (answer) => answer.text(),
    () => '',
  );
}
