import { randomUUID } from 'node:crypto';
import { allPages } from '@tributary/client';
import { beforeAll, expect, test } from 'vitest';
import { startGateway } from '../testing/gateway.fixture.js';
import { type Seeded, seedResults } from '../testing/seed.fixture.js';

const { api, db, request } = await startGateway();
let one: Seeded;
let two: Seeded;

async function submit(project: string, name: string): Promise<string> {
  const { documents } = await api.submitFiles(project, [{ fileName: name, bytes: new Blob([name]) }]);
  return documents[0]?.document_uuid ?? '';
}

beforeAll(async () => {
  one = await seedResults(db, 'acme', await submit('acme', 'one.txt'));
  two = await seedResults(db, 'acme', await submit('acme', 'two.txt'));
});

test('a document shows every stage in order, those not begun included', async () => {
  const document = await api.document(one.documentUuid);
  expect(document).toMatchObject({
    status: 'completed',
    category: 'report',
    language: 'en',
    error: null,
    duplicate_of: null,
    dead_letter_ids: [],
  });
  const [ocr, text] = document.stages;
  expect(ocr).toEqual({
    stage: 'ocr',
    status: 'completed',
    outcome: 'completed',
    reason: null,
    attempts: 1,
    started_at: '1970-01-01T00:00:00.000Z',
    ended_at: '1970-01-01T00:00:00.400Z',
    duration_ms: 400,
    cache_hit: false,
    memo: { hits: 0, misses: 2 },
    provider: 'local',
    cost: null,
    warnings: ['a page is crooked'],
    error: null,
  });
  expect(text).toMatchObject({ stage: 'text', status: 'pending', attempts: 0, started_at: null });
});

test('lists are filtered, searched and read part by part', async () => {
  const three = await submit('acme', 'th%ree_3.txt');
  const names = async (filter: object) => (await api.documents({ project: 'acme', ...filter })).items.map(({ file_name }) => file_name);
  expect(await names({})).toEqual(['th%ree_3.txt', 'two.txt', 'one.txt']);
  expect(await names({ status: 'accepted' })).toEqual(['th%ree_3.txt']);
  expect(await names({ category: 'report' })).toEqual(['two.txt', 'one.txt']);
  expect(await names({ q: '%ree_' })).toEqual(['th%ree_3.txt']);
  expect(await names({ stage: 'graph' })).toEqual(['two.txt', 'one.txt']);
  const paged: string[] = [];
  for await (const { document_uuid } of allPages((page) => api.documents({ project: 'acme', limit: 1, ...page })))
    paged.push(document_uuid);
  expect(paged).toEqual([three, two.documentUuid, one.documentUuid]);
});

test('text, chunks and mentions are what the stages made, mentions with page and entity', async () => {
  expect(await api.text(one.documentUuid)).toMatchObject({
    text: one.text,
    language: 'en',
    category: 'report',
    pages: [{ number: 1 }, { number: 2 }],
  });
  const chunks = await api.chunks(one.documentUuid);
  expect(chunks).toMatchObject({ items: [{ index: 0, start: 0, end: one.text.length, text: one.text }], next_cursor: null });
  const mentions: { text: string; page: number; entity_uuid: string | null }[] = [];
  for await (const mention of allPages((page) => api.mentions(one.documentUuid, { limit: 2, ...page }))) {
    expect(one.text.slice(mention.start, mention.end)).toBe(mention.text);
    mentions.push({ text: mention.text, page: mention.page, entity_uuid: mention.entity_uuid });
  }
  const { jane, acme, rex } = one.entities;
  expect(mentions).toEqual([
    { text: 'Jane Roe', page: 1, entity_uuid: jane },
    { text: 'Acme Widgets, Inc.', page: 1, entity_uuid: acme },
    { text: 'Rex Poe', page: 2, entity_uuid: rex },
    { text: 'Acme Widgets, Inc.', page: 2, entity_uuid: acme },
  ]);
});

test('a document names its entities and relations', async () => {
  const { items } = await api.documentEntities(one.documentUuid);
  expect(items.map(({ name, mention_count, document_count }) => [name, mention_count, document_count])).toEqual([
    ['Acme Widgets, Inc.', 4, 2],
    ...[
      ['Jane Roe', 2, 2],
      ['Rex Poe', 2, 2],
    ].toSorted((a, b) => order(String(a[0])) - order(String(b[0]))),
  ]);
  const relations: string[] = [];
  for await (const relation of allPages((page) => api.documentRelations(one.documentUuid, { limit: 1, ...page })))
    relations.push(relation.type);
  expect(relations).toEqual(['EMPLOYED_BY', 'LITIGATES_AGAINST']);
});

/** Entities with as many mentions stand in the order of their ids. */
function order(name: string): number {
  const ids = [one.entities.jane, one.entities.rex].toSorted();
  return ids.indexOf(name === 'Jane Roe' ? one.entities.jane : one.entities.rex);
}

test('what is not there yet, or not at all, says so', async () => {
  const fresh = await submit('acme', 'fresh.txt');
  await expect(api.text(fresh)).rejects.toMatchObject({ problem: { status: 404, detail: expect.stringContaining('it is accepted') } });
  expect(await api.chunks(fresh)).toEqual({ items: [], next_cursor: null });
  for (const part of ['', '/text', '/chunks', '/mentions', '/entities', '/relations', '/source']) {
    expect((await request(`/v1/documents/${randomUUID()}${part}`)).status, part).toBe(404);
  }
  expect(await (await request('/v1/documents/not-a-uuid')).json()).toMatchObject({ status: 404, code: 'not_found' });
  expect(await (await request('/v1/nothing')).json()).toMatchObject({ status: 404, code: 'not_found', title: 'Not Found' });
});

test.each([
  ['limit=0', 'limit'],
  ['limit=9999', 'limit'],
  ['status=happy', 'status'],
  ['batch=x', 'batch'],
  ['colour=red', 'colour'],
])('a wrong query is refused by name: %s', async (query, position) => {
  const answer = await request(`/v1/documents?${query}`);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ position }] });
});

test.each(['x', 'WzFd', Buffer.from('["a"]').toString('base64url')])('a cursor that is not ours is refused: %s', async (cursor) => {
  expect(await (await request(`/v1/documents?cursor=${cursor}`)).json()).toMatchObject({ status: 400, code: 'invalid_cursor' });
});

test('a reprocess says what it would do, and then asks for it (P-59, P-60)', async () => {
  const plan = await api.reprocess(one.documentUuid, { from_stage: 'text', dry_run: true });
  expect(plan).toEqual({
    document_uuid: one.documentUuid,
    dry_run: true,
    processing_version: 1,
    next_version: 2,
    stages: [
      { stage: 'ocr', action: 'keep', chunks: null, tokens: null },
      { stage: 'text', action: 'run', chunks: null, tokens: null },
      { stage: 'entity', action: 'remembered', chunks: 1, tokens: null },
      { stage: 'resolution', action: 'run', chunks: null, tokens: null },
      { stage: 'graph', action: 'run', chunks: null, tokens: null },
    ],
  });
  expect(await requests(one.documentUuid)).toEqual([]);
  await api.reprocess(one.documentUuid, { preserve_ocr: true, reason: 'better text' });
  expect(await requests(one.documentUuid)).toEqual([
    { document_uuid: one.documentUuid, mode: 'reprocess', from_stage: 'text', project: 'acme', preserve_ocr: true, reason: 'better text' },
  ]);
});

test('a project is reprocessed by a filter, and a dry run only counts', async () => {
  const failed = await submit('broken', 'failed.txt');
  await submit('broken', 'fine.txt');
  const failure = { processing_status: 'failed', current_stage: 'entity', error_code: 'bug', error_message: 'no' } as const;
  await db.updateTable('source_documents').set(failure).where('document_uuid', '=', failed).execute();
  expect(await api.reprocessProject('broken', { status: 'failed', dry_run: true })).toEqual({
    dry_run: true,
    matched: 1,
    document_uuids: [failed],
  });
  expect(await requests(failed)).toEqual([]);
  expect(await api.reprocessProject('broken', { status: 'failed' })).toMatchObject({ dry_run: false, document_uuids: [failed] });
  expect(await requests(failed)).toMatchObject([{ from_stage: 'entity' }]);
  expect((await api.document(failed)).error).toEqual({ stage: 'entity', code: 'bug', message: 'no' });
});

test('an erasure is asked for once, and its receipt has counts per store (P-61)', async () => {
  const id = await submit('acme', 'secret.txt');
  const erasing = api.erase(id);
  const finished = (eventId: string) =>
    db
      .insertInto('cleanup_runs')
      .values({
        event_id: eventId,
        document_uuid: id,
        mode: 'purge',
        result: JSON.stringify({ deleted: { neo4j_chunks: 3 } }),
        finished_at: new Date(),
      })
      .execute();
  const event = await waitForRequest(id);
  await finished(event);
  expect(await erasing).toEqual({ document_uuid: id, status: 'erased', deleted: { postgres: { neo4j_chunks: 3 } } });
  expect(await api.erase(id)).toMatchObject({ status: 'erased' });
});

async function requests(documentUuid: string): Promise<unknown[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('event')
    .where('document_uuid', '=', documentUuid)
    .where('type', '=', 'document.cleanup.requested')
    .execute();
  return rows.map(({ event }) => event.data);
}

async function waitForRequest(documentUuid: string): Promise<string> {
  const found = async () =>
    db
      .selectFrom('outbox')
      .select('event_id')
      .where('document_uuid', '=', documentUuid)
      .where('type', '=', 'document.cleanup.requested')
      .executeTakeFirst();
  return expect
    .poll(found, { timeout: 5_000 })
    .toBeDefined()
    .then(async () => (await found())?.event_id ?? '');
}
