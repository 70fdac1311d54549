import { join } from 'node:path';
import { freePort, type LocalSentinels, type LocalServer, startRedis, startSentinels } from '@tributary/local-stack';
import { TcpProxy } from '@tributary/testing/tcp-proxy';
import type { Scene } from '../row.js';
import type { Site } from '../site.js';
import type { Topology } from '../topology.js';
import { onNode, until } from './redis-node.js';

interface Member {
  readonly port: number;
  readonly dir: string;
  server: LocalServer;
}

/** One primary, two replicas and three Sentinels. */
export class ReplicatedRedis {
  #members: Member[] = [];
  #sentinels: LocalSentinels | undefined;
  /** Bytes of the replication stream that went down with a primary. */
  lostBytes = 0;

  readonly topology = async (site: Site): Promise<Topology> => {
    this.lostBytes = 0;
    const root = join(site.dir, `replicated-${Date.now()}`);
    this.#members = [];
    for (let n = 0; n < 3; n++) {
      const [port, dir] = [await freePort(), join(root, `redis-${n}`)];
      this.#members.push({ port, dir, server: await start({ port, dir }, this.#members[0]?.port) });
    }
    const [primary] = this.#members;
    this.#sentinels = await startSentinels({ dir: join(root, 'sentinels'), primaryPort: primary?.port ?? 0, name: 'chaos' });
    const sentinels = this.#sentinels;
    return {
      environment: { REDIS_URL: sentinels.url },
      redisUrl: sentinels.url,
      redisUrls: async () => [`redis://127.0.0.1:${await sentinels.primaryPort()}`],
      close: async () => {
        await sentinels.stop();
        await Promise.all(this.#members.map(({ server }) => server.stop()));
      },
    };
  };

  /** Lets the replicas lag for a while, kills the primary with what they lack, and waits until the Sentinels have promoted one. */
  async failOver(scene: Scene, lagMs: number): Promise<void> {
    const primary = await this.#primary();
    const replicas = this.#members.filter((member) => member !== primary);
    const lag = await TcpProxy.open(primary.port);
    try {
      await Promise.all(replicas.map((replica) => follow(replica.port, lag.port)));
      lag.weather = { delayMs: lagMs, jitterMs: 0, loss: 0, resendMs: 0 };
      await scene.outage(2 * lagMs);
      const written = await offsetOf(primary.port);
      process.kill(primary.server.pid ?? Number.NaN, 'SIGKILL');
      await lag.refuse();
      await until('the Sentinels name another primary', async () => (await this.#primary()) !== primary);
      const heir = await this.#primary();
      await until('a replica becomes primary', async () => (await roleOf(heir.port)) === 'master');
      this.lostBytes += Math.max(0, written - (await offsetAtPromotion(heir.port)));
      primary.server = await start(primary, heir.port);
    } finally {
      await lag.close().catch(() => undefined);
    }
  }

  async #primary(): Promise<Member> {
    const port = await this.#sentinels?.primaryPort();
    const member = this.#members.find((one) => one.port === port);
    if (member === undefined) throw new Error(`the Sentinels name a primary that is not ours: ${port}`);
    return member;
  }
}

function start({ port, dir }: Pick<Member, 'port' | 'dir'>, primaryPort?: number): Promise<LocalServer> {
  const settings = {
    'repl-diskless-sync-delay': '0',
    ...(primaryPort === undefined ? {} : { replicaof: ['127.0.0.1', String(primaryPort)] }),
  };
  return startRedis({ dir, port, settings });
}

async function follow(port: number, through: number): Promise<void> {
  await onNode(port, (redis) => redis.replicaof('127.0.0.1', through));
  await until('the replica follows', async () =>
    (await onNode(port, (redis) => redis.info('replication'))).includes('master_link_status:up'),
  );
}

const offsetOf = (port: number) => fieldOf(port, 'master_repl_offset');
/** Where the stream of the old primary ended for the one that took over. */
const offsetAtPromotion = async (port: number) => (await fieldOf(port, 'second_repl_offset')) - 1;

async function fieldOf(port: number, name: string): Promise<number> {
  const info = await onNode(port, (redis) => redis.info('replication'));
  return Number(new RegExp(`^${name}:(-?\\d+)`, 'm').exec(info)?.[1]);
}

async function roleOf(port: number): Promise<string | undefined> {
  return /^role:(\w+)/m.exec(await onNode(port, (redis) => redis.info('replication')))?.[1];
}
