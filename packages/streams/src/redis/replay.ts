import { retryAttemptField, retryGroupField } from '../entry/retry-marker.js';
import type { BoundedClient } from './bounded-client.js';

/** An entry that a group refused, byte by byte. */
export interface RefusedEntry {
  readonly stream: string;
  readonly group: string;
  readonly fields: readonly Buffer[];
}

/** Appends refused entries again, marked for the group that refused them: the others have had theirs. */
export async function replay(client: BoundedClient, entries: readonly RefusedEntry[]): Promise<void> {
  await client.run((redis) =>
    Promise.all(
      entries.map(({ stream, group, fields }) =>
        redis.call('XADD', stream, '*', ...fields, retryGroupField, group, retryAttemptField, '1'),
      ),
    ),
  );
}
