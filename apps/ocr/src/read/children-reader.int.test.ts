import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultLimits } from '@tributary/parsing';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { ChildrenReader } from './children-reader.js';
import type { ReadRequest } from './document-reader.js';
import { defaultReaderSettings, type ReaderSettings } from './reader-settings.js';

const app = join(import.meta.dirname, '..', '..');
const open: ChildrenReader[] = [];

// Children are other processes: they run what was built.
beforeAll(() => execFileSync('tsc', ['-b'], { cwd: app }));
afterEach(() => Promise.all(open.splice(0).map((reader) => reader.close())));

function setup(settings: Partial<ReaderSettings> = {}) {
  const childEntry = join(app, 'dist', 'read', 'child-main.js');
  const reader = new ChildrenReader({ ...defaultReaderSettings, limits: defaultLimits, children: 1, childEntry, ...settings });
  open.push(reader);
  return reader;
}

function request(content: string | Uint8Array, more: Partial<ReadRequest> = {}): ReadRequest {
  const bytes = Buffer.from(content);
  return {
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    fileName: 'document',
    languages: ['en'],
    signal: new AbortController().signal,
    memo: (_key, compute) => compute(),
    keep: ({ fileName, bytes: file }) =>
      Promise.resolve({ file_name: fileName, content_uri: `object://${fileName}`, sha256: fileName, size: file.length }),
    ...more,
  };
}

/** A child that does as a bad parser would with documents that say so, and reads the others. */
async function badChild(): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'reader-')), 'child.mjs');
  writeFileSync(
    path,
    `let text = '';
    const blank = (number, text) => ({ kind: 'page', draft: { state: 'read', page: { number, method: 'text-layer', text, boxes: [], blocks: [], confidence: null, width: null, height: null } } });
    process.on('message', (command) => {
      if (command.kind === 'bytes') text = Buffer.from(command.bytes).toString();
      if (command.kind !== 'job') return;
      if (text === 'hang') for (;;);
      if (text === 'fall') process.exit(7);
      if (text === 'eat') { globalThis.eaten = []; setInterval(() => eaten.push(Buffer.alloc(20e6, 1)), 5); return; }
      if (command.job.kind === 'recognize') {
        const number = command.job.page.number;
        if (text === 'scan bad' && number === 2) process.exit(1);
        process.send({ kind: 'recognized', page: { number, method: 'ocr', text: 'read ' + number, boxes: [], blocks: [], confidence: 0.9, width: 1, height: 1 } });
        return process.send({ kind: 'done', warnings: [] });
      }
      if (text.startsWith('scan')) {
        process.send({ kind: 'opened', mime: 'image/tiff', pageCount: 3, properties: {} });
        for (const number of [1, 2, 3]) process.send({ kind: 'page', draft: { state: 'needs_ocr', page: { number, width: 1, height: 1, reason: 'image' } } });
        return process.send({ kind: 'done', warnings: [] });
      }
      const pages = text.startsWith('pages') ? Number(text.slice(5)) : 1;
      process.send({ kind: 'opened', mime: 'text/plain', pageCount: pages, properties: {} });
      for (let number = command.job.firstPage; number <= pages; number += 1) {
        if (pages > 1 && number === 2) return setImmediate(() => { for (;;); });
        process.send(blank(number, 'page ' + number));
      }
      process.send({ kind: 'done', warnings: [] });
    });
    process.on('disconnect', () => process.exit(0));`,
  );
  return path;
}

test('kills a child that hangs, and the next document is read (P-24)', async () => {
  const reader = setup({ childEntry: await badChild(), pageTimeoutMs: 500 });
  const [hung, next] = await Promise.allSettled([reader.read(request('hang')), reader.read(request('good'))]);
  expect(hung).toMatchObject({ status: 'rejected', reason: { code: 'page_timeout' } });
  expect(next).toMatchObject({ status: 'fulfilled', value: { pages: [{ text: 'page 1' }] } });
});

test('kills a child that eats memory, near its limit, and the next document is read (P-24)', async () => {
  const reader = setup({ childEntry: await badChild(), maxChildBytes: 300 * 1024 * 1024 });
  await expect(reader.read(request('eat'))).rejects.toMatchObject({ code: 'too_large', message: expect.stringContaining('300 MB') });
  expect((await reader.read(request('good'))).pages).toHaveLength(1);
});

test('replaces a child that falls over (P-24)', async () => {
  const reader = setup({ childEntry: await badChild() });
  await expect(reader.read(request('fall'))).rejects.toMatchObject({ code: 'corrupt' });
  expect((await reader.read(request('good'))).pages).toHaveLength(1);
});

test('goes on behind a page that hangs, and says which it was (P-8)', async () => {
  const reader = setup({ childEntry: await badChild(), pageTimeoutMs: 500 });
  const { pages } = await reader.read(request('pages3'));
  expect(pages.map(({ number, text, error }) => [number, text, error?.split(':')[0]])).toEqual([
    [1, 'page 1', undefined],
    [2, '', 'page_timeout'],
    [3, 'page 3', undefined],
  ]);
});

test('reads the pages of a scan in parallel, loses one alone, and does not read again what it remembers (P-6)', async () => {
  const reader = setup({ childEntry: await badChild(), children: 2 });
  const remembered = new Map<string, unknown>();
  const computed: string[] = [];
  const memo: ReadRequest['memo'] = async (key, compute) => {
    if (remembered.has(key)) return remembered.get(key) as Awaited<ReturnType<typeof compute>>;
    const value = await compute();
    computed.push(key);
    remembered.set(key, value);
    return value;
  };
  const texts = async () => (await reader.read(request('scan bad', { memo }))).pages.map(({ text, error }) => error?.split(':')[0] ?? text);
  expect([await texts(), await texts(), computed.length]).toEqual([['read 1', 'corrupt', 'read 3'], ['read 1', 'corrupt', 'read 3'], 2]);
});

test('ends a document at its own time limit, and at the signal of its caller (P-24)', async () => {
  const reader = setup({ childEntry: await badChild(), documentTimeoutMs: 300 });
  await expect(reader.read(request('hang'))).rejects.toMatchObject({ code: 'document_timeout' });
  const controller = new AbortController();
  const read = reader.read(request('hang', { signal: controller.signal }));
  controller.abort(new Error('taken away'));
  await expect(read).rejects.toThrow('taken away');
});

test('reads real documents in a child, one after the other, and refuses bad ones with their code (P-20)', async () => {
  const reader = setup();
  expect(await reader.read(request('<html><body><h1>Hello</h1><p>from a child</p>'))).toMatchObject({
    mime: 'text/html',
    pages: [{ text: 'Hello\n\nfrom a child' }],
  });
  await expect(reader.read(request(''))).rejects.toMatchObject({ code: 'corrupt' });
  await expect(reader.read(request('<?xml version="1.0"?><a/>'))).rejects.toMatchObject({ code: 'unsupported_type' });
  const mail =
    'From: a@b.c\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nbody\n--x\nContent-Disposition: attachment; filename=a.txt\n\nhello\n--x--\n';
  expect((await reader.read(request(mail))).attachments.map(({ file_name }) => file_name)).toEqual(['a.txt']);
});
