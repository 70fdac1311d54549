import type { Redis } from 'ioredis';
import type { OpenStores } from './stores.js';

/** Entries that may lie in a stream when all is done: trimming leaves whole blocks. */
const maxEntries = 1000;
/** Consumers beyond the live ones that a group may still know. */
const maxStrangers = 2;

/** What Redis still holds (I4, I8). */
export interface StreamFindings {
  /** Work left where none should be: pending, lag, waiting retries. */
  readonly work: readonly string[];
  /** What housekeeping has yet to do: long streams, consumers that nobody is behind. */
  readonly untidy: readonly string[];
  /** Bytes of all keys but the streams, whose length is bounded by itself (I8). */
  readonly bytes: number;
}

/** `live`: running services of each consumer group; groups that are not named are not counted. */
export async function readStreams({ servers }: OpenStores, live: Readonly<Record<string, number>> = {}): Promise<StreamFindings> {
  const found = { work: [] as string[], untidy: [] as string[], bytes: 0 };
  for (const server of servers) {
    for (const key of await keysOf(server)) {
      if (key.includes(':events:') && !key.includes(':retry')) {
        await readStream(server, key, live, found);
        continue;
      }
      found.bytes += Number((await server.call('MEMORY', 'USAGE', key, 'SAMPLES', '0')) ?? 0);
      if (key.includes(':retry:')) found.work.push(`${await server.zcard(key)} retries in ${key}`);
      else if (key.includes(':bulk:')) found.work.push(`${await server.zcard(key)} waiting in ${key}`);
    }
  }
  return found;
}

async function readStream(
  server: Redis,
  key: string,
  live: Readonly<Record<string, number>>,
  found: { work: string[]; untidy: string[] },
): Promise<void> {
  const groups = ((await server.xinfo('GROUPS', key)) as unknown[][]).map(fieldsOf);
  const length = await server.xlen(key);
  if (groups.length > 0 && length > maxEntries) found.untidy.push(`${length} entries in ${key}`);
  for (const group of groups) {
    const [pending, consumers] = [Number(group['pending']), Number(group['consumers'])];
    const lag = typeof group['lag'] === 'number' ? group['lag'] : undefined;
    const running = live[String(group['name'])];
    if (pending > 0) found.work.push(`${pending} pending on ${key}`);
    if (lag === undefined) found.work.push(`lag of ${key} is unknown`);
    else if (lag > 0) found.work.push(`lag ${lag} on ${key}`);
    if (running !== undefined && consumers > running + maxStrangers)
      found.untidy.push(`${consumers} consumers of ${String(group['name'])} on ${key}, ${running} running`);
  }
}

async function keysOf(server: Redis): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of server.scanStream({ count: 1000 })) keys.push(...(page as string[]));
  return [...new Set(keys)];
}

function fieldsOf(flat: unknown[]): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: flat.length / 2 }, (_, index) => [String(flat[2 * index]), flat[2 * index + 1]]));
}
