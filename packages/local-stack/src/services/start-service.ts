import { join } from 'node:path';
import { startDaemon } from '../daemon.js';
import { LocalStackError } from '../local-server.js';
import { lastLine, readText } from '../run.js';

/** Services of the pipeline: the name of an app is the name of its service. */
export const serviceNames = ['gateway', 'ocr', 'text', 'entity', 'resolution', 'graph', 'cleanup'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** As in `docker/Dockerfile`. A service gives back what it needed to start: 105 instead of 138 MB while it waits. Source maps would take 7 MB: what is built reads like what was written. */
const serviceFlags = ['--expose-gc'];

/** One service as a process of its own. */
export interface ServiceSpec {
  readonly name: ServiceName;
  /** The checkout, with `apps/<name>/dist/main.js` built. */
  readonly root: string;
  /** The service's whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Receives the service's log. */
  readonly logFile: string;
}

/** A service that answered `/readyz`. */
export interface RunningService {
  readonly name: ServiceName;
  readonly pid: number;
  /** Base URL of its HTTP endpoints. */
  readonly url: string;
  readonly logFile: string;
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Starts a service and waits until it is ready; its port is the one it logs with `listening`.
 * @throws LocalStackError with what the service said last, when it ends before it is ready
 */
export async function startService({ name, root, env, logFile }: ServiceSpec): Promise<RunningService> {
  try {
    const daemon = await startDaemon({
      name,
      program: process.execPath,
      args: [...serviceFlags, join(root, 'apps', name, 'dist', 'main.js')],
      cwd: root,
      env,
      logFile,
      isReady: () => isReady(logFile),
      stopSignal: 'SIGTERM',
      // Seven services start at once, perhaps on two cores with cold disks.
      readyTimeout: 120_000,
    });
    return { name, url: `http://127.0.0.1:${loggedPort(logFile)}`, logFile, ...daemon };
  } catch (error) {
    throw error instanceof LocalStackError ? new LocalStackError(`${name} did not start: ${reason(logFile)} (log: ${logFile})`) : error;
  }
}

async function isReady(logFile: string): Promise<boolean> {
  const port = loggedPort(logFile);
  if (port === undefined) return false;
  const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2000) });
  return response.ok;
}

function loggedPort(logFile: string): number | undefined {
  const line = logLines(logFile).find(({ msg, port }) => msg === 'listening' && typeof port === 'number');
  return line?.port;
}

/** What a service complained of last: why it says that it did not start, else its last logged error, else a line that names an error. */
function reason(logFile: string): string {
  const text = readText(logFile);
  const refusal = /did not start: ([^{]+)/.exec(text)?.[1];
  if (refusal !== undefined) return refusal.trim().replaceAll(/\s*\n\s*/g, ' · ');
  const complaint = logLines(logFile).findLast(({ level = 0 }) => level >= 50);
  if (complaint !== undefined) return `${complaint.msg ?? ''} ${complaint.error?.message ?? ''}`.trim();
  return text.split('\n').findLast((line) => /^\w*Error\b/.test(line)) ?? (lastLine(text) || 'no answer in time');
}

interface LogLine {
  readonly msg?: string;
  readonly level?: number;
  readonly port?: number;
  readonly error?: { readonly message?: string };
}

function logLines(logFile: string): LogLine[] {
  const lines = readText(logFile)
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'));
  return lines.map((line) => JSON.parse(line) as LogLine);
}
