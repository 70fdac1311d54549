import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, removePostgresHome, stopProcess } from '@tributary/local-stack';

const prefix = 'tributary-chaos-';

/** A folder for a run, which says whose it is. */
export function ownFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), prefix));
  writeFileSync(join(dir, 'owner.pid'), `${process.pid}\n`);
  return dir;
}

/** Ends what runs left behind that were killed before they could tidy up: their services first, then their servers. */
export async function sweepAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const dir = join(tmpdir(), name);
    const owner = join(dir, 'owner.pid');
    if (!existsSync(owner) || isAlive(pidIn(owner))) continue;
    await stopAll(dir, /^service-\d+\.pid$/, 'SIGKILL');
    await stopAll(dir, /redis\.pid$|^neo4j\.pid$/, 'SIGTERM');
    await stopAll(dir, /^postgres\.pid$/, 'SIGINT');
    removePostgresHome(join(dir, 'postgres'));
    rmSync(dir, { recursive: true, force: true });
  }
}

async function stopAll(dir: string, name: RegExp, signal: NodeJS.Signals): Promise<void> {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((path) => name.test(path.split('/').at(-1) ?? ''));
  for (const pid of files.map((path) => pidIn(join(dir, path)))) if (writesInto(dir, pid)) await stopProcess(pid, signal);
}

function pidIn(file: string): number {
  return Number.parseInt(readFileSync(file, 'utf8'), 10);
}

/** Process ids are used again: one of ours has its log in the folder. */
function writesInto(dir: string, pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/fd/1`).startsWith(`${dir}/`);
  } catch {
    return false;
  }
}
