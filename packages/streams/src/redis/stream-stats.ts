import { bulkLaneKeys, groupRegistryKey, type KeySpace, streamCompanions } from '@tributary/cache-keys';
import { consumerOf, type EventType } from '@tributary/contracts';
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
  /** Entries of the bulk lane that wait beside the stream for this group, and since when some have waited without a break. */
  readonly bulkWaiting: number;
  readonly bulkWaitingMs: number;
  /** Retries that wait, and those of them that are due. */
  readonly retryWaiting: number;
  readonly retryDue: number;
  /** Since the oldest pending entry was added. */
  readonly oldestPendingAgeMs: number;
  /** Since the oldest entry that nobody was handed was added. */
  readonly oldestWaitingAgeMs: number;
}

/** Reads the state of every registered group, for metrics and `/v1/pipeline`. Work left is lag + pending + retries + what waits in the bulk lane; lag alone misses the rest. */
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
  const lane = bulkLaneKeys(stream);
  const [groups, length, pending, retryWaiting, retryDue, bulkWaiting, bulkSince] = await Promise.all([
    redis.xinfo('GROUPS', stream).catch(() => []) as Promise<unknown[][]>,
    redis.xlen(stream),
    redis.xpending(stream, group).catch(() => [0]) as Promise<unknown[]>,
    redis.zcard(retry),
    redis.zcount(retry, '-inf', now),
    redis.zcard(lane.queue),
    redis.hget(lane.turns, 'since'),
  ]);
  const info = groups.map(fieldsOf).find((fields) => fields.get('name') === group);
  if (info === undefined) return undefined;
  const [next] = await redis.xrange(stream, `(${String(info.get('last-delivered-id'))}`, '+', 'COUNT', 1);
  const lag = info.get('lag');
  const waits = bulkWaiting > 0 && consumerOf(stream.slice(stream.indexOf('events:') + 'events:'.length) as EventType) === group;
  return {
    stream,
    group,
    length,
    lag: typeof lag === 'number' ? lag : undefined,
    pending: Number(info.get('pending')),
    consumers: Number(info.get('consumers')),
    bulkWaiting: waits ? bulkWaiting : 0,
    bulkWaitingMs: waits ? Math.max(0, now - Number(bulkSince ?? now)) : 0,
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
