import { randomUUID } from 'node:crypto';
import { streamKey } from '@tributary/cache-keys';
import { type CloudEvent, DocumentAccepted } from '@tributary/contracts';
import { projectIdOf } from '@tributary/database';
import { expect, test } from 'vitest';
import { startGateway } from '../testing/gateway.fixture.js';

const { api, db, redis, request, url } = await startGateway();
const space = { prefix: redis.prefix, partitions: 1 };

/** A document that failed for good, with its dead letter. */
async function fail(project: string, error_code: 'encrypted' | 'timeout', version = 1) {
  const { documents } = await api.submitFiles(project, [{ fileName: 'a.txt', bytes: new Blob([randomUUID()]) }]);
  const document_uuid = documents[0]?.document_uuid ?? '';
  const { event } = await db.selectFrom('outbox').select('event').where('document_uuid', '=', document_uuid).executeTakeFirstOrThrow();
  const id = randomUUID();
  const about = { id, document_uuid, project_id: projectIdOf(project), processing_version: version, stage: 'ocr' as const };
  const why = { error_code, error_message: `a.txt: ${error_code}`, retryable: false, attempts: 1, deliveries: 1 };
  await db
    .insertInto('dead_letters')
    .values({ ...about, ...why, event_id: event.id, event: JSON.stringify(event), announcement: '{}' })
    .execute();
  return { id, document_uuid, event };
}

async function published(event: CloudEvent): Promise<number> {
  const entries = await redis.client.xrange(streamKey(space, DocumentAccepted.type, event.subject ?? ''), '-', '+');
  return entries.filter(([, fields]) => fields.includes(event.id)).length;
}

test('dead letters are grouped by cause and shown one by one (P-71)', async () => {
  const first = await fail('grouped', 'encrypted');
  await fail('grouped', 'encrypted');
  const third = await fail('grouped', 'timeout');
  const list = await api.deadLetters({ project: 'grouped' });
  expect(list.groups.map(({ stage, code, count }) => [stage, code, count])).toEqual([
    ['ocr', 'encrypted', 2],
    ['ocr', 'timeout', 1],
  ]);
  expect(list.items[0]).toMatchObject({
    dead_letter_id: third.id,
    file_name: 'a.txt',
    code: 'timeout',
    status: 'open',
    event: { id: third.event.id },
  });
  expect((await api.deadLetters({ project: 'grouped', code: 'encrypted', limit: 1 })).next_cursor).not.toBeNull();
  expect(await api.deadLetter(first.id)).toMatchObject({ document_uuid: first.document_uuid });
  expect((await request(`/v1/dead-letters/${randomUUID()}`)).status).toBe(404);
  expect(await api.document(first.document_uuid)).toMatchObject({ dead_letter_ids: [first.id] });
});

test('a replay sends the event again, once, and only where the document has not moved on (P-71)', async () => {
  const [fresh, old] = [await fail('replayed', 'timeout'), await fail('replayed', 'timeout')];
  await db.updateTable('source_documents').set({ processing_version: 2 }).where('document_uuid', '=', old.document_uuid).execute();
  const before = await published(fresh.event);
  expect(await api.replayDeadLetters({ project: 'replayed', dry_run: true })).toMatchObject({ dry_run: true, matched: 2, skipped: [] });
  expect(await published(fresh.event)).toBe(before);
  const receipt = await api.replayDeadLetters({ project: 'replayed', reason: 'fixed' });
  expect(receipt).toMatchObject({
    dry_run: false,
    ids: [fresh.id],
    skipped: [{ dead_letter_id: old.id, why: 'its document has moved on to version 2' }],
  });
  expect(await published(fresh.event)).toBe(before + 1);
  expect(await api.replayDeadLetters({ ids: [fresh.id] })).toMatchObject({ ids: [], skipped: [{ why: 'it is replayed already' }] });
});

test('discarded dead letters stay on the record', async () => {
  const { id } = await fail('discarded', 'encrypted');
  expect(await api.discardDeadLetters({ ids: [id, '00000000-0000-4000-8000-000000000000'], reason: 'no password' })).toMatchObject({
    ids: [id],
    skipped: [{ why: 'there is no such dead letter' }],
  });
  expect((await api.deadLetters({ project: 'discarded' })).items).toEqual([]);
  expect((await api.deadLetters({ project: 'discarded', status: 'discarded' })).items).toMatchObject([{ dead_letter_id: id }]);
});

test('deciding about all by accident is refused', async () => {
  await expect(api.replayDeadLetters({})).rejects.toMatchObject({ problem: { status: 400, code: 'invalid_request' } });
});

test('projects are made, changed, listed and counted', async () => {
  const created = await request('/v1/projects', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"project":"new one","settings":{"a":1}}',
  });
  expect([created.status, await created.json()]).toMatchObject([201, { project: 'new one', settings: { a: 1 }, documents: 0 }]);
  const changed = await request('/v1/projects', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"project":"new one","settings":{"b":2}}',
  });
  expect([changed.status, await changed.json()]).toMatchObject([200, { settings: { a: 1, b: 2 } }]);
  await api.submitFiles('new one', [{ fileName: 'a.txt', bytes: new Blob(['counted']) }]);
  expect(await api.project('new one')).toMatchObject({ documents: 1 });
  expect((await api.projects()).items.map(({ project }) => project)).toContain('new one');
  expect((await request('/v1/projects/none')).status).toBe(404);
  await expect(api.createProject({ project: '../x' })).rejects.toMatchObject({ problem: { status: 400 } });
  const extraction = { entity_types: ['person'], relation_types: ['SAILS_ON'] };
  await expect(api.createProject({ project: 'ships', settings: { extraction } })).rejects.toMatchObject({
    problem: { status: 400, errors: [{ position: 'settings.extraction.entity_types.0' }, {}, {}] },
  });
});

test('the pipeline shows every stage with what the streams and the record know of it', async () => {
  const { stages, ...counts } = await api.pipeline();
  expect(stages.map(({ stage }) => stage)).toEqual(['intake', 'ocr', 'text', 'entity', 'resolution', 'graph', 'cleanup']);
  expect(stages[0]).toMatchObject({ lag: 0, pending: 0, retrying: 0 });
  expect(stages[1]?.oldest_ms).toBeGreaterThanOrEqual(0);
  expect(counts).toEqual({ dead_letters: expect.any(Number), quarantined: 0, outbox_unsent: expect.any(Number) });
});

test('health, readiness and metrics are on the same port', async () => {
  const answers = await Promise.all(['/livez', '/readyz', '/metrics'].map((path) => fetch(`${url}${path}`)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await answers[2]?.text()).toContain('tributary_process_cpu_seconds_total');
});
