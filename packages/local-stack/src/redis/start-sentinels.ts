import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../cache-dir.js';
import { startDaemon } from '../daemon.js';
import { freePort } from '../free-port.js';
import { ask } from '../tcp.js';
import { findRedis } from './find-redis.js';

export interface SentinelOptions {
  readonly dir: string;
  /** Port of the primary they begin with. */
  readonly primaryPort: number;
  /** What they call it. */
  readonly name: string;
  readonly count?: number;
}

export interface LocalSentinels {
  /** `redis+sentinel://` with all of them. */
  readonly url: string;
  /** Port of the primary they agree on now. */
  primaryPort(): Promise<number>;
  stop(): Promise<void>;
}

/** Redis Sentinels on 127.0.0.1 that call a primary dead after 1.5 seconds of silence. @throws LocalStackError when one does not start */
export async function startSentinels({ dir, primaryPort, name, count = 3 }: SentinelOptions): Promise<LocalSentinels> {
  const { program, env } = await findRedis(cacheDir(), () => {});
  mkdirSync(dir, { recursive: true });
  const sentinels: { readonly port: number; stop(): Promise<void> }[] = [];
  for (let n = 0; n < count; n++) {
    const port = await freePort();
    const file = join(dir, `sentinel-${n}.conf`);
    writeFileSync(file, configuration(port, dir, join(dir, `sentinel-${n}.redis.pid`), name, primaryPort, Math.floor(count / 2) + 1));
    const daemon = await startDaemon({
      name: 'Sentinel',
      program,
      args: [file, '--sentinel'],
      cwd: dir,
      env,
      logFile: join(dir, `sentinel-${n}.log`),
      isReady: async () => (await ask(port, 'PING\r\n')).toString().startsWith('+PONG'),
      stopSignal: 'SIGTERM',
      readyTimeout: 30_000,
    });
    sentinels.push({ port, stop: daemon.stop });
  }
  const [first] = sentinels;
  return {
    url: `redis+sentinel://${sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')}/${name}`,
    async primaryPort() {
      const answer = (await ask(first?.port ?? 0, `SENTINEL GET-MASTER-ADDR-BY-NAME ${name}\r\n`)).toString();
      return Number(answer.split('\r\n')[4]);
    },
    stop: async () => void (await Promise.all(sentinels.map((sentinel) => sentinel.stop()))),
  };
}

function configuration(port: number, dir: string, pidFile: string, name: string, primaryPort: number, quorum: number): string {
  return [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${dir}`,
    `pidfile ${pidFile}`,
    `sentinel monitor ${name} 127.0.0.1 ${primaryPort} ${quorum}`,
    `sentinel down-after-milliseconds ${name} 1500`,
    `sentinel failover-timeout ${name} 8000`,
    `sentinel parallel-syncs ${name} 2`,
    '',
  ].join('\n');
}
