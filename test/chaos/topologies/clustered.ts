import { join } from 'node:path';
import { type LocalCluster, startRedisCluster } from '@tributary/local-stack';
import type { Site } from '../site.js';
import type { Topology } from '../topology.js';
import { onNode, until } from './redis-node.js';

/** What CLUSTER NODES says of one node. */
interface Known {
  readonly id: string;
  readonly port: number;
  readonly primary: boolean;
  readonly slots: readonly (readonly [from: number, to: number])[];
}

const partitions = 6;

/** A cluster of three primaries with a replica each. */
export class ClusteredRedis {
  readonly partitions = Array.from({ length: partitions }, (_, partition) => partition);
  #cluster: LocalCluster | undefined;
  #down: number | undefined;

  readonly topology = async (site: Site): Promise<Topology> => {
    this.#down = undefined;
    this.#cluster = await startRedisCluster({ dir: join(site.dir, `cluster-${Date.now()}`), replicasOfEach: 1 });
    const { url, stop } = this.#cluster;
    return {
      environment: { REDIS_URL: url, STREAM_PARTITIONS: String(partitions) },
      redisUrl: url,
      redisUrls: async () => (await this.#primaries()).map(({ port }) => `redis://127.0.0.1:${port}`),
      close: stop,
    };
  };

  /** Moves the slot of a partition with all its keys to another primary, key by key, under way. */
  async moveSlot(partition: number): Promise<void> {
    const primaries = await this.#primaries();
    const slot = await onNode(primaries[0]?.port, (redis) => redis.cluster('KEYSLOT', `{tributary:p${partition}}`));
    const from = primaries.findIndex(({ slots }) => slots.some(([first, last]) => first <= slot && slot <= last));
    const [source, target] = [primaries[from], primaries[(from + 1) % primaries.length]];
    if (source === undefined || target === undefined) throw new Error(`nobody serves slot ${slot}`);
    await onNode(target.port, (redis) => redis.cluster('SETSLOT', slot, 'IMPORTING', source.id));
    await onNode(source.port, async (redis) => {
      await redis.cluster('SETSLOT', slot, 'MIGRATING', target.id);
      for (;;) {
        const keys = (await redis.cluster('GETKEYSINSLOT', slot, 20)) as unknown as string[];
        if (keys.length === 0) break;
        await redis.call('MIGRATE', '127.0.0.1', target.port, '', 0, 5_000, 'KEYS', ...keys);
      }
    });
    for (const node of [target, source, ...primaries.filter((one) => one !== source && one !== target)]) {
      await onNode(node.port, (redis) => redis.cluster('SETSLOT', slot, 'NODE', target.id));
    }
  }

  /** Kills a primary and waits until its replica has taken over. */
  async killPrimary(): Promise<void> {
    const [victim] = this.#cluster?.primaries ?? [];
    if (victim?.pid === undefined) throw new Error('there is no cluster');
    process.kill(victim.pid, 'SIGKILL');
    this.#down = victim.port;
    // Until its peers have noticed, they still name it as a primary.
    const others = async () => (await this.#primaries()).filter(({ port }) => port !== victim.port);
    await until('a replica takes over', async () => (await others()).length === this.#cluster?.primaries.length);
  }

  async #primaries(): Promise<Known[]> {
    const nodes = [...(this.#cluster?.primaries ?? []), ...(this.#cluster?.replicas ?? [])];
    const witness = nodes.find(({ port }) => port !== this.#down);
    const text = await onNode(witness?.port, (redis) => redis.cluster('NODES'));
    return String(text)
      .split('\n')
      .filter((line) => line !== '')
      .map(known)
      .filter(({ primary }) => primary);
  }
}

/** One line of CLUSTER NODES: id, address, flags, …, slots; a slot on the move stands in brackets. */
function known(line: string): Known {
  const [id = '', address = '', flags = '', , , , , , ...slots] = line.split(' ');
  const ranges = slots.filter((range) => !range.startsWith('[')).map((range) => range.split('-').map(Number));
  return {
    id,
    port: Number(/:(\d+)@/.exec(address)?.[1]),
    primary: flags.includes('master') && !/fail/.test(flags),
    slots: ranges.map(([from = 0, to = from]) => [from, to] as const),
  };
}
