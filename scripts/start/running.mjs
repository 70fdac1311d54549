// A note in the data folder about who runs on it, so that two runs do not share one, and a killed run's services are found.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, stopStale } from '../../packages/local-stack/dist/index.js';
import { Complaint } from '../bootstrap/steps.mjs';

/** Claims a data folder for this process. @throws Complaint when another run has it */
export async function claim(dir) {
  mkdirSync(dir, { recursive: true });
  const before = readNote(dir);
  if (before.pid !== undefined && before.pid !== process.pid && isAlive(before.pid) && commandOf(before.pid).includes('bootstrap.mjs')) {
    throw new Complaint(
      `already running on ${dir} (process ${before.pid}${before.url ? `, ${before.url}` : ''}): stop it, or give another folder with --data`,
    );
  }
  for (const { name } of before.services ?? []) await stopStale(pidFile(dir, name), join('apps', name, 'dist', 'main.js'), 'SIGTERM');
  writeNote(dir, { pid: process.pid });
}

/** Notes which services run, and where the gateway is. */
export function noteServices(dir, url, services) {
  for (const { name, pid } of services) writeFileSync(pidFile(dir, name), `${pid}\n`);
  writeNote(dir, { pid: process.pid, url, services: services.map(({ name }) => ({ name })) });
}

export function release(dir) {
  rmSync(join(dir, 'running.json'), { force: true });
}

const pidFile = (dir, name) => join(dir, 'logs', `${name}.pid`);

function readNote(dir) {
  try {
    return JSON.parse(readFileSync(join(dir, 'running.json'), 'utf8'));
  } catch {
    return {};
  }
}

function writeNote(dir, note) {
  writeFileSync(join(dir, 'running.json'), `${JSON.stringify(note)}\n`);
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
