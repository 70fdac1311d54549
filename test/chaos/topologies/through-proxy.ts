import { TcpProxy } from '@tributary/testing/tcp-proxy';
import type { Site } from '../site.js';
import { plainTopology, type Topology } from '../topology.js';

/** The usual servers, reached through a proxy that the row may break. The checker and whoever submits go past it. */
export interface ProxiedTopology {
  readonly topology: (site: Site, reduced: boolean) => Promise<Topology>;
  /** Of the run that is under way: that of Redis first. */
  readonly proxies: readonly TcpProxy[];
  readonly proxy: TcpProxy;
}

export function throughProxy(what: 'redis' | 'both'): ProxiedTopology {
  const proxies: TcpProxy[] = [];
  return {
    proxies,
    get proxy(): TcpProxy {
      if (proxies[0] === undefined) throw new Error('no run is under way');
      return proxies[0];
    },
    async topology(site) {
      const redis = await TcpProxy.open(site.redisPort);
      proxies.push(redis);
      const environment: Record<string, string> = { REDIS_URL: redis.url };
      if (what === 'both') {
        const postgres = await TcpProxy.open(site.postgresPort);
        proxies.push(postgres);
        const url = new URL(site.databaseUrl);
        url.port = String(postgres.port);
        environment['DATABASE_URL'] = url.href;
      }
      return {
        ...plainTopology(site),
        environment,
        redisUrls: async () => [site.redis.url],
        close: async () => void (await Promise.all(proxies.splice(0).map((proxy) => proxy.close()))),
      };
    },
  };
}
