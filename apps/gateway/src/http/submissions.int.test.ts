import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Problem, SubmissionReceipt } from '@tributary/contracts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { startGateway } from '../testing/gateway.fixture.js';

const { api, request, inbox, db } = await startGateway({ SOURCE_MAX_SIZE: '64KB', UPLOAD_MAX_FILES: '3' });
const documentsPath = '/v1/projects/acme/documents';
let counter = 0;

/** A file that no other test has. */
function file(fileName: string, text = `content ${++counter}`) {
  return { fileName, bytes: new Blob([text], { type: 'text/plain' }) };
}

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return (await response.json()) as Problem;
}

function postJson(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return request(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
}

test('an upload of many files is one batch, and the bytes come back as they were (P-10, P-13)', async () => {
  const receipt = await api.submitFiles('acme', [file('a.txt', 'hello'), file('folder/ü.txt')]);
  expect(receipt).toMatchObject({
    project: 'acme',
    rejected: [],
    documents: [{ file_name: 'a.txt', size: 5, duplicate_of: null }, { file_name: 'folder/ü.txt' }],
  });
  const [first] = receipt.documents;
  const source = await api.source(first?.document_uuid ?? '');
  expect(await source.text()).toBe('hello');
  expect(source.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a.txt");
  expect(await api.batch(receipt.batch_uuid)).toMatchObject({ total: 2, ended: 0, done: false, progress: 0, by_status: { accepted: 2 } });
});

test('known bytes lead to the document that has them, unless a copy is asked for (P-12)', async () => {
  const again = file('first.txt');
  const first = (await api.submitFiles('acme', [again])).documents[0]?.document_uuid;
  const { documents, batch_uuid } = await api.submitFiles('acme', [again]);
  expect(documents).toMatchObject([{ document_uuid: first, duplicate_of: first }]);
  expect(await api.batch(batch_uuid)).toMatchObject({ total: 0, duplicates: 1, done: true, progress: 1 });
  const copy = await api.submitFiles('acme', [again], { options: { allow_duplicate: true } });
  expect(copy.documents[0]).toMatchObject({ duplicate_of: null });
  expect(copy.documents[0]?.document_uuid).not.toBe(first);
  expect((await api.submitFiles('another', [again])).documents[0]).toMatchObject({ duplicate_of: null });
});

test('a file that is too large is refused by name; the others of its request are taken', async () => {
  const { documents, rejected } = await api.submitFiles('acme', [file('big.bin', 'x'.repeat(70_000)), file('small.txt')]);
  expect(documents).toMatchObject([{ file_name: 'small.txt' }]);
  expect(rejected).toEqual([{ file_name: 'big.bin', code: 'too_large', detail: 'big.bin is larger than the limit of 65536 bytes' }]);
  await expect(api.submitFiles('acme', [file('big.bin', 'x'.repeat(70_000))])).rejects.toMatchObject({
    problem: { status: 413, code: 'too_large' },
  });
});

test('more files than one upload may have are refused', async () => {
  const many = Array.from({ length: 4 }, (_, index) => file(`${index}.txt`));
  await expect(api.submitFiles('acme', many)).rejects.toMatchObject({ problem: { status: 413, code: 'too_many_files' } });
});

test('URIs are submitted as JSON; a local file is kept as it is now, and known by its hash', async () => {
  const path = join(inbox, 'local file.txt');
  await writeFile(path, 'local');
  const uri = pathToFileURL(path).href;
  const receipt = await api.submitUris('acme', [uri, 'https://example.org/far%20away.pdf?x=1']);
  expect(receipt.documents).toMatchObject([
    { file_name: 'local file.txt', uri, size: 5 },
    { file_name: 'far away.pdf', sha256: null },
  ]);
  await writeFile(path, 'changed');
  expect(await (await api.source(receipt.documents[0]?.document_uuid ?? '')).text()).toBe('local');
});

test('sources that may not be read are refused with their reason', async () => {
  await expect(api.submitUris('acme', ['file:///etc/hostname'])).rejects.toMatchObject({
    problem: { status: 422, code: 'source_forbidden' },
  });
  const receipt = await api.submitUris('acme', [pathToFileURL(join(inbox, 'none.txt')).href, 'https://example.org/ok.pdf']);
  expect(receipt).toMatchObject({ documents: [{ file_name: 'ok.pdf' }], rejected: [{ file_name: 'none.txt', code: 'source_not_found' }] });
});

test('a batch can grow, and only inside its project', async () => {
  const { batch_uuid } = await api.submitFiles('acme', [file('one.txt')]);
  await api.submitFiles('acme', [file('two.txt')], { batchUuid: batch_uuid });
  expect(await api.batch(batch_uuid)).toMatchObject({ total: 2 });
  await expect(api.submitFiles('other', [file('three.txt')], { batchUuid: batch_uuid })).rejects.toMatchObject({
    problem: { status: 404 },
  });
});

test('the same Idempotency-Key is one submission with one answer', async () => {
  const key = randomUUID();
  const body = { uris: ['https://example.org/once.pdf'] };
  const first = await postJson(documentsPath, body, { 'idempotency-key': key });
  const second = await postJson(documentsPath, body, { 'idempotency-key': key });
  expect([first.status, second.status, second.headers.get('idempotent-replayed')]).toEqual([202, 202, 'true']);
  expect(await second.json()).toEqual(await first.json());
  const other = await postJson(documentsPath, { uris: ['https://example.org/other.pdf'] }, { 'idempotency-key': key });
  expect(await problemOf(other)).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
});

test('a form sent again under its key is the same submission, also of bytes that were known', async () => {
  const key = randomUUID();
  const once = await api.submitFiles('acme', [file('form.txt', 'form')], { idempotencyKey: key });
  expect(await api.submitFiles('acme', [file('form.txt', 'form')], { idempotencyKey: key })).toEqual(once);
  const known = randomUUID();
  const duplicate = await api.submitFiles('acme', [file('form.txt', 'form')], { idempotencyKey: known });
  expect(duplicate.documents[0]?.duplicate_of).toBe(once.documents[0]?.document_uuid);
  expect(await api.submitFiles('acme', [file('form.txt', 'form')], { idempotencyKey: known })).toEqual(duplicate);
});

test('what is remembered of a key has no name and no bytes of a document (P-61)', async () => {
  await api.submitFiles('acme', [file('canary-4711.txt')], { idempotencyKey: randomUUID() });
  const { rows } = await sql<{ row: string }>`select k::text as row from idempotency_keys k`.execute(db);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ row }) => row.includes('canary-4711'))).toEqual([]);
});

test('a request that failed may be sent again under its key', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const path = join(inbox, 'late.txt');
  const body = { uri: pathToFileURL(path).href };
  expect((await postJson(documentsPath, body, headers)).status).toBe(422);
  await writeFile(path, 'now it is there');
  expect((await postJson(documentsPath, body, headers)).status).toBe(202);
});

test.each([
  ['no JSON', '{', 400],
  ['no object', '[]', 400],
  ['nothing to submit', '{}', 400],
  ['an unknown field', '{"uri":"https://example.org/x","prio":1}', 400],
  ['an unknown scheme', '{"uri":"gopher://x/y"}', 400],
  ['a wrong option', '{"uri":"https://example.org/x","options":{"ocr_provider":"magic"}}', 400],
])('%s is a problem that names the rule', async (_name, body, status) => {
  const response = await request(documentsPath, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const problem = await problemOf(response);
  expect(problem).toMatchObject({
    status,
    code: 'invalid_request',
    type: 'urn:tributary:problem:invalid_request',
    instance: documentsPath,
  });
  expect(response.status).toBe(status);
});

test('a form without files, and one that is broken, are problems', async () => {
  const empty = new FormData();
  empty.set('options', '{}');
  expect(await problemOf(await request(documentsPath, { method: 'POST', body: empty }))).toMatchObject({
    status: 400,
    code: 'no_documents',
  });
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  const broken = await request(documentsPath, {
    method: 'POST',
    headers,
    body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
  });
  expect(await problemOf(broken)).toMatchObject({ status: 400, code: 'broken_upload' });
  const noBoundary = await request(documentsPath, { method: 'POST', headers: { 'content-type': 'multipart/form-data' }, body: 'x' });
  expect(await problemOf(noBoundary)).toMatchObject({ status: 400, code: 'broken_upload' });
  const badOptions = new FormData();
  badOptions.set('options', 'no json');
  badOptions.set('file', new Blob(['bad options']), 'a.txt');
  expect(await problemOf(await request(documentsPath, { method: 'POST', body: badOptions }))).toMatchObject({
    status: 400,
    code: 'invalid_request',
  });
});

test('a 202 is in the record with its first event, whoever publishes it (P-3)', async () => {
  const receipt = (await (await postJson(documentsPath, { uri: 'https://example.org/durable.pdf' })).json()) as SubmissionReceipt;
  const id = receipt.documents[0]?.document_uuid ?? '';
  const events = await db.selectFrom('outbox').select('type').where('document_uuid', '=', id).execute();
  expect(events).toEqual([{ type: 'document.accepted' }]);
});
