import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultLimits } from '@tributary/parsing';
import type { OpenAiPageReader, PageImage } from '@tributary/providers/children';
import { RetryableError, TerminalError } from '@tributary/stage-kit';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { ChildrenReader } from './children-reader.js';
import type { ReadRequest } from './document-reader.js';
import { ReaderPool } from './reader-pool.js';
import { defaultReaderSettings, type ReaderSettings } from './reader-settings.js';

const app = join(import.meta.dirname, '..', '..');
const open: ChildrenReader[] = [];

// Children are other processes: they run what was built.
beforeAll(() => execFileSync('tsc', ['-b'], { cwd: app }));
afterEach(() => Promise.all(open.splice(0).map((reader) => reader.close())));

function setup(settings: Partial<ReaderSettings> = {}, endpoint?: OpenAiPageReader) {
  const childEntry = join(app, 'dist', 'read', 'child-main.js');
  const reader = new ChildrenReader({ ...defaultReaderSettings, limits: defaultLimits, children: 1, childEntry, ...settings }, endpoint);
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
    provider: 'local',
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
      if (text === 'late') return setTimeout(() => take(command), 1000);
      take(command);
    });
    function take(command) {
      process.send({ kind: 'begun' });
      if (text === 'hang') for (;;);
      if (text === 'fall') process.exit(7);
      if (text === 'eat') { globalThis.eaten = []; setInterval(() => eaten.push(Buffer.alloc(20e6, 1)), 5); return; }
      if (command.job.kind === 'draw') {
        process.send({ kind: 'drawn', image: Buffer.from('page ' + command.job.page.number), width: 10, height: 20 });
        return process.send({ kind: 'done', warnings: [] });
      }
      if (command.job.kind === 'recognize') {
        const number = command.job.page.number;
        if (text === 'scan bad' && number === 2) process.exit(1);
        if (text === 'scan stuck') return;
        process.send({ kind: 'recognized', page: { number, method: 'ocr', text: 'read ' + number, boxes: [], blocks: [], confidence: 0.9, width: 1, height: 1 } });
        return process.send({ kind: 'done', warnings: [] });
      }
      if (text.startsWith('scan')) {
        const count = Number(text.split(' ')[1]) || 3;
        process.send({ kind: 'opened', mime: 'image/tiff', pageCount: count, properties: {} });
        for (let number = 1; number <= count; number += 1) process.send({ kind: 'page', draft: { state: 'needs_ocr', page: { number, width: 1, height: 1, reason: 'image' } } });
        return process.send({ kind: 'done', warnings: [] });
      }
      const pages = text.startsWith('pages') ? Number(text.slice(5)) : 1;
      process.send({ kind: 'opened', mime: 'text/plain', pageCount: pages, properties: {} });
      for (let number = command.job.firstPage; number <= pages; number += 1) {
        if (pages > 1 && number === 2) return setImmediate(() => { for (;;); });
        process.send(blank(number, 'page ' + number));
      }
      process.send({ kind: 'done', warnings: [] });
    }
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

test('does not count what starting a child takes as time of the page (P-24)', async () => {
  const reader = setup({ childEntry: await badChild(), pageTimeoutMs: 500 });
  expect((await reader.read(request('late'))).pages).toMatchObject([{ text: 'page 1' }]);
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

test('reads what needs no pixels while every child that looks at pixels is busy (P-73)', async () => {
  const reader = setup({ childEntry: await badChild(), children: 1 });
  const controller = new AbortController();
  const stuck = reader.read(request('scan stuck', { signal: controller.signal }));
  expect((await reader.read(request('good'))).pages).toHaveLength(1);
  controller.abort(new Error('no longer wanted'));
  await expect(stuck).rejects.toThrow('no longer wanted');
});

test('a page of another document goes before the next pages of a long one (P-73)', async () => {
  const pool = new ReaderPool({ ...defaultReaderSettings, limits: defaultLimits, children: 2, childEntry: await badChild() });
  const begun: string[] = [];
  const held: (() => void)[] = [];
  const run = (key: string, number: number) =>
    pool.run({
      key,
      bytes: Buffer.from('scan'),
      job: { kind: 'recognize', page: { number, width: 1, height: 1, reason: 'image' }, languages: [], dpi: 72, maxPixels: 100 },
      // A job goes on when its answer was taken: the test says when.
      onReply: () => new Promise<void>((resolve) => held.push((begun.push(`${key} ${number}`), resolve))),
      timeoutMs: 60_000,
    });
  const all = [run('long', 1), run('long', 2), run('long', 3), run('long', 4), run('short', 1)];
  for (let done = 0; done < all.length; done += 1) {
    await expect.poll(() => held.length, { interval: 5, timeout: 20_000 }).toBe(Math.min(all.length, done + 2));
    held[done]?.();
  }
  await Promise.all(all);
  expect(begun.slice(0, 2).toSorted()).toEqual(['long 1', 'long 2']);
  expect(begun.slice(2)).toEqual(['short 1', 'long 3', 'long 4']);
  await pool.close();
});

test('a document that is called off while it waits leaves the queue', async () => {
  const reader = setup({ childEntry: await badChild(), children: 1 });
  const controller = new AbortController();
  const long = reader.read(request('scan 50'));
  const called = reader.read(request('scan 2', { signal: controller.signal, progress: () => controller.abort(new Error('taken away')) }));
  await expect(called).rejects.toThrow('taken away');
  expect((await long).pages).toHaveLength(50);
});

test('has pages read by an endpoint, loses a refused one alone, and pays for none twice (P-22, P-6)', async () => {
  const sent: string[] = [];
  let isAway = true;
  const endpoint: OpenAiPageReader = {
    version: 'model/1',
    read: ({ bytes }: PageImage) => {
      const page = Buffer.from(bytes).toString();
      sent.push(page);
      if (page === 'page 1') return Promise.reject(new TerminalError('content_refused', 'the model refuses'));
      if (page === 'page 3' && isAway) return Promise.reject(new RetryableError('rate_limited', 'slow down'));
      return Promise.resolve({ text: `text of ${page}`, inputTokens: 100, outputTokens: 10 });
    },
  };
  const reader = setup({ childEntry: await badChild(), endpointPages: 1 }, endpoint);
  const remembered = new Map<string, unknown>();
  const memo: ReadRequest['memo'] = async (key, compute) => {
    if (!remembered.has(key)) remembered.set(key, await compute());
    return remembered.get(key) as Awaited<ReturnType<typeof compute>>;
  };
  const read = () => reader.read(request('scan', { provider: 'openai', memo }));
  await expect(read()).rejects.toMatchObject({ code: 'rate_limited' });
  isAway = false;
  const { pages, tokens } = await read();
  expect(pages.map(({ text, error }) => error ?? text)).toEqual(['content_refused: the model refuses', 'text of page 2', 'text of page 3']);
  expect(sent).toEqual(['page 1', 'page 2', 'page 3', 'page 1', 'page 3']);
  expect(tokens).toEqual({ requests: 2, input: 200, output: 20 });
});

test('a submission that asks for an endpoint that is not there fails and says what to do (P-22)', async () => {
  const reader = setup({ childEntry: await badChild() });
  await expect(reader.read(request('scan', { provider: 'openai' }))).rejects.toMatchObject({
    code: 'invalid_event',
    message: expect.stringContaining('OPENAI_API_KEY'),
  });
  expect((await reader.read(request('good', { provider: 'openai' }))).pages).toHaveLength(1);
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
