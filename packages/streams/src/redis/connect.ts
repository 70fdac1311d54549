import { Cluster, Command, Redis, type RedisOptions } from 'ioredis';
import type { Connect, RedisConnection } from './bounded-client.js';
import { parseRedisUrl, type RedisAddress } from './redis-url.js';

export function isClusterUrl(url: string): boolean {
  return parseRedisUrl(url)?.kind === 'cluster';
}

/** How to connect to what a URL names: one server, a cluster or Sentinels. Throws when it names none of these. */
export function connectTo(url: string): Connect {
  const address = parseRedisUrl(url);
  if (address === undefined) throw new Error('not the URL of a Redis, a cluster or Sentinels');
  switch (address.kind) {
    case 'single':
      return (options) => new Redis(address.url, options);
    case 'cluster':
      return (options) => connectCluster(address, options);
    case 'sentinel':
      return (options) => connectSentinels(address, options);
  }
}

/** The connection that serves a key: on a cluster, that of the key's node. Undefined while the cluster is not known. */
export function nodeOf(connection: RedisConnection, key: string): Redis | undefined {
  if (!(connection instanceof Cluster)) return connection;
  const slot = new Command('get', [key]).getSlot() as unknown as number;
  const [primary] = connection.slots[slot] ?? [];
  return connection.nodes('master').find(({ options: { host, port } }) => `${host}:${port}` === primary);
}

/** Resolves when every node of a cluster that is known has answered or failed: a command for one that still connects would be refused. */
export async function untilConnected(connection: RedisConnection): Promise<void> {
  if (connection instanceof Cluster) await Promise.all(connection.nodes('master').map((node) => connecting.get(node) ?? Promise.resolve()));
}

const connecting = new WeakMap<Redis, Promise<void>>();

function connectCluster(address: RedisAddress & { kind: 'cluster' }, options: RedisOptions): Cluster {
  const { retryStrategy, enableOfflineQueue, ...redisOptions } = options;
  const cluster = new Cluster([...address.nodes], {
    redisOptions: { ...redisOptions, ...accessOf(address) },
    ...(enableOfflineQueue === undefined ? {} : { enableOfflineQueue }),
    clusterRetryStrategy: (times) => retryStrategy?.(times) ?? 1_000,
    // The library would send a command again whose reply was lost with its connection.
    retryDelayOnFailover: 0,
    // A node that was promoted is found even when the old one says nothing any more.
    slotsRefreshInterval: 5_000,
  });
  cluster.on('+node', (node: Redis) => {
    connecting.set(
      node,
      node.connect().catch(() => undefined),
    );
  });
  return cluster;
}

function connectSentinels(address: RedisAddress & { kind: 'sentinel' }, options: RedisOptions): Redis {
  const { nodes, name, db, sentinelUsername, sentinelPassword, tls } = address;
  return new Redis({
    ...options,
    ...accessOf(address),
    sentinels: [...nodes],
    name,
    ...(db === undefined ? {} : { db }),
    ...(sentinelUsername === undefined ? {} : { sentinelUsername }),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
    ...(tls ? { enableTLSForSentinelMode: true, sentinelTLS: {} } : {}),
    // Told of a switch, a client leaves a primary that does not know yet that it is none any more.
    failoverDetector: true,
  });
}

function accessOf({
  username,
  password,
  tls,
}: {
  readonly username?: string;
  readonly password?: string;
  readonly tls: boolean;
}): RedisOptions {
  return { ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }), ...(tls ? { tls: {} } : {}) };
}
