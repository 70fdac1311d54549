import {
  allDocumentKeys,
  chunkText,
  cleanedText,
  documentKeys,
  keysOfStagesFrom,
  ocrResult,
  outputKey,
  stagedRelationships,
  streamKey,
} from '@tributary/cache-keys';
import { silentLogger } from '@tributary/stage-kit';
import { testRedis } from '@tributary/testing';
import { expect, test } from 'vitest';
import { invalidateKeys, RedisDocumentCache, restampKeys } from './index.js';

const redis = await testRedis();
const access = { run: <T>(commands: (client: typeof redis.client) => Promise<T>) => commands(redis.client) };
const clients = { state: access, cache: access };
const ttls = {
  REDIS_STATE_TTL: 60_000,
  REDIS_LOCK_TIMEOUT: 60_000,
  REDIS_OCR_CACHE_TTL: 60_000,
  REDIS_TEXT_CACHE_TTL: 60_000,
  REDIS_ENTITY_CACHE_TTL: 60_000,
  REDIS_EXTRACTION_CACHE_TTL: 60_000,
};

let documents = 0;
function setup() {
  const documentUuid = `00000000-0000-4000-8000-${String(++documents).padStart(12, '0')}`;
  const space = { prefix: redis.prefix, partitions: 4 };
  const cache = new RedisDocumentCache(clients, { space, ttls, log: silentLogger });
  const run = { documentUuid, projectId: 'p', version: 1, stage: 'text' } as const;
  return { cache, run, space, documentUuid, keys: documentKeys(space), state: { status: 'processing', attempt: 1 } as const };
}

test('one entry at a time holds a document; the lock follows the entry to another worker (P-4)', async () => {
  const { cache, run, state, keys } = setup();
  expect(await cache.begin(run, 'text/1-0/a', state)).toBe('begun');
  expect(await cache.begin(run, 'text/2-0/b', state)).toEqual({ heldBy: 'text/1-0/a' });
  expect(await cache.begin(run, 'text/1-0/b', state)).toBe('begun');
  expect(await cache.begin(run, 'text/2-0/b', state)).toEqual({ heldBy: 'text/1-0/b' });
  expect(cache.releaseOf(run, 'text/1-0/b')).toEqual({ release: { key: keys.lock(run.documentUuid), owner: 'text/1-0/b' } });
  cache.release(run, 'text/1-0/a');
  expect(await redis.client.get(keys.lock(run.documentUuid))).toBe('text/1-0/b');
  cache.release(run, 'text/1-0/b');
  expect(await cache.begin(run, 'text/2-0/b', state)).toBe('begun');
});

test('a lock whose entry was settled holds nobody up, whatever was late (P-4)', async () => {
  const { cache, run, state, space } = setup();
  const stream = streamKey(space, 'document.ocr.completed', run.documentUuid);
  await redis.client.xgroup('CREATE', stream, 'text', '0', 'MKSTREAM');
  const entryId = await redis.client.xadd(stream, '*', 'id', '1');
  await redis.client.xreadgroup('GROUP', 'text', 'a', 'COUNT', 1, 'STREAMS', stream, '>');
  const holder = `text/${entryId}/a`;
  expect(await cache.begin(run, holder, state)).toBe('begun');
  // Another stage's entry, and a retry under a new id, wait while the entry is somebody's work.
  expect(await cache.begin({ ...run, stage: 'entity' }, 'entity/2-0/b', state)).toEqual({ heldBy: holder });
  expect(await cache.begin(run, 'text/2-0/b', state)).toEqual({ heldBy: holder });
  await redis.client.xack(stream, 'text', entryId ?? '');
  expect(await cache.begin(run, 'text/2-0/b', state)).toBe('begun');
});

test('the state hash and the live status say that a stage began (P-5)', async () => {
  const { cache, run, keys, space, documentUuid, state } = setup();
  await cache.begin(run, 'text/1-0/a', state);
  expect(await redis.client.hgetall(keys.state(documentUuid))).toEqual({
    processing_version: '1',
    'text:status': 'processing',
    'text:attempt': '1',
  });
  await cache.begin({ ...run, version: 3 }, 'text/1-0/a', { status: 'retrying' });
  await cache.begin(run, 'text/1-0/a', state);
  expect(await redis.client.hget(keys.state(documentUuid), 'text:status')).toBe('retrying');
  expect(space.partitions).toBe(4);
});

test('a value of another version reads as absent, a broken one too (P-3)', async () => {
  const { cache, documentUuid, space } = setup();
  const value = { text: 'x'.repeat(100_000) };
  await cache.store(ocrResult, documentUuid, 1, 'f', value);
  expect(await cache.load(ocrResult, documentUuid, 1)).toEqual(value);
  expect(await cache.load(ocrResult, documentUuid, 2)).toBeUndefined();
  expect(await redis.client.strlen(outputKey(space, ocrResult, documentUuid))).toBeLessThan(1000);
  await redis.client.set(outputKey(space, ocrResult, documentUuid), 'no json');
  expect(await cache.load(ocrResult, documentUuid, 1)).toBeUndefined();
});

test('memos are kept by content, for the document or for all (P-6, P-43)', async () => {
  const { cache, documentUuid } = setup();
  const other = setup();
  await cache.storeMemo(documentUuid, 'document', 'aa', { page: 1 });
  await cache.storeMemo(documentUuid, 'shared', 'bb', { mentions: [] });
  expect(await other.cache.loadMemo(other.documentUuid, 'shared', 'bb')).toEqual({ mentions: [] });
  expect(await cache.loadMemo(documentUuid, 'document', 'aa')).toEqual({ page: 1 });
  expect(await cache.loadMemo(documentUuid, 'document', 'cc')).toBeUndefined();
});

test('invalidation takes the outputs of a stage and all after it, and nothing else (P-60)', async () => {
  const { cache, documentUuid, space } = setup();
  await cache.store(ocrResult, documentUuid, 1, 'f', 1);
  await cache.store(cleanedText, documentUuid, 1, 'f', 2);
  await cache.store(chunkText, documentUuid, 1, 'f', { c1: 'one', c2: 'two' });
  await cache.store(stagedRelationships, documentUuid, 1, 'f', []);
  expect(await invalidateKeys(clients, keysOfStagesFrom(space, documentUuid, 'text'))).toBe(4);
  expect(await cache.load(ocrResult, documentUuid, 1)).toBe(1);
  await restampKeys(clients, [outputKey(space, ocrResult, documentUuid)], 2);
  expect(await cache.load(ocrResult, documentUuid, 2)).toBe(1);
});

test('erasing leaves no key of the document (P-61)', async () => {
  const { cache, run, documentUuid, space, state } = setup();
  await cache.begin(run, 'text/1-0/a', state);
  await cache.store(chunkText, documentUuid, 1, 'f', { c1: 'canary' });
  await cache.storeMemo(documentUuid, 'shared', 'dd', 'canary');
  await cache.storeMemo(documentUuid, 'document', 'ee', 'canary');
  await redis.client.del(documentKeys(space).lock(documentUuid));
  await invalidateKeys(clients, allDocumentKeys(space, documentUuid), { everything: true });
  const left = [
    ...(await redis.client.keys(`*${documentUuid}*`)),
    ...(await redis.client.keys(`${redis.prefix}*:dd`)),
    ...(await redis.client.keys(`*${redis.prefix}*:ee`)),
  ];
  expect(left).toEqual([]);
});

test('what a run leaves is applied by whoever settles it', async () => {
  const { cache, run, documentUuid, space, keys } = setup();
  const outputs = [
    { output: cleanedText, value: 'clean' },
    { output: chunkText, value: { c1: 'one' } },
  ];
  const effects = await cache.effectsOf(run, 'text/1-0/a', { status: 'completed' }, { fingerprint: 'f', outputs });
  expect(effects).toMatchObject({
    set: [{ key: outputKey(space, cleanedText, documentUuid) }, { key: outputKey(space, chunkText, documentUuid, 'c1') }],
    state: { key: keys.state(documentUuid), version: 1, fields: { 'text:status': 'completed' } },
    index: { members: [outputKey(space, chunkText, documentUuid, 'c1')] },
    release: { key: keys.lock(documentUuid), owner: 'text/1-0/a' },
  });
});

test('trouble with Redis is charged to nobody (P-70)', async () => {
  const { run, space, state } = setup();
  const closed = redis.client.duplicate({ lazyConnect: true, enableOfflineQueue: false });
  const broken = { run: <T>(commands: (client: typeof closed) => Promise<T>) => commands(closed) };
  const cache = new RedisDocumentCache({ state: broken, cache: broken }, { space, ttls, log: silentLogger });
  await expect(cache.begin(run, 'o', state)).rejects.toMatchObject({ code: 'redis_unavailable', uncharged: true });
  closed.disconnect();
});

test('runs that begin in one turn share a script; one whose state cannot be written does not harm the others', async () => {
  const { cache, run, keys, state, space } = setup();
  const neighbours = Array.from({ length: 20 }, () => ({ ...run, documentUuid: setup().documentUuid }));
  await redis.client.set(keys.state(run.documentUuid), 'no hash');
  const begun = await Promise.allSettled([run, ...neighbours].map((one, index) => cache.begin(one, `text/${index}-0/a`, state)));
  expect(begun[0]).toMatchObject({ status: 'rejected', reason: { code: 'redis_unavailable' } });
  expect(begun.slice(1)).toEqual(neighbours.map(() => ({ status: 'fulfilled', value: 'begun' })));
  for (const { documentUuid } of neighbours)
    expect(await redis.client.hget(documentKeys(space).state(documentUuid), 'text:status')).toBe('processing');
});

test('values read in one turn are each their own, also where one is absent or of another type', async () => {
  const { cache, space } = setup();
  const documents = Array.from({ length: 70 }, () => setup().documentUuid);
  const stored = documents.filter((_, index) => index % 3 > 0);
  await Promise.all(stored.map((uuid) => cache.store(cleanedText, uuid, 1, '', { text: uuid })));
  await redis.client.sadd(outputKey(space, cleanedText, documents[0] ?? ''), 'a set');
  const found = await Promise.all(documents.map((uuid) => cache.load(cleanedText, uuid, 1)));
  expect(found).toEqual(documents.map((uuid, index) => (index % 3 > 0 ? { text: uuid } : undefined)));
});
