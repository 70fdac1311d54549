import { Redis } from 'ioredis';
import pg from 'pg';

/** Where the truth of a run lies. The checker reads it directly, past every proxy, and shares no code with the product. */
export interface Stores {
  readonly databaseUrl: string;
  /** Every server that holds keys: one, or the primaries of a cluster. */
  readonly redisUrls: readonly string[];
  readonly neo4jUri?: string;
}

/** Connections for one look. Queries run one after another: a connection of pg carries one at a time. */
export interface OpenStores {
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  readonly servers: readonly Redis[];
}

export async function withStores<T>({ databaseUrl, redisUrls }: Stores, work: (stores: OpenStores) => Promise<T>): Promise<T> {
  const database = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000, query_timeout: 60_000 });
  database.on('error', () => undefined);
  const servers = redisUrls.map((url) => connect(url));
  try {
    await database.connect();
    const query = async (text: string, values: readonly unknown[] = []) => (await database.query(text, [...values])).rows;
    return await work({ query, servers });
  } finally {
    await database.end().catch(() => undefined);
    for (const server of servers) server.disconnect();
  }
}

function connect(url: string): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: 10_000, replyMapping: 'legacy' });
  redis.on('error', () => undefined);
  return redis;
}
