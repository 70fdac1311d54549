import type { RedisOptions } from '@tributary/local-stack';
import type { Site } from '../site.js';
import { plainTopology, type Topology } from '../topology.js';

/** The usual servers, with another Redis or Valkey program in place of the installed one, or in another environment. */
export function otherRedis(how: Pick<RedisOptions, 'program' | 'environment'>): (site: Site) => Promise<Topology> {
  return async (site) => {
    await site.redis.stop();
    await site.startRedis(how);
    return {
      ...plainTopology(site),
      async close() {
        await site.redis.stop();
        await site.startRedis({});
      },
    };
  };
}
