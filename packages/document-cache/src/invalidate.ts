import { type Invalidation } from '@tributary/cache-keys';
import type { CacheClients } from './options.js';
import { execPipeline, fromRedis } from './redis-errors.js';
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
  const listed = await fromRedis(clients.state.smembers(invalidation.index));
  const members = listed.filter((key) => everything || invalidation.families.some((prefix) => key.startsWith(prefix)));
  const gone = await unlinkEach(clients, [...invalidation.keys, ...members]);
  if (everything) await fromRedis(clients.state.unlink(invalidation.index));
  else if (members.length > 0) await fromRedis(clients.state.srem(invalidation.index, ...members));
  return gone;
}

/** One command per key: keys of a shared memo live in other slots. */
async function unlinkEach(clients: CacheClients, keys: readonly string[]): Promise<number> {
  const targets = clients.cache === clients.state ? [clients.cache] : [clients.cache, clients.state];
  let gone = 0;
  for (const client of targets) {
    const pipeline = client.pipeline();
    for (const key of keys) pipeline.unlink(key);
    const counts = await execPipeline(pipeline);
    gone += counts.reduce<number>((sum, count) => sum + Number(count), 0);
  }
  return gone;
}

/**
 * Carries kept values over to a new processing version, so that what a reprocess preserves still reads as present (P-60). Time to live stays as it was.
 * `keys` are those of single outputs; families are read from the record.
 */
export async function restampKeys(clients: CacheClients, keys: readonly string[], version: number): Promise<void> {
  for (const key of keys) {
    const bytes = await fromRedis(clients.cache.getBuffer(key));
    if (bytes === null) continue;
    const value = (await decodeValue(bytes)) as Enveloped;
    await fromRedis(clients.cache.set(key, await encodeValue({ ...value, processing_version: version }), 'KEEPTTL'));
  }
}
