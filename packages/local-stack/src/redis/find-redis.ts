import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { LocalStackError } from '../local-server.js';
import { installWithApt, unpackFromApt } from './install-redis.js';

/** A Redis to run: the program, and what its environment must contain. */
export interface RedisProgram {
  readonly program: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Redis from PATH (also Valkey), else installed with apt as root, else unpacked from apt's packages into `cacheDir`.
 * @throws LocalStackError that says how to install it
 */
export async function findRedis(cacheDir: string, onProgress: (text: string) => void): Promise<RedisProgram> {
  const found = onPath('redis-server') ?? onPath('valkey-server');
  if (found !== undefined) return { program: found, env: process.env };
  if (onPath('apt-get') !== undefined) {
    const unpacked = await unpackFromApt(cacheDir, 'look');
    if (unpacked !== undefined) return unpacked;
    onProgress('installing redis-server with apt-get');
    if (process.getuid?.() === 0) {
      await installWithApt();
      const installed = onPath('redis-server');
      if (installed !== undefined) return { program: installed, env: process.env };
    }
    const fetched = await unpackFromApt(cacheDir, 'fetch');
    if (fetched !== undefined) return fetched;
  }
  throw new LocalStackError(
    'no Redis found: install it (apt-get install redis-server, brew install redis) or set REDIS_URL, for instance after docker run -p 6379:6379 redis:8',
  );
}

/** The full path of a program on PATH, or undefined. */
export function onPath(program: string): string | undefined {
  // Under an empty PATH the usual folders are still worth a look: sbin is often missing for users.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/bin', '/usr/bin', '/usr/sbin'];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
