import type { StreamTransport } from '@tributary/stage-kit';
import type { BoundedClient } from './bounded-client.js';

export type StreamEntry = Parameters<StreamTransport['publish']>[0][number];

/** Appends entries in order, in one pipeline. After an error some may have been appended: repeat all of them, they carry their event ids. */
export async function publish(client: BoundedClient, entries: readonly StreamEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await client.run(async (redis) => {
    const ids = await Promise.all(
      entries.map(({ stream, fields, maxLength }) => {
        const cap = maxLength === undefined ? [] : ['MAXLEN', '~', maxLength];
        return redis.call('XADD', stream, ...cap, '*', ...fields);
      }),
    );
    const missing = ids.findIndex((id) => typeof id !== 'string');
    if (missing >= 0) throw new Error(`XADD to ${entries[missing]?.stream} returned no id`);
  });
}
