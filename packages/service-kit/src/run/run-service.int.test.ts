import { createServer } from 'node:net';
import { documentKeys, ocrResult, outputKey, streamKey } from '@tributary/cache-keys';
import { type CloudEvent, DocumentAccepted, DocumentOcrCompleted, encodeCloudEvent, type OcrResult } from '@tributary/contracts';
import { createDatabase, createIntake, migrate } from '@tributary/database';
import { defineStage, TerminalError } from '@tributary/stage-kit';
import { testDatabase, testRedis } from '@tributary/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { anyStage, BootError, handleStage, loadConfig, ServiceConfig, startService } from '../index.js';

const redis = await testRedis();
const database = await testDatabase({ prepare: migrate, template: 'service_kit' });
const environment = {
  REDIS_URL: redis.url,
  REDIS_KEY_PREFIX: redis.prefix,
  DATABASE_URL: database.url,
  HTTP_HOST: '127.0.0.1',
  HTTP_PORT: '0',
  LOG_LEVEL: 'error',
};
const space = { prefix: redis.prefix, partitions: 1 };
let submitted = 0;

const read: OcrResult = {
  text: 'hello',
  metadata: {
    provider: 'test',
    detected_file_type: 'text/plain',
    pages: [],
    blocks: [],
    languages: [],
    properties: {},
    attachments: [],
    durations_ms: {},
    warnings: [],
  },
};

function ocrStage(run: () => { ocr: OcrResult }) {
  return defineStage({
    name: 'ocr',
    consumes: DocumentAccepted,
    reads: {},
    writes: { ocr: ocrResult },
    emits: DocumentOcrCompleted,
    fingerprint: 1,
    run,
    announce: ({ ocr }) => ({ pages: 1, characters: ocr.text.length, detected_file_type: 'text/plain' }),
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A service with one stage, and a document on its stream. */
async function setup(run: () => { ocr: OcrResult } = () => ({ ocr: read })) {
  const port = await freePort();
  const config = loadConfig(ServiceConfig, { ...environment, HTTP_PORT: String(port) });
  const db = createDatabase({ url: database.url, applicationName: 'test' });
  const start = () =>
    startService(
      {
        name: 'ocr',
        config: ServiceConfig,
        start: (runtime) => ({ handlings: [handleStage(runtime, config, anyStage(ocrStage(run)))] }),
      },
      config,
    );
  const documentUuid = `00000000-0000-4000-8000-${String(++submitted).padStart(12, '0')}`;
  const submit = async () => {
    const intake = createIntake(db);
    const data = { document_uuid: documentUuid, project: 'p', uri: `file:///tmp/${submitted}`, file_name: 'a.txt' };
    const acceptance = await intake.accept({ source: '/test', eventId: documentUuid, data });
    if (acceptance.kind !== 'accepted') throw new Error(acceptance.kind);
    await redis.client.xadd(streamKey(space, DocumentAccepted.type, documentUuid), '*', ...encodeCloudEvent(acceptance.event));
  };
  onTestFinished(() => db.destroy());
  return { start, submit, documentUuid, db, http: `http://127.0.0.1:${port}` };
}

test('a document is recorded, cached and announced, and the service says so (P-2, P-3)', async () => {
  const { start, submit, documentUuid, db, http } = await setup();
  const stop = await start();
  await submit();
  const next = streamKey(space, DocumentOcrCompleted.type, documentUuid);
  await vi.waitFor(async () => expect(await redis.client.xlen(next)).toBe(1), { timeout: 10_000 });
  expect(await redis.client.exists(outputKey(space, ocrResult, documentUuid))).toBe(1);
  expect(await redis.client.hget(documentKeys(space).state(documentUuid), 'ocr:status')).toBe('completed');
  expect(await redis.client.exists(documentKeys(space).lock(documentUuid))).toBe(0);
  const stored = await db.selectFrom('stage_outputs').select('name').where('document_uuid', '=', documentUuid).execute();
  expect(stored).toEqual([{ name: 'DOC_OCR_RESULT' }]);
  const answers = await Promise.all(['/livez', '/readyz', '/metrics', '/other'].map((path) => fetch(`${http}${path}`)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 404]);
  expect(await answers[2]?.text()).toContain('tributary_stage_runs_total{stage="ocr",outcome="completed",service="ocr"} 1');
  await stop();
});

test('a terminal error leaves a dead letter and a failed document (P-70)', async () => {
  const { start, submit, documentUuid, db } = await setup(() => {
    throw new TerminalError('encrypted', 'a.txt needs a password');
  });
  const stop = await start();
  await submit();
  const failed = () =>
    db
      .selectFrom('source_documents')
      .select(['processing_status', 'error_code'])
      .where('document_uuid', '=', documentUuid)
      .executeTakeFirst();
  await vi.waitFor(async () => expect(await failed()).toEqual({ processing_status: 'failed', error_code: 'encrypted' }), {
    timeout: 10_000,
  });
  await stop();
  const letters = await db
    .selectFrom('dead_letters')
    .select(['stage', 'error_code', 'attempts'])
    .where('document_uuid', '=', documentUuid)
    .execute();
  expect(letters).toEqual([{ stage: 'ocr', error_code: 'encrypted', attempts: 1 }]);
});

test('a service refuses to start without its database schema, and says what to do (P-62)', async () => {
  const empty = await testDatabase();
  const config = loadConfig(ServiceConfig, { ...environment, DATABASE_URL: empty.url });
  const starting = startService({ name: 'ocr', config: ServiceConfig, start: () => ({}) }, config);
  await expect(starting).rejects.toThrow(BootError);
  await expect(startService({ name: 'ocr', config: ServiceConfig, start: () => ({}) }, config)).rejects.toThrow('tributary migrate');
});

test('a service refuses to start with another number of partitions than was installed', async () => {
  const config = loadConfig(ServiceConfig, { ...environment, STREAM_PARTITIONS: '4' });
  await expect(startService({ name: 'ocr', config: ServiceConfig, start: () => ({}) }, config)).rejects.toThrow('STREAM_PARTITIONS');
});

test('a service whose port is taken says so and leaves no connection open', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as { port: number };
  const config = loadConfig(ServiceConfig, { ...environment, HTTP_PORT: String(port) });
  const closed: string[] = [];
  const start = () => ({ close: () => void closed.push('work') });
  await expect(startService({ name: 'ocr', config: ServiceConfig, start }, config)).rejects.toThrow(
    `HTTP_PORT: ${port} on 127.0.0.1 is in use`,
  );
  expect(closed).toEqual(['work']);
});

test('what an older build refused for its newer version is processed by the build that knows it, once, and without anybody asking (P-72)', async () => {
  const { start, documentUuid, db } = await setup();
  const stream = streamKey(space, DocumentAccepted.type, documentUuid);
  const event: CloudEvent = {
    id: 'newer',
    source: '/test',
    type: DocumentAccepted.type,
    subject: documentUuid,
    data: acceptedData(documentUuid),
  };
  const versions = async () => {
    const rows = await db.selectFrom('quarantine').select(['status', 'reason']).where('document_uuid', '=', documentUuid).execute();
    return rows.map(({ status, reason }) => `${status} ${reason}`);
  };
  const older = await start();
  await redis.client.xadd(stream, '*', ...encodeCloudEvent({ ...event, dataschema: `${DocumentAccepted.type}/v2` }));
  await vi.waitFor(async () => expect(await versions()).toEqual(['open unsupported_version']), { timeout: 10_000 });
  await older();
  const restarted = await start();
  await restarted();
  expect(await versions()).toEqual(['open unsupported_version']);
  knowVersion(2);
  const newer = await start();
  await vi.waitFor(async () => expect(await versions()).toEqual(['replayed unsupported_version']), { timeout: 10_000 });
  await vi.waitFor(async () => expect(await pendingAndLag(stream)).toEqual([0, 0]), { timeout: 10_000 });
  await newer();
  expect(await versions()).toEqual(['replayed unsupported_version']);
});

function acceptedData(document_uuid: string): DocumentAccepted {
  return { document_uuid, processing_version: 1, project: 'p', uri: 'file:///a', content_uri: 'file:///a', file_name: 'a.txt' };
}

/** Makes this process a build that knows a newer version of the event. */
function knowVersion(version: number): void {
  const known = DocumentAccepted.version;
  Object.defineProperty(DocumentAccepted, 'version', { value: version, configurable: true });
  onTestFinished(() => void Object.defineProperty(DocumentAccepted, 'version', { value: known, configurable: true }));
}

async function pendingAndLag(stream: string): Promise<unknown[]> {
  const [group] = (await redis.client.call('XINFO', 'GROUPS', stream)) as unknown[];
  const facts = group as Record<string, unknown> | unknown[];
  const read = (name: string) => (Array.isArray(facts) ? facts[facts.indexOf(name) + 1] : facts[name]);
  return [read('pending'), read('lag')];
}
