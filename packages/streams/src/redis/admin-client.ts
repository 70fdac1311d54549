import { randomInt } from 'node:crypto';
import { type Logger, silentLogger } from '@tributary/stage-kit';
import { noStreamMetrics } from '../metrics.js';
import { BoundedClient } from './bounded-client.js';
import { connectTo } from './connect.js';

/** A connection for checks, statistics and housekeeping. Waits until it is ready. */
export async function openAdminClient(url: string, role: string, log: Logger = silentLogger): Promise<BoundedClient> {
  const random = () => randomInt(1 << 30) / (1 << 30);
  const client = new BoundedClient({ connect: connectTo(url), role, commandTimeoutMs: 5_000, log, metrics: noStreamMetrics, random });
  try {
    await client.untilReady(10_000);
  } catch (error) {
    client.close();
    throw error;
  }
  return client;
}
