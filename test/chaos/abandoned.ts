import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, removePostgresHome, stopStale } from '@tributary/local-stack';

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
    if (!existsSync(owner) || isAlive(Number(readFileSync(owner, 'utf8')))) continue;
    for (const file of pidFilesIn(dir, /^service-\d+\.pid$/)) await stopStale(file, '.js', 'SIGKILL');
    for (const file of pidFilesIn(dir, /^redis\.pid$/)) await stopStale(file, 'redis', 'SIGTERM');
    for (const file of pidFilesIn(dir, /^neo4j\.pid$/)) await stopStale(file, dir, 'SIGTERM');
    for (const file of pidFilesIn(dir, /^postgres\.pid$/)) await stopStale(file, 'postgres', 'SIGINT');
    removePostgresHome(join(dir, 'postgres'));
    rmSync(dir, { recursive: true, force: true });
  }
}

function pidFilesIn(dir: string, name: RegExp): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path.split('/').at(-1) ?? ''))
    .map((path) => join(dir, path));
}
