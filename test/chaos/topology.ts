import type { Site } from './site.js';

/** Which servers a run has, and what its services are told of them. */
export interface Topology {
  /** Variables of every service. */
  readonly environment: Readonly<Record<string, string>>;
  /** For whoever submits documents; as the services know Redis, but past any proxy. */
  readonly redisUrl: string;
  readonly neo4jUri?: string;
  /** The servers that hold keys now: one, or the primaries of a cluster. */
  redisUrls(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** One Redis, one Postgres, no Neo4j. */
export function plainTopology(site: Site): Topology {
  return { environment: {}, redisUrl: site.redis.url, redisUrls: async () => [site.redis.url], close: async () => undefined };
}
