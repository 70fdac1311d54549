import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { publicStreamKey, streamKey, streamKeysOf } from '@tributary/cache-keys';
import { createPublisher } from '@tributary/client';
import { documentUuidOf } from '@tributary/contracts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startGateway } from '../testing/gateway.fixture.js';

const { api, db, redis } = await startGateway({ INTAKE_PROJECTS: 'acme' });
const space = { prefix: redis.prefix, partitions: 1 };
const stream = publicStreamKey(space, 'document.submitted');
const run = promisify(execFile);

/** What any Redis client can do: `redis-cli XADD` with these fields. Where the tools of Redis are not installed, the same command from here. */
async function xadd(...fields: readonly string[]): Promise<void> {
  try {
    await run('redis-cli', ['-u', redis.url, 'XADD', stream, '*', ...fields]);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    await redis.client.call('XADD', stream, '*', ...fields);
  }
}

function event(id: string, data: object | string): string[] {
  const json = typeof data === 'string' ? data : JSON.stringify(data);
  return ['ce_specversion', '1.0', 'ce_id', id, 'ce_type', 'document.submitted', 'ce_source', '/crm', 'data', json];
}

async function quarantined(position: string) {
  return vi.waitFor(async () => {
    const { items } = await api.quarantine();
    const found = items.find((item) => item.position === position);
    expect(found).toBeDefined();
    return found;
  }, 10_000);
}

test('a plain XADD with the five required fields submits a document, and its first event leaves (P-10)', async () => {
  await xadd(...event('1', { project: 'acme', uri: 's3://inbox/a.pdf', file_name: 'a.pdf' }));
  const id = documentUuidOf('/crm', '1');
  const document = await vi.waitFor(() => api.document(id), 10_000);
  expect(document).toMatchObject({
    project: 'acme',
    file_name: 'a.pdf',
    uri: 's3://inbox/a.pdf',
    status: 'accepted',
    processing_version: 1,
  });
  expect(document.stages.map(({ stage, status }) => `${stage} ${status}`)).toEqual(
    ['ocr', 'text', 'entity', 'resolution', 'graph'].map((stage) => `${stage} pending`),
  );
  await vi.waitFor(async () => {
    const entries = await redis.client.xrange(streamKey(space, 'document.accepted', id), '-', '+');
    expect(entries.map(([, fields]) => fields.join(' '))).toEqual([expect.stringContaining(id)]);
  }, 10_000);
});

test('the same event twice is one document (P-7)', async () => {
  const twice = event('2', { project: 'acme', uri: 'https://example.org/b.pdf', file_name: 'b.pdf' });
  await xadd(...twice);
  await xadd(...twice);
  await xadd(...event('3', { project: 'acme', uri: 'https://example.org/c.pdf', file_name: 'c.pdf' }));
  await vi.waitFor(() => api.document(documentUuidOf('/crm', '3')), 10_000);
  const { items } = await api.documents({ project: 'acme', q: 'b.pdf' });
  expect(items.map(({ document_uuid }) => document_uuid)).toEqual([documentUuidOf('/crm', '2')]);
});

test('an entry that is no valid event lands in quarantine with its reason, and its publisher can see it (P-72)', async () => {
  await xadd(...event('4', '{"project":"acme","file_name":"a.pdf"}'));
  const found = await quarantined('uri');
  expect(found).toMatchObject({ stream, reason: 'bad_payload', fields: event('4', '{"project":"acme","file_name":"a.pdf"}') });
  const [rejections = ''] = streamKeysOf(space, 'document.event.rejected');
  await vi.waitFor(async () => {
    const texts = (await redis.client.xrange(rejections, '-', '+')).map(([, fields]) => fields.join(' '));
    expect(texts.some((text) => text.includes('"id":"4"') && text.includes('"reason":"bad_payload"'))).toBe(true);
  }, 10_000);
});

test('broken entries never stop the ones behind them (P-72)', async () => {
  await xadd('nonsense', 'x');
  await xadd(...event('5', '{broken'));
  await xadd(...event('6', { project: 'acme', uri: 'https://example.org/d.pdf', file_name: 'd.pdf' }));
  expect(await vi.waitFor(() => api.document(documentUuidOf('/crm', '6')), 10_000)).toMatchObject({ file_name: 'd.pdf' });
});

test('a project that the stream may not submit to is refused', async () => {
  await xadd(...event('7', { project: 'other', uri: 'https://example.org/e.pdf', file_name: 'e.pdf' }));
  expect(await quarantined('project')).toMatchObject({ reason: 'project_forbidden', rule: 'this stream may submit to acme' });
  await expect(api.document(documentUuidOf('/crm', '7'))).rejects.toMatchObject({ problem: { status: 404 } });
});

test('a source that cannot be had becomes a document all the same: its first stage says what is wrong', async () => {
  await xadd(...event('8', { project: 'acme', uri: 'file:///etc/hostname', file_name: 'hostname' }));
  const document = await vi.waitFor(() => api.document(documentUuidOf('/crm', '8')), 10_000);
  expect(document).toMatchObject({ status: 'accepted', sha256: null });
});

test('entries in quarantine are sent again or given up by whoever operates; what is still wrong comes back as a new one (P-72)', async () => {
  await xadd(...event('9', '{"project":"acme","uri":1,"file_name":"a.pdf"}'));
  const first = await quarantined('uri');
  const id = first?.quarantine_id ?? '';
  await expect(api.replayQuarantine({})).rejects.toMatchObject({ problem: { status: 400, code: 'invalid_request' } });
  expect(await api.replayQuarantine({ ids: [id], dry_run: true })).toEqual({ dry_run: true, matched: 1, ids: [id] });
  expect(await api.replayQuarantine({ ids: [id], reason: 'seen' })).toEqual({ dry_run: false, matched: 1, ids: [id] });
  const again = await vi.waitFor(async () => {
    const { items } = await api.quarantine({ code: 'bad_payload' });
    const found = items.find(({ quarantine_id, fields }) => quarantine_id !== id && fields.join() === first?.fields.join());
    expect(found).toBeDefined();
    return found;
  }, 10_000);
  expect(await api.discardQuarantine({ ids: [again?.quarantine_id ?? '', id] })).toMatchObject({ ids: [again?.quarantine_id], matched: 1 });
  expect((await api.quarantine()).items.map(({ quarantine_id }) => quarantine_id)).not.toContain(id);
  expect((await api.quarantine({ status: 'discarded' })).items).toMatchObject([
    { quarantine_id: again?.quarantine_id, status: 'discarded' },
  ]);
  await api.discardQuarantine({ all: true });
  expect(await api.pipeline()).toMatchObject({ quarantined: 0 });
});

test('the publisher of the client package submits, and submitting again has no further effect', async () => {
  const publisher = createPublisher({ redisUrl: redis.url, prefix: redis.prefix, source: '/sdk' });
  onTestFinished(() => publisher.close());
  const submission = { project: 'acme', uri: 'https://example.org/sdk.pdf', file_name: 'sdk.pdf' };
  const first = await publisher.submit(submission);
  expect(await publisher.submit(submission)).toEqual(first);
  await vi.waitFor(() => api.document(first.documentUuid), 10_000);
  const { items } = await api.documents({ project: 'acme', q: 'sdk.pdf' });
  expect(items).toHaveLength(1);
  await expect(publisher.submit({ ...submission, uri: 'gopher://x' })).rejects.toThrow('uri must begin with');
  expect(await db.selectFrom('intake_events').select('source').where('source', '=', '/sdk').execute()).toHaveLength(1);
});
