import { randomUUID } from 'node:crypto';
import { streamKey } from '@tributary/cache-keys';
import type { LiveEvent } from '@tributary/client';
import { encodeCloudEvent } from '@tributary/contracts';
import { expect, onTestFinished, test } from 'vitest';
import { startGateway } from '../testing/gateway.fixture.js';

const { api, db, redis, request } = await startGateway({ STREAM_PARTITIONS: '2', SSE_MAX_CLIENTS: '3' });
const space = { prefix: redis.prefix, partitions: 2 };

async function submit(project: string): Promise<{ readonly documentUuid: string; readonly batchUuid: string }> {
  const { documents, batch_uuid } = await api.submitFiles(project, [{ fileName: 'a.txt', bytes: new Blob([randomUUID()]) }]);
  return { documentUuid: documents[0]?.document_uuid ?? '', batchUuid: batch_uuid };
}

/** What a stage publishes when a document moves. */
async function change(project: string, documentUuid: string, status: string): Promise<void> {
  const type = 'document.status.changed';
  const data = { document_uuid: documentUuid, processing_version: 1, project, stage: 'ocr', status };
  await redis.client.xadd(
    streamKey(space, type, documentUuid),
    '*',
    ...encodeCloudEvent({ id: randomUUID(), source: '/test', type, data }),
  );
}

async function end(documentUuid: string, status: 'completed' | 'failed'): Promise<void> {
  await db.updateTable('source_documents').set({ processing_status: status }).where('document_uuid', '=', documentUuid).execute();
}

/** Reads live events until one satisfies the wish. */
async function until(events: AsyncGenerator<LiveEvent>, wish: (event: LiveEvent) => boolean): Promise<LiveEvent[]> {
  const seen: LiveEvent[] = [];
  for (;;) {
    const { value, done } = await events.next();
    if (done === true) return seen;
    seen.push(value);
    if (wish(value)) return seen;
  }
}

function statusesOf(events: readonly LiveEvent[]): string[] {
  return events.flatMap((event) => (event.kind === 'status' ? [event.change.status] : []));
}

function watching(): AbortSignal {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  return controller.signal;
}

test('a batch is followed to its end: changes of its documents, its progress, and the end', async () => {
  const { documentUuid, batchUuid } = await submit('acme');
  const stranger = await submit('acme');
  const events = api.watchBatch(batchUuid, { signal: watching() });
  const [first] = await until(events, (event) => event.kind === 'batch');
  expect(first).toMatchObject({ kind: 'batch', batch: { batch_uuid: batchUuid, total: 1, done: false } });
  await change('acme', stranger.documentUuid, 'processing');
  await change('acme', documentUuid, 'processing');
  const seen = await until(events, (event) => event.kind === 'status');
  expect(seen.at(-1)).toMatchObject({ kind: 'status', change: { document_uuid: documentUuid, status: 'processing' } });
  await end(documentUuid, 'completed');
  await change('acme', documentUuid, 'completed');
  const last = await until(events, () => false);
  expect(last.at(-1)).toMatchObject({ kind: 'end', batch: { done: true, ended: 1, progress: 1, by_status: { completed: 1 } } });
});

test('a batch that has ended already says so at once', async () => {
  const { documentUuid, batchUuid } = await submit('acme');
  await end(documentUuid, 'failed');
  const events = await until(api.watchBatch(batchUuid, { signal: watching() }), () => false);
  expect(events.map(({ kind }) => kind)).toEqual(['batch', 'end']);
});

test('a watcher that comes back with its last id misses nothing and sees nothing twice', async () => {
  const { documentUuid } = await submit('resumed');
  const other = await submit('resumed');
  const first = api.watchEvents('resumed', { signal: watching() });
  const begun = first.next();
  const ticker = setInterval(() => void change('resumed', documentUuid, 'begun'), 50);
  const { value } = await begun;
  clearInterval(ticker);
  await first.return(undefined);

  await change('resumed', documentUuid, 'one');
  await change('elsewhere', randomUUID(), 'foreign');
  await change('resumed', other.documentUuid, 'other');
  const lastEventId = value?.kind === 'status' ? value.id : '';
  const second = api.watchEvents('resumed', { lastEventId, signal: watching() });
  await expect.poll(async () => statusesOf([(await second.next()).value as LiveEvent])[0]).not.toBe('begun');
  await change('resumed', documentUuid, 'last');
  const rest = statusesOf(await until(second, (event) => event.kind === 'status' && event.change.status === 'last'));
  expect(rest.filter((status) => status === 'last')).toHaveLength(1);
  expect(rest).not.toContain('foreign');
});

test('an id that is not ours begins the watch now', async () => {
  const answer = await request('/v1/events', { headers: { 'last-event-id': 'nonsense' } });
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  await answer.body?.cancel();
});

test('a batch that is none is not found, and too many watchers are sent away', async () => {
  expect((await request(`/v1/batches/${randomUUID()}/events`)).status).toBe(404);
  const answers = await Promise.all(Array.from({ length: 5 }, () => request('/v1/events')));
  expect(answers.some(({ status, headers }) => status === 503 && headers.get('retry-after') === '10')).toBe(true);
  for (const { body } of answers) await body?.cancel();
});
