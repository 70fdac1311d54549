import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../run.js';
import type { RedisProgram } from './find-redis.js';

/** Installs redis-server system-wide (needs root). Refreshes apt's lists only when the first try fails: that is the slow half. */
export async function installWithApt(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Without recommended packages, and without starting the service: the data lives in our own folder.
  const install = ['install', '-y', '-q', '--no-install-recommends', 'redis-server'];
  const first = await run('apt-get', install, { env });
  if (first.code === 0) return;
  await run('apt-get', ['update', '-q'], { env });
  await run('apt-get', install, { env });
}

/** Redis and the libraries that only it needs, unpacked into a folder: for users who may not install. Undefined when it cannot be had. */
export async function unpackFromApt(cacheDir: string, mode: 'look' | 'fetch'): Promise<RedisProgram | undefined> {
  const target = join(cacheDir, 'redis');
  if (mode === 'fetch' && !existsSync(target)) await fetchAndUnpack(cacheDir, target);
  return asProgram(target);
}

async function fetchAndUnpack(cacheDir: string, target: string): Promise<void> {
  const work = join(cacheDir, `redis-${process.pid}`);
  mkdirSync(work, { recursive: true });
  try {
    const names = await packageNames();
    const fetched = await run('apt-get', ['download', ...names], { cwd: work });
    if (fetched.code !== 0) return;
    for (const file of readdirSync(work).filter((name) => name.endsWith('.deb'))) {
      await run('dpkg', ['-x', join(work, file), join(work, 'root')]);
    }
    renameSync(join(work, 'root'), target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** redis-server, redis-tools (where the program is) and their dependencies, less what every Debian has. */
async function packageNames(): Promise<string[]> {
  const flags = ['--recurse', '--no-recommends', '--no-suggests', '--no-conflicts', '--no-breaks', '--no-replaces', '--no-enhances'];
  const { output } = await run('apt-cache', ['depends', ...flags, 'redis-server']);
  const names = output
    .split('\n')
    .filter((line) => /^[a-z0-9]/.test(line))
    .map((line) => line.trim());
  return names.filter((name) => /^(redis|lib(atomic|hiredis|jemalloc|lua|lzf)|lua-)/.test(name));
}

function asProgram(target: string): RedisProgram | undefined {
  const program = ['usr/bin/redis-server', 'usr/bin/redis-check-rdb'].map((path) => join(target, path)).find(existsSync);
  if (program === undefined) return undefined;
  const libraries = join(target, 'usr', 'lib');
  const folders = [libraries, ...readdirSync(libraries).map((name) => join(libraries, name))];
  return { program, env: { ...process.env, LD_LIBRARY_PATH: folders.join(':') } };
}
