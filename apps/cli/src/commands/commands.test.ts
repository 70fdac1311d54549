import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BatchView, DocumentDetail, SubmissionReceipt } from '@tributary/contracts';
import { expect, onTestFinished, test } from 'vitest';
import { setupCli } from '../testing/cli.fixture.js';

const batch: BatchView = {
  batch_uuid: 'b1',
  project: 'p',
  created_at: '',
  total: 2,
  duplicates: 0,
  ended: 2,
  done: true,
  progress: 1,
  by_status: { completed: 1, failed: 1 },
  stages: [],
};
const receipt: SubmissionReceipt = {
  project: 'p',
  batch_uuid: 'b1',
  documents: [{ document_uuid: 'd1', duplicate_of: null, file_name: 'a.txt', uri: 'object://x', sha256: null, size: 1 }],
  rejected: [],
};
const failed = {
  document_uuid: 'd2',
  file_name: 'b\u001b[2J.txt',
  status: 'failed',
  error: { stage: 'ocr', code: 'encrypted', message: 'needs a password' },
};

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'cli-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(directory, name, '..'), { recursive: true });
    await writeFile(join(directory, name), text);
  }
  return directory;
}

function events(...items: readonly (readonly [string, unknown])[]): string {
  return items.map(([event, data]) => `event: ${event}\nid: 1-0\ndata: ${JSON.stringify(data)}\n\n`).join('');
}

test('submit takes folders with all that is in them, but nothing hidden', async () => {
  const directory = await folder({ 'a.txt': 'a', 'deep/er/b.txt': 'b', '.git/c': 'c', 'deep/.d': 'd' });
  const { run, asked } = await setupCli({ 'POST /v1/projects/p/documents': receipt });
  expect(await run('submit', directory, '-p', 'p')).toEqual({ code: 0, stdout: 'd1  a.txt\n', stderr: '' });
  const names = [...(asked[0]?.body ?? '').matchAll(/filename="([^"]+)"/g)].map(([, name]) => name);
  expect(names).toEqual(['a.txt', 'deep/er/b.txt']);
});

test('submit puts all it is given into one batch, files in groups and URIs at the end', async () => {
  const directory = await folder(
    Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`${String(index).padStart(2, '0')}.txt`, 'x'])),
  );
  const { run, asked } = await setupCli({ 'POST /v1/projects/p/documents': receipt });
  const { stdout } = await run('submit', directory, 's3://inbox/x.pdf', '-p', 'p', '--json', '--entity-provider', 'openai');
  expect(asked).toHaveLength(3);
  expect(asked[1]?.body).toContain('name="batch_uuid"');
  expect(JSON.parse(asked[2]?.body ?? '')).toEqual({
    uris: ['s3://inbox/x.pdf'],
    batch_uuid: 'b1',
    options: { entity_provider: 'openai' },
  });
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object),
  ).toMatchObject([{ batch_uuid: 'b1' }, {}, {}]);
});

test('what was refused is told on stderr, and the exit code says partial', async () => {
  const rejected = [{ file_name: 'big', code: 'too_large', detail: 'big is larger than the limit' }];
  const { run } = await setupCli({ 'POST /v1/projects/p/documents': { ...receipt, rejected } });
  expect(await run('submit', 'https://x/y', '-p', 'p')).toMatchObject({ code: 3, stderr: 'big: big is larger than the limit\n' });
});

test('submit --wait shows a bar on a terminal, names what failed, and ends with 3', async () => {
  const answers = {
    'POST /v1/projects/p/documents': receipt,
    'GET /v1/batches/b1/events': events(['status', {}], ['batch', { ...batch, done: false, progress: 0.5, ended: 1 }], ['end', batch]),
    'GET /v1/documents': { items: [failed], next_cursor: null },
  };
  const onTerminal = await (await setupCli(answers, { isTTY: true })).run('submit', 'https://x/y', '-p', 'p', '--wait');
  expect(onTerminal).toMatchObject({ code: 3, stdout: 'd1  a.txt\n2 documents: 1 completed, 1 failed\n' });
  expect(onTerminal.stderr).toContain('████████████░░░░░░░░░░░░  50 %  1 of 2 documents');
  const inPipe = await (await setupCli(answers)).run('submit', 'https://x/y', '-p', 'p', '--wait');
  expect(inPipe.stderr).toBe('b�[2J.txt: ocr encrypted: needs a password\n');
});

test('submit --wait ends with 0 when nothing failed, and with 1 when all did', async () => {
  const answers = (by_status: BatchView['by_status']) => ({
    'POST /v1/projects/p/documents': receipt,
    'GET /v1/batches/b1/events': events(['end', { ...batch, by_status }]),
    'GET /v1/documents': { items: [], next_cursor: null },
  });
  const ends: readonly BatchView['by_status'][] = [{ completed: 2 }, { empty: 1, completed: 1 }, { failed: 2 }];
  const codes = await Promise.all(ends.map(async (by) => (await setupCli(answers(by))).run('submit', 'https://x/y', '-p', 'p', '--wait')));
  expect(codes.map(({ code }) => code)).toEqual([0, 0, 1]);
});

test('watch follows a document until it rests', async () => {
  const document = { document_uuid: 'd1', project: 'p', error: null } as unknown as DocumentDetail;
  const change = { document_uuid: 'd1', stage: 'ocr', status: 'processing', progress: 0.5 };
  const { run } = await setupCli({
    'GET /v1/documents/d1': { ...document, status: 'completed' },
    'GET /v1/events': events(['status', change]),
  });
  expect(await run('watch', 'd1')).toEqual({ code: 0, stdout: 'completed\n', stderr: '' });
});

test('watch of a batch is the same as waiting for it', async () => {
  const { run } = await setupCli({
    'GET /v1/batches/b1': batch,
    'GET /v1/batches/b1/events': events(['end', { ...batch, by_status: { completed: 2 } }]),
  });
  expect(await run('watch', 'b1')).toEqual({ code: 0, stdout: '2 documents: 2 completed\n', stderr: '' });
});

test('lists are read to their end, one JSON object a line', async () => {
  const entity = (name: string) => ({ entity_uuid: name, type: 'PERSON', name, mention_count: 1 });
  const { run } = await setupCli({
    'GET /v1/entities?project=p&type=PERSON': { items: [entity('a')], next_cursor: 'next' },
    'GET /v1/entities?project=p&type=PERSON&cursor=next': { items: [entity('b')], next_cursor: null },
  });
  const { stdout } = await run('entities', '--type', 'PERSON', '-p', 'p', '--json');
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { name: string }).name),
  ).toEqual(['a', 'b']);
});

test('reprocess and erase send what was asked and say what happens', async () => {
  const plan = {
    document_uuid: 'd1',
    dry_run: true,
    processing_version: 1,
    next_version: 2,
    stages: [{ stage: 'entity', action: 'remembered', chunks: 3, tokens: 90 }],
  };
  const { run, asked } = await setupCli({
    'POST /v1/documents/d1/reprocess': plan,
    'POST /v1/projects/p/reprocess': { dry_run: false, matched: 3, document_uuids: ['d1'] },
    'DELETE /v1/documents/d1': { document_uuid: 'd1', status: 'erased', deleted: { postgres: { neo4j_chunks: 3 } } },
  });
  expect((await run('reprocess', 'd1', '--from', 'entity', '--preserve-ocr', '--dry-run')).stdout).toBe(
    'would become version 2\n  entity      remembered (3 chunks, up to 90 tokens)\n',
  );
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ from_stage: 'entity', preserve_ocr: true, dry_run: true });
  expect(await run('reprocess', '--failed', '-p', 'p')).toMatchObject({ code: 3, stdout: '1 of 3 documents run again\n' });
  expect((await run('erase', 'd1', '--yes')).stdout).toBe('d1 is erased\n  postgres neo4j_chunks: 3\n');
});

test('dead letters are replayed by what they have in common, and what was skipped is told', async () => {
  const skipped = [{ dead_letter_id: 'l2', why: 'its document was erased' }];
  const { run, asked } = await setupCli({ 'POST /v1/dead-letters/replay': { dry_run: false, matched: 2, ids: ['l1'], skipped } });
  const { code, stdout, stderr } = await run('dead-letters', 'replay', '--code', 'timeout', '-p', 'p', '--reason', 'fixed');
  expect({ code, stdout, stderr }).toEqual({ code: 3, stdout: 'replayed: 1 of 2\n', stderr: 'l2: its document was erased\n' });
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ code: 'timeout', project: 'p', reason: 'fixed' });
});

test('entities are merged and split, and a decision is undone (P-53)', async () => {
  const receipt = { decision_id: 'x1', entity_uuids: ['a'] };
  const { run, asked } = await setupCli({
    'POST /v1/entities/merge': receipt,
    'POST /v1/entities/a/split': receipt,
    'POST /v1/decisions/x1/undo': receipt,
  });
  expect((await run('merge', 'a', 'b', '--reason', 'one man')).stdout).toBe('a\nundo with: tributary undo x1\n');
  await run('split', 'a', '--document', 'd1', '--document', 'd2');
  await run('split', 'a', '--name', 'v1');
  expect((await run('undo', 'x1')).stdout).toBe('a\n');
  expect(asked.map(({ body }) => JSON.parse(body) as object)).toEqual([
    { entities: ['a', 'b'], reason: 'one man' },
    { documents: ['d1', 'd2'] },
    { names: ['v1'] },
    {},
  ]);
  expect((await run('split', 'a')).code).toBe(2);
});

test('the review list is shown with its evidence, and a pair is decided (P-53)', async () => {
  const side = (name: string) => ({ name, contexts: [] });
  const pair = { judgement_id: 'j1', type: 'PERSON', score: 0.7, evidence: ['initials'], left: side('J. Roe'), right: side('Jane Roe') };
  const { run, asked } = await setupCli({
    'GET /v1/review?project=p': { items: [pair], next_cursor: null },
    'POST /v1/review/j1': { decision_id: 'x1', entity_uuids: ['a'] },
  });
  expect((await run('review', '-p', 'p')).stdout).toBe('j1  PERSON        0.70  J. Roe  ?=  Jane Roe  (initials)\n');
  expect((await run('review', 'j1', 'same')).code).toBe(0);
  expect(JSON.parse(asked[1]?.body ?? '')).toEqual({ decision: 'same' });
  expect((await run('review', 'j1', 'perhaps')).code).toBe(2);
});

test('export passes the lines on as they are', async () => {
  const { run } = await setupCli({ 'GET /v1/export': '{"kind":"document"}\n{"kind":"entity"}\n' });
  expect(await run('export', '--format', 'jsonl')).toEqual({ code: 0, stdout: '{"kind":"document"}\n{"kind":"entity"}\n', stderr: '' });
});

test('quarantine is listed, sent again and given up; nothing is decided about by accident', async () => {
  const entry = { quarantine_id: 'q1', reason: 'not_json', stream: 's', entry_id: '1-1', rule: 'JSON\u001b[2J', position: 'data' };
  const { run, asked } = await setupCli({
    'GET /v1/quarantine': { items: [entry], next_cursor: null },
    'POST /v1/quarantine/replay': { dry_run: false, matched: 2, ids: ['q1', 'q2'] },
    'POST /v1/quarantine/discard': { dry_run: true, matched: 0, ids: [] },
  });
  expect((await run('quarantine', 'ls', '--code', 'not_json')).stdout).toMatch(/^q1 {2}not_json {2}s 1-1 {2}JSON[^\u001b]*\(data\)\n$/);
  expect(asked[0]?.line).toContain('code=not_json');
  expect(await run('quarantine', 'replay')).toMatchObject({ code: 2, stderr: expect.stringContaining('say which') });
  expect(await run('quarantine', 'replay', '--all', '--reason', 'fixed')).toMatchObject({ code: 0, stdout: 'replayed: 2 of 2\n' });
  expect(JSON.parse(asked.at(-1)?.body ?? '')).toEqual({ all: true, reason: 'fixed' });
  expect(await run('quarantine', 'discard', 'q9', '--dry-run')).toMatchObject({ code: 1, stdout: 'would be discarded: 0 of 0\n' });
});
