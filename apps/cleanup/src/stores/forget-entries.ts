import { bulkLaneKeys, groupRegistryKey, type KeySpace, publicStreamKey, streamCompanions, streamKey } from '@tributary/cache-keys';
import { cloudEventFields, documentUuidOf, eventContracts, isPublicEventType, structuredField } from '@tributary/contracts';
import type { RedisAccess } from '@tributary/document-cache';

/** Entries looked at in one call. */
const page = 500;

export interface Forgetting {
  readonly documentUuid: string;
  /** Ids under which the same content was submitted; only the public streams speak of them. */
  readonly aliases: readonly string[];
  /** The entry that asks for it: it goes when it is acknowledged. */
  readonly except: string;
}

/**
 * Takes a document out of the streams, of the retries and of the bulk lanes: its entries name its file and where it came from, and trimming may take its time. Whoever
 * has one of them in hand finds a tombstone. Answers how many went.
 */
export async function forgetEntries(redis: RedisAccess, space: KeySpace, forgetting: Forgetting): Promise<number> {
  const { documentUuid, aliases } = forgetting;
  const registered = new Set(await redis.run((client) => client.smembers(groupRegistryKey(space))));
  let gone = 0;
  for (const { type } of eventContracts) {
    const open = isPublicEventType(type);
    const stream = open ? publicStreamKey(space, type) : streamKey(space, type, documentUuid);
    const speaksOf = entryMatcher(open ? [documentUuid, ...aliases] : [documentUuid]);
    const groups = [...registered].filter((pair) => pair.startsWith(`${stream} `)).map((pair) => pair.slice(stream.length + 1));
    gone += await forgetInStream(redis, { stream, groups, speaksOf, except: forgetting.except });
    for (const group of groups) gone += await forgetRetries(redis, stream, group, documentUuid);
    const { queue, envelopes } = bulkLaneKeys(stream);
    gone += await forgetWaiting(redis, queue, envelopes, documentUuid);
  }
  return gone;
}

type Matcher = (fields: readonly string[]) => boolean;

/** Whether an entry speaks of one of the documents: by its id anywhere in the entry, or by the id that follows from source and id of the event. */
function entryMatcher(documentUuids: readonly string[]): Matcher {
  return (fields) => {
    if (fields.some((field) => documentUuids.some((uuid) => field.toLowerCase().includes(uuid)))) return true;
    const [source, id] = originOf(fields);
    return source !== undefined && id !== undefined && documentUuids.includes(documentUuidOf(source, id));
  };
}

function originOf(fields: readonly string[]): [source?: string, id?: string] {
  const valueOf = (name: string) => fields.find((_, index) => index % 2 === 1 && fields[index - 1] === name);
  const whole = valueOf(structuredField);
  if (whole === undefined) return [valueOf(cloudEventFields.source), valueOf(cloudEventFields.id)];
  const [, source] = /"source"\s*:\s*"([^"]*)"/.exec(whole) ?? [];
  const [, id] = /"id"\s*:\s*"([^"]*)"/.exec(whole) ?? [];
  return [source, id];
}

interface Forgotten {
  readonly stream: string;
  readonly groups: readonly string[];
  readonly speaksOf: Matcher;
  readonly except: string;
}

async function forgetInStream(redis: RedisAccess, { stream, groups, speaksOf, except }: Forgotten): Promise<number> {
  let gone = 0;
  let from = '-';
  for (;;) {
    const entries = await redis.run((client) => client.xrange(stream, from, '+', 'COUNT', page));
    const ids = entries.filter(([id, fields]) => id !== except && speaksOf(fields)).map(([id]) => id);
    if (ids.length > 0) {
      // Acknowledged before it is deleted: what is pending and gone from its stream counts as lost, and this is meant.
      for (const group of groups) await redis.run((client) => client.xack(stream, group, ...ids));
      gone += await redis.run((client) => client.xdel(stream, ...ids));
    }
    const last = entries.at(-1)?.[0];
    if (last === undefined || entries.length < page) return gone;
    from = `(${last}`;
  }
}

async function forgetRetries(redis: RedisAccess, stream: string, group: string, documentUuid: string): Promise<number> {
  const { retry, retryEnvelopes } = streamCompanions(stream, group);
  return forgetWaiting(redis, retry, retryEnvelopes, documentUuid);
}

/** What waits is a ZSET of ids beside a HASH of contents. */
async function forgetWaiting(redis: RedisAccess, queue: string, envelopes: string, documentUuid: string): Promise<number> {
  let gone = 0;
  let cursor = '0';
  do {
    const [next, pairs] = await redis.run((client) => client.hscan(envelopes, cursor, 'COUNT', page));
    const ids = pairs.filter((_, index) => index % 2 === 0 && pairs[index + 1]?.includes(documentUuid));
    if (ids.length > 0) {
      await redis.run((client) => client.zrem(queue, ...ids));
      gone += await redis.run((client) => client.hdel(envelopes, ...ids));
    }
    cursor = next;
  } while (cursor !== '0');
  return gone;
}
