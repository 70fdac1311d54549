// What an upstream system does: it writes to streams with a plain Redis client. Keys and field names are spelled here, as they are for any publisher.
import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { documentUuidOf } from '../corpus.js';
import type { Site, Worker } from '../site.js';

export interface Entry {
  readonly stream: string;
  readonly fields: readonly (string | Buffer)[];
}

export const submissions = 'tributary:events:document.submitted';
export const cleanups = 'tributary:events:document.cleanup.requested';

export function internalStream(type: string): string {
  return `{tributary:p0}:events:${type}`;
}

export async function onRedis<T>(site: Site, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(site.redis.url, { replyMapping: 'legacy' });
  redis.on('error', () => undefined);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

export async function publish(site: Site, entries: readonly Entry[]): Promise<void> {
  await onRedis(site, async (redis) => {
    const pipeline = redis.pipeline();
    for (const { stream, fields } of entries) pipeline.call('XADD', stream, '*', ...fields);
    const replies = await pipeline.exec();
    for (const [error] of replies ?? []) if (error !== null) throw error;
  });
}

/** A document as its upstream hands it in; the same name is the same event. */
export function submission(fileName: string, extra: object = {}): Entry {
  const document_uuid = documentUuidOf(fileName);
  const data = { document_uuid, project: 'chaos', uri: `https://chaos.example/${fileName}`, file_name: fileName, ...extra };
  return { stream: submissions, fields: eventFields('document.submitted', `submitted ${fileName}`, data) };
}

export function cleanup(fileName: string, id: string, data: object): Entry {
  const about = { document_uuid: documentUuidOf(fileName), project: 'chaos', ...data };
  return { stream: cleanups, fields: eventFields('document.cleanup.requested', id, about) };
}

export function eventFields(type: string, id: string, data: unknown, extra: readonly string[] = []): string[] {
  const json = typeof data === 'string' ? data : JSON.stringify(data);
  return ['ce_specversion', '1.0', 'ce_id', id, 'ce_type', type, 'ce_source', '/chaos', ...extra, 'data', json];
}

/** Everything that lies in a stream now. */
export async function entriesOf(site: Site, stream: string): Promise<readonly Entry[]> {
  const entries = await onRedis(site, (redis) => redis.xrange(stream, '-', '+'));
  return entries.map(([, fields]) => ({ stream, fields }));
}

/** Where a service listens, as its log says. */
export function addressOf({ name, log }: Worker): string {
  const line = readFileSync(log, 'utf8')
    .split('\n')
    .find((text) => text.includes('"msg":"listening"'));
  if (line === undefined) throw new Error(`${name} does not listen`);
  return `http://127.0.0.1:${(JSON.parse(line) as { readonly port: number }).port}`;
}
