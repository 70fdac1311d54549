import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Connect } from './bounded-client.js';

const clusterScheme = 'redis+cluster://';
const sentinelScheme = 'redis+sentinel://';

export function isClusterUrl(url: string): boolean {
  return url.startsWith(clusterScheme);
}

/** How to connect to what a URL names: one server, a cluster (`redis+cluster://a:6379,b:6379`) or Sentinels (`redis+sentinel://a:26379,b:26379/name`). */
export function connectTo(url: string): Connect {
  if (url.startsWith(clusterScheme)) {
    const { nodes } = split(url.slice(clusterScheme.length), 6379);
    return (options) => connectCluster(nodes, options);
  }
  if (url.startsWith(sentinelScheme)) {
    const { nodes, path } = split(url.slice(sentinelScheme.length), 26379);
    return (options) => new Redis({ ...options, sentinels: nodes, name: path ?? 'mymaster' });
  }
  return (options) => new Redis(url, options);
}

interface Node {
  readonly host: string;
  readonly port: number;
}

function connectCluster(nodes: Node[], options: RedisOptions): Cluster {
  const { retryStrategy, enableOfflineQueue, ...redisOptions } = options;
  return new Cluster(nodes, {
    redisOptions,
    ...(enableOfflineQueue === undefined ? {} : { enableOfflineQueue }),
    clusterRetryStrategy: (times) => retryStrategy?.(times) ?? 1_000,
  });
}

function split(rest: string, defaultPort: number): { readonly nodes: Node[]; readonly path?: string } {
  const [list = '', path] = rest.split('/');
  const nodes = list.split(',').map((entry) => {
    const [host = '127.0.0.1', port] = entry.split(':');
    return { host, port: Number(port ?? defaultPort) };
  });
  return path ? { nodes, path } : { nodes };
}
