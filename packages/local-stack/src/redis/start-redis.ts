import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../cache-dir.js';
import { startDaemon } from '../daemon.js';
import { freePort } from '../free-port.js';
import { type LocalServer, namedServer, type ServerOptions } from '../local-server.js';
import { stopStale } from '../processes.js';
import { ask } from '../tcp.js';
import { findRedis } from './find-redis.js';

type Settings = Readonly<Record<string, string | readonly string[]>>;

/** How a Redis is started. */
export interface RedisOptions extends ServerOptions {
  /** Path of a Redis or Valkey server; by default the one that is found or installed. */
  readonly program?: string;
  /** Of the process; by default that of this one. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Further settings by their names in redis.conf, such as `replicaof`; a list where a setting has several words. */
  readonly settings?: Settings;
}

/**
 * A Redis that loses nothing that it acknowledged longer than a second ago: append-only file, no eviction, on 127.0.0.1.
 * `REDIS_URL` is used as it is when set. @throws LocalStackError when there is no Redis here, or it does not start
 */
export async function startRedis({
  dir,
  port,
  onProgress = () => {},
  program: chosen,
  environment,
  settings = {},
}: RedisOptions): Promise<LocalServer> {
  const named = process.env['REDIS_URL'];
  if (named !== undefined && named !== '') return namedServer(named);
  const { program, env } = chosen === undefined ? await findRedis(cacheDir(), onProgress) : { program: chosen, env: process.env };
  mkdirSync(dir, { recursive: true });
  const pidFile = join(dir, 'redis.pid');
  await stopStale(pidFile, 'redis', 'SIGTERM');
  const listening = await freePort(port);
  const daemon = await startDaemon({
    name: 'Redis',
    program,
    args: redisArguments({ ...basicSettings(dir, listening, pidFile), ...settings }),
    cwd: dir,
    env: { ...env, ...environment },
    logFile: join(dir, 'redis.log'),
    isReady: async () => (await ask(listening, 'PING\r\n')).toString().startsWith('+PONG'),
    stopSignal: 'SIGTERM',
    readyTimeout: 30_000,
  });
  return { url: `redis://127.0.0.1:${listening}`, ...daemon };
}

function basicSettings(dir: string, port: number, pidFile: string): Settings {
  return {
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
}

function redisArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, ...(typeof value === 'string' ? [value] : value)]);
}
