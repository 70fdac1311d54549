import { bulkLaneKeys, type StreamEntry } from '@tributary/cache-keys';
import type { BoundedClient, RedisConnection } from './bounded-client.js';
import { enterLaneScript } from './scripts/bulk-lane.js';
import { runScript } from './scripts/script.js';

/** Appends entries in order, in one pipeline. After an error some may have been appended: repeat all of them, they carry their event ids. */
export async function publish(client: BoundedClient, entries: readonly StreamEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await client.run(async (redis) => {
    const ids = await Promise.all(entries.map((entry) => (entry.bulk === undefined ? append(redis, entry) : enterLane(redis, entry))));
    const missing = ids.findIndex((id) => id === null || id === undefined);
    if (missing >= 0) throw new Error(`XADD to ${entries[missing]?.stream} returned no id`);
  });
}

function append(redis: RedisConnection, { stream, fields, maxLength }: StreamEntry): Promise<unknown> {
  const cap = maxLength === undefined ? [] : ['MAXLEN', '~', maxLength];
  return redis.call('XADD', stream, ...cap, '*', ...fields);
}

function enterLane(redis: RedisConnection, { stream, fields, bulk }: StreamEntry): Promise<unknown> {
  const { queue, envelopes, turns } = bulkLaneKeys(stream);
  return runScript(
    redis,
    enterLaneScript,
    [stream, queue, envelopes, turns],
    [bulk?.group ?? '', bulk?.id ?? '', bulk?.project ?? '', ...fields],
  );
}
