import { type ChunkingSettings, defaultChunkingSettings } from '@tributary/chunking';
import type { Chunk, CleanedText, OcrResult } from '@tributary/contracts';
import { runStageWith } from '@tributary/stage-kit/testing';
import { expect, test } from 'vitest';
import { createTextStage } from './text.stage.js';

function setup({ text = '', settings = {} }: { text?: string; settings?: Partial<ChunkingSettings> } = {}) {
  const ocr: OcrResult = {
    text,
    metadata: {
      provider: 'local',
      detected_file_type: 'txt',
      pages: [{ number: 1, start: 0, end: text.length, method: 'text-layer', confidence: null, width: null, height: null, boxes: [] }],
      blocks: [],
      languages: ['en'],
      properties: {},
      attachments: [],
      durations_ms: {},
      warnings: [],
    },
  };
  return { ocr, stage: createTextStage({ ...defaultChunkingSettings, ...settings }) };
}

const agreement = `SUPPLY AGREEMENT

This Supply Agreement is made on March 3, 2021 by and between Acme Widgets, Inc., a Delaware corporation ("Supplier"), and Borealis GmbH ("Buyer").

1. Price

The Buyer shall pay $12,500.00 for the equip-
ment.`;

test('cleans, categorises and cuts a document, and announces what it found (P-30 to P-33)', async () => {
  const { ocr, stage } = setup({ text: agreement });
  const report = await runStageWith(stage, { inputs: { ocr } });
  const cleaned = report.outputs.cleanedText as CleanedText;
  const [chunk] = report.outputs.chunks as readonly Chunk[];
  expect(report).toMatchObject({ outcome: 'completed', announcement: { chunks: 1, category: 'contract', language: 'en' } });
  expect(cleaned.text).toContain('the equipment.');
  expect(report.outputs.chunkTexts).toEqual({ [chunk?.chunk_uuid ?? '']: cleaned.text });
  expect(report.outputs.category).toMatchObject({ name: 'contract', subcategory: 'supply' });
  expect(report.outputs.structured).toMatchObject({
    document_level: {
      parties: [{ value: 'Acme Widgets, Inc.' }, { value: 'Borealis GmbH' }],
      dates: [{ value: '2021-03-03' }],
      amounts: [{ value: '12500.00 USD' }],
    },
  });
});

test.each([
  ['no text on one page', ' \n\u200b \n'],
  ['no text on one page', ''],
])('ends as empty with the reason when there is nothing to read (P-8): %s', async (reason, text) => {
  const { ocr, stage } = setup({ text: text.replace('\u200b', ' ') });
  expect(await runStageWith(stage, { inputs: { ocr } })).toMatchObject({
    outcome: 'empty',
    reason,
    announcement: { chunks: 0, category: 'other', language: 'und' },
  });
});

test('says so when only invisible characters were read (P-8)', async () => {
  const { ocr, stage } = setup({ text: '\u200b\u200b' });
  expect(await runStageWith(stage, { inputs: { ocr } })).toMatchObject({
    outcome: 'empty',
    reason: 'only headers, page numbers or invisible characters on one page',
  });
});

test('other settings are another fingerprint (P-1)', () => {
  expect(setup().stage.fingerprint).not.toEqual(setup({ settings: { maxTokens: 500 } }).stage.fingerprint);
});

test('fails rather than cut with settings that cannot be met', async () => {
  const { ocr, stage } = setup({ text: agreement, settings: { minTokens: 900 } });
  expect(await runStageWith(stage, { inputs: { ocr } })).toMatchObject({ failure: { code: 'bug' } });
});
