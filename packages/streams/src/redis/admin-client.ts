import { randomInt } from 'node:crypto';
import { type Logger, silentLogger } from '@tributary/stage-kit';
import { noStreamMetrics } from '../metrics.js';
import { BoundedClient } from './bounded-client.js';
import { connectTo } from './connect.js';

/** A connection for checks, statistics and housekeeping. Rejects with `redis_unavailable` when it is not ready within `waitMs`. */
export async function openAdminClient(url: string, role: string, log: Logger = silentLogger, waitMs = 10_000): Promise<BoundedClient> {
  const random = () => randomInt(1 << 30) / (1 << 30);
  const client = new BoundedClient({ connect: connectTo(url), role, commandTimeoutMs: 5_000, log, metrics: noStreamMetrics, random });
  try {
    await client.untilReady(waitMs);
  } catch (error) {
    client.close();
    throw error;
  }
  return client;
}
