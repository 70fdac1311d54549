import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../cache-dir.js';
import { startDaemon } from '../daemon.js';
import { freePort } from '../free-port.js';
import { type LocalServer, namedServer, type ServerOptions } from '../local-server.js';
import { stopStale } from '../processes.js';
import { ask } from '../tcp.js';
import { findRedis } from './find-redis.js';

/**
 * A Redis that loses nothing that it acknowledged longer than a second ago: append-only file, no eviction, on 127.0.0.1.
 * `REDIS_URL` is used as it is when set. @throws LocalStackError when there is no Redis here, or it does not start
 */
export async function startRedis({ dir, port, onProgress = () => {} }: ServerOptions): Promise<LocalServer> {
  const named = process.env['REDIS_URL'];
  if (named !== undefined && named !== '') return namedServer(named);
  const { program, env } = await findRedis(cacheDir(), onProgress);
  mkdirSync(dir, { recursive: true });
  const pidFile = join(dir, 'redis.pid');
  await stopStale(pidFile, 'redis', 'SIGTERM');
  const listening = await freePort(port);
  const daemon = await startDaemon({
    name: 'Redis',
    program,
    args: redisArguments(dir, listening, pidFile),
    cwd: dir,
    env,
    logFile: join(dir, 'redis.log'),
    isReady: async () => (await ask(listening, 'PING\r\n')).toString().startsWith('+PONG'),
    stopSignal: 'SIGTERM',
    readyTimeout: 30_000,
  });
  return { url: `redis://127.0.0.1:${listening}`, ...daemon };
}

function redisArguments(dir: string, port: number, pidFile: string): string[] {
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir,
    pidfile: pidFile,
    daemonize: 'no',
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    // Streams must never be evicted: services refuse to start otherwise.
    'maxmemory-policy': 'noeviction',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}
