import { groupRegistryKey, type KeySpace, streamCompanions } from '@tributary/cache-keys';
import type { BoundedClient, RedisConnection } from './bounded-client.js';
import { fieldsOf } from './reply-fields.js';

/** One consumer group on one stream. Ages in milliseconds, by the server's clock. */
export interface StreamStats {
  readonly stream: string;
  readonly group: string;
  /** Entries that lie in the stream, acknowledged ones included until they are trimmed. */
  readonly length: number;
  /** Entries not yet handed out; `undefined` when Redis does not know. */
  readonly lag: number | undefined;
  /** Handed out and not acknowledged. */
  readonly pending: number;
  readonly consumers: number;
  /** Retries that wait, and those of them that are due. */
  readonly retryWaiting: number;
  readonly retryDue: number;
  /** Since the oldest pending entry was added. */
  readonly oldestPendingAgeMs: number;
  /** Since the oldest entry that nobody was handed was added. */
  readonly oldestWaitingAgeMs: number;
}

/** Reads the state of every registered group, for metrics and `/v1/pipeline`. Work left is lag + pending + retries; lag alone misses the rest. */
export async function streamStats(client: BoundedClient, space: KeySpace): Promise<readonly StreamStats[]> {
  return client.run(async (redis) => {
    const registered = await redis.smembers(groupRegistryKey(space));
    const [seconds = 0, micros = 0] = (await redis.time()).map(Number);
    const now = seconds * 1_000 + Math.floor(micros / 1_000);
    const stats = await Promise.all(registered.sort().map((pair) => statsOf(redis, pair, now)));
    return stats.filter((one) => one !== undefined);
  });
}

async function statsOf(redis: RedisConnection, pair: string, now: number): Promise<StreamStats | undefined> {
  const [stream, group] = pair.split(' ') as [string, string];
  const { retry } = streamCompanions(stream, group);
  const [groups, length, pending, retryWaiting, retryDue] = await Promise.all([
    redis.xinfo('GROUPS', stream).catch(() => []) as Promise<unknown[][]>,
    redis.xlen(stream),
    redis.xpending(stream, group).catch(() => [0]) as Promise<unknown[]>,
    redis.zcard(retry),
    redis.zcount(retry, '-inf', now),
  ]);
  const info = groups.map(fieldsOf).find((fields) => fields.get('name') === group);
  if (info === undefined) return undefined;
  const [next] = await redis.xrange(stream, `(${String(info.get('last-delivered-id'))}`, '+', 'COUNT', 1);
  const lag = info.get('lag');
  return {
    stream,
    group,
    length,
    lag: typeof lag === 'number' ? lag : undefined,
    pending: Number(info.get('pending')),
    consumers: Number(info.get('consumers')),
    retryWaiting,
    retryDue,
    oldestPendingAgeMs: ageOf(pending[1], now),
    oldestWaitingAgeMs: ageOf(next?.[0], now),
  };
}

/** Entry ids begin with the time at which they were added. */
function ageOf(entryId: unknown, now: number): number {
  return typeof entryId === 'string' ? Math.max(0, now - Number(entryId.split('-')[0])) : 0;
}
