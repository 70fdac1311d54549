import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { LocalStackError } from './local-server.js';
import { isAlive, stopProcess } from './processes.js';
import { lastLine, type RunOptions, readText } from './run.js';

/** A server process to start, and how to tell that it is ready. */
export interface DaemonSpec extends RunOptions {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Receives what the process prints. */
  readonly logFile: string;
  /** Asks the server itself; false or a rejection means not yet. */
  readonly isReady: () => Promise<boolean>;
  /** The signal after which this server ends in good order. */
  readonly stopSignal: NodeJS.Signals;
  /** Milliseconds until a server that is not ready counts as failed. */
  readonly readyTimeout: number;
}

/** A started process. */
export interface Daemon {
  readonly pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Starts a server in a process group of its own, so that Ctrl-C in a terminal does not reach it before those who use it have ended,
 * and waits until it answers. @throws LocalStackError with the last line of its log when it ends or stays silent.
 */
export async function startDaemon(spec: DaemonSpec): Promise<Daemon> {
  const child = spawnLogged(spec);
  const ended = new Promise<'ended'>((resolve) => {
    child.once('error', () => resolve('ended'));
    child.once('exit', () => resolve('ended'));
  });
  const outcome = await waitReady(spec, ended);
  const { pid } = child;
  if (outcome !== 'ready' || pid === undefined) {
    if (pid !== undefined) await stopProcess(pid, 'SIGKILL');
    throw new LocalStackError(`${spec.name} did not start: ${lastLine(readText(spec.logFile)) || outcome} (log: ${spec.logFile})`);
  }
  return { pid, ended, stop: () => (isAlive(pid) ? stopProcess(pid, spec.stopSignal) : Promise.resolve()) };
}

function spawnLogged(spec: DaemonSpec): ChildProcess {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const log = openSync(spec.logFile, 'w');
  const { cwd, env, uid, gid } = spec;
  const child = spawn(spec.program, spec.args, { cwd, env, uid, gid, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  return child;
}

async function waitReady({ isReady, readyTimeout }: DaemonSpec, ended: Promise<'ended'>): Promise<'ready' | 'ended' | 'no answer in time'> {
  const deadline = performance.now() + readyTimeout;
  while (performance.now() < deadline) {
    if (await isReady().catch(() => false)) return 'ready';
    const pause = new Promise<'waited'>((resolve) => setTimeout(() => resolve('waited'), 25));
    if ((await Promise.race([ended, pause])) === 'ended') return 'ended';
  }
  return 'no answer in time';
}
