import { createHash } from 'node:crypto';
import type { OcrResult } from '@tributary/contracts';
import type { ObjectStore } from '@tributary/object-store';
import type { ReadPage } from '@tributary/parsing';
import { TerminalError } from '@tributary/stage-kit';
import { harnessDocument, runStageWith } from '@tributary/stage-kit/testing';
import { expect, test } from 'vitest';
import { createOcrStage } from './ocr.stage.js';
import type { DocumentRead, DocumentReader } from './read/document-reader.js';

const settings = {
  revision: 1,
  provider: 'local' as const,
  endpoint: 'gpt-5-mini/1',
  engine: 'embedded',
  dpi: 300,
  languages: ['en'],
  maxBytes: 1000,
};
const event = { uri: 'object://in', content_uri: 'object://in', file_name: 'in.pdf' };

function page(number: number, text: string, more: Partial<ReadPage> = {}): ReadPage {
  const method = text === '' ? ('none' as const) : ('text-layer' as const);
  return { number, method, text, boxes: [], blocks: [], confidence: null, width: 595, height: 842, ...more };
}

function setup(read: Partial<DocumentRead> | Error, files: readonly string[] = []) {
  const asked: string[] = [];
  const stored = new Map<string, Uint8Array>();
  const objects: Pick<ObjectStore, 'get' | 'put'> = {
    get: () => Promise.resolve(Buffer.from('bytes')),
    put: (bytes) => {
      const sha256 = createHash('sha256')
        .update(bytes as Uint8Array)
        .digest('hex');
      stored.set(sha256, bytes as Uint8Array);
      return Promise.resolve({ uri: `object://${sha256}`, sha256, size: (bytes as Uint8Array).length });
    },
  };
  const reader: Pick<DocumentReader, 'read'> = {
    read: async ({ keep, provider }) => {
      asked.push(provider);
      if (read instanceof Error) throw read;
      const attachments = [];
      for (const name of files) attachments.push(await keep({ fileName: name, bytes: Buffer.from(name) }));
      return { mime: 'application/pdf', pages: [], properties: {}, warnings: [], durationsMs: {}, attachments, ...read };
    },
  };
  return {
    stage: createOcrStage(
      { reader: reader as DocumentReader, objects: objects as ObjectStore, prices: { input: 2, output: 10 } },
      settings,
    ),
    stored,
    asked,
  };
}

test('joins the pages of a document into one text with their offsets (P-20)', async () => {
  const boxes = [{ start: 0, end: 6, x: 1, y: 2, width: 3, height: 4 }];
  const { stage } = setup({ pages: [page(1, 'First.'), page(2, ''), page(3, 'Second', { boxes })] });
  const report = await runStageWith(stage, { inputs: {}, event });
  const { text, metadata } = report.outputs['ocr'] as OcrResult;
  expect(report).toMatchObject({ outcome: 'completed', announcement: { pages: 3, characters: 14, detected_file_type: 'application/pdf' } });
  expect([text, metadata.pages.map(({ start, end }) => [start, end])]).toEqual([
    'First.\n\nSecond',
    [
      [0, 6],
      [6, 6],
      [8, 14],
    ],
  ]);
  expect(metadata.pages[2]?.boxes).toEqual([{ ...boxes[0], start: 8, end: 14 }]);
});

test('ends as partial and names the pages that failed (P-8)', async () => {
  const { stage } = setup({ pages: [page(1, 'First.'), page(2, '', { error: 'page_timeout: a page took more than 60 s' })] });
  expect(await runStageWith(stage, { inputs: {}, event })).toMatchObject({
    outcome: 'partial',
    reason: '1 of 2 pages failed: page 2 (page_timeout: a page took more than 60 s)',
  });
});

test('fails with the code of its pages when none could be read (P-8)', async () => {
  const { stage } = setup({ pages: [page(1, '', { error: 'page_timeout: too slow' })] });
  expect((await runStageWith(stage, { inputs: {}, event })).failure).toMatchObject({ code: 'page_timeout' });
});

test('ends as empty with the reason where nothing is to be read (P-8)', async () => {
  const blank = await runStageWith(setup({ pages: [page(1, '')] }).stage, { inputs: {}, event });
  const scans = await runStageWith(setup({ pages: [page(1, '', { method: 'ocr' }), page(2, '', { method: 'ocr' })] }).stage, {
    inputs: {},
    event,
  });
  const none = await runStageWith(setup({ pages: [] }).stage, { inputs: {}, event });
  expect([blank, scans, none].map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['empty', 'the page is blank'],
    ['empty', 'all 2 pages are without text that can be read'],
    ['empty', 'the document has no pages'],
  ]);
});

test('stores the files inside a document and submits them as its children, the same each time (P-21)', async () => {
  const { stage, stored } = setup({ pages: [page(1, 'A mail')] }, ['a.txt', 'b.txt']);
  const [first, second] = [await runStageWith(stage, { inputs: {}, event }), await runStageWith(stage, { inputs: {}, event })];
  const data = first.submissions.map((submission) => submission.data as Record<string, unknown>);
  expect(stored.size).toBe(2);
  expect(data).toMatchObject([
    { file_name: 'a.txt', size: 5, parent_document_uuid: harnessDocument },
    { file_name: 'b.txt', parent_document_uuid: harnessDocument },
  ]);
  expect(second.submissions.map(({ data: again }) => again)).toEqual(data);
});

test('fails with the code that reading failed with (P-24)', async () => {
  const { stage } = setup(new TerminalError('encrypted', 'in.pdf needs a password'));
  expect((await runStageWith(stage, { inputs: {}, event })).failure).toEqual({ code: 'encrypted', message: 'in.pdf needs a password' });
});

test('reads with the provider that the submission asks for, and records what that cost (P-22)', async () => {
  const { stage, asked } = setup({ pages: [page(1, 'Read elsewhere')], tokens: { requests: 1, input: 50_000, output: 2_000 } });
  const chosen = await runStageWith(stage, { inputs: {}, event: { ...event, options: { ocr_provider: 'openai' } } });
  await runStageWith(stage, { inputs: {}, event });
  expect(asked).toEqual(['openai', 'local']);
  expect((chosen.outputs['ocr'] as OcrResult).metadata).toMatchObject({
    provider: 'openai gpt-5-mini/1',
    usage: { requests: 1, input_tokens: 50_000, output_tokens: 2_000, cost_usd: 0.12 },
  });
});
