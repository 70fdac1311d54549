import { readText } from './run.js';

/** Milliseconds a process may take to end in good order before it is killed. */
const patience = 15_000;

/** Whether a process exists that is not a zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return !/^State:\s*Z/m.test(readProc(pid, 'status'));
}

/** The command line of a process, with spaces between arguments; empty when it is gone or cannot be read. */
function commandLine(pid: number): string {
  return readProc(pid, 'cmdline').replaceAll('\0', ' ').trim();
}

/** Ends a process: with `signal`, and after {@link patience} by force. Resolves when it is gone. */
export async function stopProcess(pid: number, signal: NodeJS.Signals): Promise<void> {
  if (!send(pid, signal)) return;
  const deadline = performance.now() + patience;
  while (isAlive(pid)) {
    if (performance.now() > deadline) send(pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/**
 * Ends a server that an earlier run left behind: the process whose id is on the first line of `pidFile`,
 * if it still runs and its command line contains `expected` (process ids are reused).
 */
export async function stopStale(pidFile: string, expected: string, signal: NodeJS.Signals): Promise<void> {
  const pid = Number.parseInt(readText(pidFile).split('\n')[0] ?? '', 10);
  if (Number.isInteger(pid) && pid > 1 && isAlive(pid) && commandLine(pid).includes(expected)) await stopProcess(pid, signal);
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

function readProc(pid: number, file: string): string {
  return readText(`/proc/${pid}/${file}`);
}
