import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, type LocalServer, removePostgresHome, stopProcess } from '@tributary/local-stack';

/** The environment variable that names the folder of a test run; set by the global setup, read by its workers. */
const runVariable = 'TRIBUTARY_TEST_RUN';
const prefix = 'tributary-test-';

/** What is known of a server that tests share. */
export interface SharedServer {
  readonly url: string;
  readonly pid: number | undefined;
}

/** Begins a test run: a folder named after this process, in which workers start servers when they first need them. */
export function beginRun(): string {
  const dir = join(tmpdir(), `${prefix}${process.pid}`);
  mkdirSync(dir, { recursive: true });
  process.env[runVariable] = dir;
  return dir;
}

/** Ends a test run: stops every server that its workers started, and removes its folder. */
export async function endRun(dir: string): Promise<void> {
  const files = readdirSync(dir).filter((name) => name.endsWith('.json'));
  const servers = files.map((name) => JSON.parse(readFileSync(join(dir, name), 'utf8')) as SharedServer);
  await Promise.all(servers.map(async ({ pid }) => pid !== undefined && stopProcess(pid, 'SIGKILL')));
  removePostgresHome(join(dir, 'postgres'));
  rmSync(dir, { recursive: true, force: true });
}

/** Cleans up after runs whose process was killed before it could. */
export async function endAbandonedRuns(): Promise<void> {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(prefix));
  const abandoned = names.filter((name) => !isAlive(Number(name.slice(prefix.length))));
  for (const name of abandoned) await endRun(join(tmpdir(), name));
}

/** The run's server of that name: started by the first worker that asks, then shared. */
export async function sharedServer(name: string, start: (dir: string) => Promise<LocalServer>): Promise<SharedServer> {
  const run = process.env[runVariable];
  if (run === undefined) throw new Error('no test run: list @tributary/testing/global-setup under globalSetup in vitest.config.ts');
  const file = join(run, `${name}.json`);
  return underLock(`${file}.lock`, async () => {
    const known = readServer(file);
    if (known !== undefined) return known;
    const { url, pid } = await start(join(run, name));
    writeFileSync(file, JSON.stringify({ url, pid }));
    return { url, pid };
  });
}

/** Runs `action` while no other process holds the file `lock`; the lock of a process that died is taken over. */
export async function underLock<T>(lock: string, action: () => Promise<T>): Promise<T> {
  while (!tryLock(lock)) await delay(50);
  try {
    return await action();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isAlive(Number(readText(lock) || process.pid))) rmSync(lock, { force: true });
    return false;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function readServer(file: string): SharedServer | undefined {
  const text = readText(file);
  return text === '' ? undefined : (JSON.parse(text) as SharedServer);
}

/** The path of a marker of this run: something that is done once, whoever comes first. */
export function runFile(name: string): string {
  return join(process.env[runVariable] ?? tmpdir(), name);
}
