import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bulkLaneKeys, documentKeys, ocrResult, outputKey, publicStreamKey, streamKey } from '@tributary/cache-keys';
import { type DocumentCleanupRequested, deriveUuid, encodeCloudEvent, eventIdOf } from '@tributary/contracts';
import { createDatabase, createIntake, createStageRecord, migrate } from '@tributary/database';
import { createObjectStore, defaultObjectStoreSettings } from '@tributary/object-store';
import { loadConfig, startService } from '@tributary/service-kit';
import { testDatabase, testRedis } from '@tributary/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { CleanupConfig } from './cleanup.config.js';
import { cleanupWork } from './cleanup-work.js';

const redis = await testRedis();
const database = await testDatabase({ prepare: migrate, template: 'cleanup' });
const space = { prefix: redis.prefix, partitions: 1 };
const objectStoreUrl = pathToFileURL(mkdtempSync(join(tmpdir(), 'tributary-cleanup-'))).href;
const patience = { timeout: 20_000, interval: 100 };

async function setup(environment: Record<string, string> = {}) {
  const db = createDatabase({ url: database.url, applicationName: 'test' });
  const record = createStageRecord(db);
  const config = loadConfig(CleanupConfig, {
    REDIS_URL: redis.url,
    REDIS_KEY_PREFIX: redis.prefix,
    DATABASE_URL: database.url,
    OBJECT_STORE_URL: objectStoreUrl,
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: '0',
    LOG_LEVEL: 'error',
    RECONCILE_INTERVAL: '500ms',
    RECONCILE_AFTER: '500ms',
    ...environment,
  });
  const stop = await startService({ name: 'cleanup', config: CleanupConfig, start: cleanupWork }, config);
  onTestFinished(async () => {
    await stop();
    await db.destroy();
  });
  return { db, record, objects: createObjectStore({ ...defaultObjectStoreSettings, url: objectStoreUrl }) };
}

type Setup = Awaited<ReturnType<typeof setup>>;

/** A document whose bytes are stored and whose OCR is done and cached, as the pipeline leaves it. */
async function addDocument({ db, record, objects }: Setup, word = 'plain') {
  const documentUuid = randomUUID();
  const stored = await objects.put(Buffer.from(`bytes of ${word} ${documentUuid}`));
  const event = { source: `/test/${word}`, eventId: documentUuid };
  const data = { document_uuid: documentUuid, project: 'acme', uri: stored.uri, file_name: `${word}.txt`, sha256: stored.sha256 };
  const accepted = await createIntake(db).accept({ ...event, data, contentUri: stored.uri });
  if (accepted.kind !== 'accepted') throw new Error(accepted.kind);
  const submitted = {
    id: documentUuid,
    source: event.source,
    type: 'document.submitted',
    data: { ...data, document_uuid: undefined },
  } as const;
  await redis.client.xadd(publicStreamKey(space, submitted.type), '*', ...encodeCloudEvent({ ...submitted, subject: documentUuid }));
  await redis.client.xadd(streamKey(space, accepted.event.type, documentUuid), '*', ...encodeCloudEvent(accepted.event));
  record.markSent([accepted.event.id]);
  const request = {
    documentUuid,
    version: 1,
    stage: 'ocr',
    fingerprint: 'f',
    eventId: accepted.event.id,
    force: false,
    owner: 'o',
    attempt: 1,
  } as const;
  const grant = await record.begin(request);
  if (grant.kind !== 'granted') throw new Error(grant.kind);
  const type = 'document.ocr.completed';
  const announcement = {
    id: eventIdOf(documentUuid, 1, type),
    source: '/tributary',
    type,
    subject: documentUuid,
    data: { document_uuid: documentUuid, processing_version: 1, project: 'acme', outcome: 'completed' },
  } as const;
  const value = { text: word, metadata: { detected_file_type: 'text/plain' } };
  const run = { ...request, fence: grant.fence, projectId: grant.projectId };
  const outputs = [{ name: ocrResult.name, value }];
  await record.commit({ run, outcome: 'completed', outputs, announcement, submissions: [], durationMs: 1, memo: { hits: 0, misses: 0 } });
  await redis.client.set(outputKey(space, ocrResult, documentUuid), JSON.stringify({ processing_version: 1, fingerprint: 'f', value }));
  await redis.client.hset(documentKeys(space).state(documentUuid), { processing_version: 1, 'ocr:status': 'completed' });
  return { documentUuid, contentUri: stored.uri, announcement };
}

async function ask(data: DocumentCleanupRequested, id: string = randomUUID()) {
  const event = { id, source: '/test', type: 'document.cleanup.requested', data } as const;
  await redis.client.xadd(publicStreamKey(space, event.type), '*', ...encodeCloudEvent(event));
  return deriveUuid('cleanup_completed', id);
}

async function eventsOn(type: Parameters<typeof streamKey>[1], documentUuid: string) {
  const entries = await redis.client.xrange(streamKey(space, type, documentUuid), '-', '+');
  return entries.map(([, fields]) => fields).filter((fields) => fields.some((field) => field.includes(documentUuid)));
}

/** Keys and values of this test's Redis in which a text occurs. */
async function findInRedis(needle: string): Promise<string[]> {
  const found: string[] = [];
  for (const key of await redis.client.keys('*')) {
    const dump = await redis.client.dumpBuffer(key);
    const type = await redis.client.type(key);
    const entries = type === 'stream' ? JSON.stringify(await redis.client.xrange(key, '-', '+')) : '';
    if (key.includes(needle) || dump?.includes(needle) || entries.includes(needle)) found.push(key);
  }
  return found;
}

test('a reprocess keeps what OCR read, re-enters after it, and says what went (P-60)', async () => {
  const given = await setup();
  const { documentUuid } = await addDocument(given);
  const completed = await ask({ document_uuid: documentUuid, mode: 'reprocess', from_stage: 'ocr', preserve_ocr: true });
  await vi.waitFor(async () => expect(await eventsOn('document.cleanup.completed', documentUuid)).toHaveLength(1), patience);
  // On a machine that is slow to hand the request over, the reconciler has said version 1 again before.
  const reentry = expect.arrayContaining([eventIdOf(documentUuid, 2, 'document.ocr.completed')]);
  expect(await eventsOn('document.ocr.completed', documentUuid)).toContainEqual(reentry);
  expect((await eventsOn('document.cleanup.completed', documentUuid))[0]).toContain(completed);
  expect(await redis.client.hgetall(documentKeys(space).state(documentUuid))).toMatchObject({
    processing_version: '2',
    'ocr:status': 'skipped_cached',
  });
  expect(await given.record.loadOutput(documentUuid, 2, ocrResult.name)).toMatchObject({ value: { text: 'plain' } });
  const cached = await redis.client.getBuffer(outputKey(space, ocrResult, documentUuid));
  expect(cached?.toString()).toContain('"processing_version":2');
});

test('a purge leaves no trace in Redis, Postgres and the object store (P-61)', async () => {
  const given = await setup();
  const canary = `canary-${randomUUID()}`;
  const { documentUuid, contentUri } = await addDocument(given, canary);
  const lane = bulkLaneKeys(streamKey(space, 'document.text.completed', documentUuid));
  await redis.client.hset(lane.envelopes, 'waits', `${documentUuid} ${canary}`);
  await redis.client.zadd(lane.queue, 1, 'waits');
  expect(await findInRedis(canary)).not.toEqual([]);
  const id = randomUUID();
  await ask({ document_uuid: documentUuid, mode: 'purge' }, id);
  const run = () => given.db.selectFrom('cleanup_runs').select(['finished_at', 'result']).where('event_id', '=', id).executeTakeFirst();
  await vi.waitFor(async () => expect(await run()).toMatchObject({ finished_at: expect.any(Date) }), patience);
  expect(await run()).toMatchObject({
    result: { receipt: { redis: { keys: 2, entries: 3 }, object_store: { objects: 1 }, postgres: { stage_outputs: 1 } } },
  });
  expect(await findInRedis(canary)).toEqual([]);
  await expect(given.objects.get(contentUri)).rejects.toMatchObject({ code: 'source_not_found' });
  const rows = await given.db.selectFrom('source_documents').selectAll().where('document_uuid', '=', documentUuid).execute();
  expect(rows).toMatchObject([{ processing_status: 'purged', file_name: null, source_uri: null }]);
});

test('a purge is not finished while a run may still cache what it wrote', async () => {
  const given = await setup();
  const { documentUuid } = await addDocument(given);
  const lock = documentKeys(space).lock(documentUuid);
  await redis.client.set(lock, 'ocr/1-1/worker');
  const id = randomUUID();
  await ask({ document_uuid: documentUuid, mode: 'purge' }, id);
  const run = () => given.db.selectFrom('cleanup_runs').select('finished_at').where('event_id', '=', id).executeTakeFirst();
  await vi.waitFor(async () => expect(await run()).toEqual({ finished_at: null }), patience);
  await redis.client.set(outputKey(space, ocrResult, documentUuid), 'late');
  await redis.client.del(lock);
  await vi.waitFor(async () => expect(await run()).toEqual({ finished_at: expect.any(Date) }), patience);
  expect(await redis.client.exists(outputKey(space, ocrResult, documentUuid))).toBe(0);
});

test('a request for a document that nobody knows is put aside with its reason (P-72)', async () => {
  const { db } = await setup();
  const documentUuid = randomUUID();
  await ask({ document_uuid: documentUuid, mode: 'purge' });
  const kept = db.selectFrom('quarantine').select(['reason', 'position']).where('document_uuid', '=', documentUuid);
  await vi.waitFor(async () => expect(await kept.execute()).toEqual([{ reason: 'document_unknown', position: 'document_uuid' }]), patience);
});

test('when Redis loses everything, what was in flight is emitted again and states are rebuilt (P-3, P-62)', async () => {
  const given = await setup();
  const { documentUuid, announcement } = await addDocument(given);
  given.record.markSent([announcement.id]);
  await given.record.close();
  await redis.client.del(await redis.client.keys(`*${redis.prefix}*`));
  await vi.waitFor(async () => expect(await eventsOn('document.ocr.completed', documentUuid)).not.toEqual([]), patience);
  expect((await eventsOn('document.ocr.completed', documentUuid))[0]).toContain(announcement.id);
  const history = given.db.selectFrom('processing_history').select(['stage', 'change']).where('document_uuid', '=', documentUuid);
  expect(await history.where('change', '=', 'reemitted').execute()).toContainEqual({ stage: 'text', change: 'reemitted' });
});
