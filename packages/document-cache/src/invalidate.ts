import { type Invalidation } from '@tributary/cache-keys';
import type { CacheClients } from './options.js';
import { fromRedis } from './redis-errors.js';
import { decodeValue, type Enveloped, encodeValue } from './value-codec.js';

/**
 * Unlinks what an invalidation names, family members found through the document's index set included. With `everything`, memos and the index go too.
 * Never KEYS, never SCAN. Returns how many keys went.
 */
export async function invalidateKeys(
  clients: CacheClients,
  invalidation: Invalidation,
  { everything = false }: { readonly everything?: boolean } = {},
): Promise<number> {
  const listed = await fromRedis(clients.state, (client) => client.smembers(invalidation.index));
  const members = listed.filter((key) => everything || invalidation.families.some((prefix) => key.startsWith(prefix)));
  const gone = await unlinkEach(clients, [...invalidation.keys, ...members]);
  if (everything) await fromRedis(clients.state, (client) => client.unlink(invalidation.index));
  else if (members.length > 0) await fromRedis(clients.state, (client) => client.srem(invalidation.index, ...members));
  return gone;
}

/** One command per key: keys of a shared memo live in other slots. */
async function unlinkEach(clients: CacheClients, keys: readonly string[]): Promise<number> {
  const targets = clients.cache === clients.state ? [clients.cache] : [clients.cache, clients.state];
  const counts = await Promise.all(
    targets.map((target) => fromRedis(target, (client) => Promise.all(keys.map((key) => client.unlink(key))))),
  );
  return counts.flat().reduce((sum, count) => sum + count, 0);
}

/**
 * Carries kept values over to a new processing version, so that what a reprocess preserves still reads as present (P-60). Time to live stays as it was.
 * `keys` are those of single outputs; families are read from the record.
 */
export async function restampKeys(clients: CacheClients, keys: readonly string[], version: number): Promise<void> {
  for (const key of keys) {
    const bytes = await fromRedis(clients.cache, (client) => client.getBuffer(key));
    if (bytes === null) continue;
    const value = (await decodeValue(bytes)) as Enveloped;
    const restamped = await encodeValue({ ...value, processing_version: version });
    await fromRedis(clients.cache, (client) => client.set(key, restamped, 'KEEPTTL'));
  }
}
