import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../free-port.js';
import { type LocalServer, LocalStackError } from '../local-server.js';
import { ask } from '../tcp.js';
import { type RedisOptions, startRedis } from './start-redis.js';

export interface ClusterNode extends LocalServer {
  readonly port: number;
  readonly dir: string;
  /** Its name in the cluster. */
  readonly id: string;
  /** Starts it again, with what it had, on its ports. */
  restart(): Promise<ClusterNode>;
}

export interface LocalCluster {
  /** `redis+cluster://` with all nodes. */
  readonly url: string;
  readonly primaries: readonly ClusterNode[];
  readonly replicas: readonly ClusterNode[];
  stop(): Promise<void>;
}

export interface ClusterOptions extends Pick<RedisOptions, 'dir' | 'program'> {
  readonly primaries?: number;
  readonly replicasOfEach?: number;
}

const slots = 16_384;
const patienceMs = 60_000;

/** A Redis Cluster on 127.0.0.1: primaries that share the slots evenly, each with its replicas. @throws LocalStackError when it does not come up */
export async function startRedisCluster({ dir, program, primaries = 3, replicasOfEach = 0 }: ClusterOptions): Promise<LocalCluster> {
  const options = program === undefined ? {} : { program };
  const count = primaries * (1 + replicasOfEach);
  const nodes: ClusterNode[] = [];
  try {
    for (let n = 0; n < count; n++) {
      nodes.push(await startNode({ ...options, dir: join(dir, `node-${n}`), port: await freePort() }, await freePort()));
    }
    await meet(nodes, primaries);
    for (const [n, replica] of nodes.slice(primaries).entries()) {
      await until(
        () => command(replica, `CLUSTER REPLICATE ${nodes[n % primaries]?.id}`).then((answer) => answer.startsWith('+OK')),
        replica,
      );
    }
    for (const node of nodes) {
      await until(async () => (await command(node, 'CLUSTER INFO')).includes('cluster_state:ok'), node);
      // Roles spread by gossip: a node that still takes a replica for a primary sends clients there.
      await until(async () => primariesIn(await command(node, 'CLUSTER NODES')) === primaries, node);
    }
  } catch (error) {
    await Promise.all(nodes.map((node) => node.stop()));
    throw error;
  }
  return {
    url: `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    primaries: nodes.slice(0, primaries),
    replicas: nodes.slice(primaries),
    stop: async () => void (await Promise.all(nodes.map((node) => node.stop()))),
  };
}

async function startNode(options: RedisOptions & { readonly port: number }, bus: number): Promise<ClusterNode> {
  const settings = {
    'cluster-enabled': 'yes',
    'cluster-port': String(bus),
    'cluster-node-timeout': '2000',
    // Part of the slots is better than none.
    'cluster-require-full-coverage': 'no',
  };
  const server = await startRedis({ ...options, settings });
  const { port, dir } = options;
  const id = /[0-9a-f]{40}/.exec(await command({ port }, 'CLUSTER MYID'))?.[0];
  if (id === undefined) throw new LocalStackError(`Redis on port ${port} is no cluster node`);
  return { ...server, port, dir, id, restart: () => startNode(options, bus) };
}

/** Makes the nodes know each other and gives the first ones their slots. */
async function meet(nodes: readonly ClusterNode[], primaries: number): Promise<void> {
  const [first] = nodes;
  if (first === undefined) return;
  for (const [n, node] of nodes.slice(0, primaries).entries()) {
    const [from, to] = [Math.ceil((n * slots) / primaries), Math.ceil(((n + 1) * slots) / primaries) - 1];
    await command(node, `CLUSTER ADDSLOTSRANGE ${from} ${to}`);
    await command(node, `CLUSTER SET-CONFIG-EPOCH ${n + 1}`);
  }
  for (const node of nodes.slice(1)) await command(node, `CLUSTER MEET 127.0.0.1 ${first.port} ${await busOf(first)}`);
  for (const node of nodes) {
    await until(async () => (await command(node, 'CLUSTER INFO')).includes(`cluster_known_nodes:${nodes.length}`), node);
  }
}

function primariesIn(listing: string): number {
  return listing.split('\n').filter((line) => /[ ,]master[ ,]/.test(line)).length;
}

async function busOf(node: ClusterNode): Promise<string> {
  return /:\d+@(\d+)/.exec(await command(node, 'CLUSTER NODES'))?.[1] ?? '';
}

async function command({ port }: { readonly port: number }, text: string): Promise<string> {
  return (await ask(port, `${text}\r\n`)).toString();
}

async function until(holds: () => Promise<boolean>, { port }: ClusterNode): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > deadline) throw new LocalStackError(`the cluster node on port ${port} did not come up`);
    await wait(50);
  }
}
