import { type Chunk, type ChunkExtraction, defaultSchema, deriveUuid, type ExtractionWish, type Mention } from '@tributary/contracts';
import { RetryableError, silentLogger, TerminalError } from '@tributary/stage-kit';
import { deliveryOf, runStageWith, stageBundle } from '@tributary/stage-kit/testing';
import { expect, test } from 'vitest';
import { type ChunkExtractor, createEntityStage } from './entity.stage.js';

/** Finds every capitalised word, and claims one name the text does not contain. */
class CapitalsExtractor implements ChunkExtractor {
  readonly provider = 'capitals';
  readonly asked: string[] = [];

  constructor(
    readonly version: string,
    private readonly invented: number,
  ) {}

  extract(text: string): ChunkExtraction {
    this.asked.push(text);
    const mentions = Array.from(text.matchAll(/[A-Z]\w+/g), ({ 0: name, index }) => {
      return { text: name, type: 'PERSON', start: index, end: index + name.length, confidence: 0.9 };
    });
    const relations =
      mentions.length < 2 ? [] : [{ subject: 0, predicate: 'FAMILY_OF', object: 1, confidence: 0.8, evidence: spanOf(text) }];
    return { mentions, relations, dropped: this.invented };
  }
}

const spanOf = (text: string) => ({ start: 0, end: text.length });

/** Every document wants the default schema, unless said otherwise. */
function stageWith(extractor: ChunkExtractor, wish: ExtractionWish = { schema: defaultSchema }) {
  return createEntityStage({ wishes: { of: async () => wish }, extractors: { open: async () => extractor }, chunksAtOnce: 2 });
}

function setup(parts: readonly string[], { version = '1', invented = 0 } = {}) {
  const text = parts.join('');
  let end = 0;
  const chunks = parts.map((part, index): Chunk => {
    const start = end;
    end += part.length;
    const place = { page_start: 1, page_end: 1, heading_path: [], token_count: part.length };
    return { chunk_uuid: deriveUuid('chunk', index), index, start, end, ...place };
  });
  const cleaned = { text, offset_map: [], pages: [], headings: [], tables: [], language: 'en', language_confidence: 1 };
  const extractor = new CapitalsExtractor(version, invented);
  return { text, chunks, extractor, stage: stageWith(extractor), inputs: { text: cleaned, chunks } };
}

const ann = 'then Ann met Bob. ';
const bob = 'later Carl left. ';

test('mentions and relations of all chunks stand at their place in the document (P-40, P-44)', async () => {
  const { stage, inputs, text, chunks } = setup([ann, bob]);
  const report = await runStageWith(stage, { inputs });
  const mentions = report.outputs['mentions'] as readonly Mention[];
  expect(mentions.map(({ start, end }) => text.slice(start, end))).toEqual(['Ann', 'Bob', 'Carl']);
  expect(mentions.map((mention) => [mention.text, mention.start, mention.chunk_uuid, mention.provider])).toEqual([
    ['Ann', 5, chunks[0]?.chunk_uuid, 'capitals'],
    ['Bob', 13, chunks[0]?.chunk_uuid, 'capitals'],
    ['Carl', 24, chunks[1]?.chunk_uuid, 'capitals'],
  ]);
  expect(report.outputs['relations']).toMatchObject([
    {
      subject_mention_uuid: mentions[0]?.mention_uuid,
      predicate: 'FAMILY_OF',
      object_mention_uuid: mentions[1]?.mention_uuid,
      evidence: { start: 0, end: ann.length },
    },
  ]);
  expect(report).toMatchObject({ outcome: 'completed', announcement: { mentions: 3, relations: 1 } });
});

test('no text is empty and asks the extractor nothing; text without entities is empty too (P-8)', async () => {
  const nothing = setup([]);
  const plain = setup(['nobody here. ']);
  const reports = [await runStageWith(nothing.stage, nothing), await runStageWith(plain.stage, plain)];
  const outputs = { mentions: [], relations: [] };
  expect(reports).toMatchObject([
    { outcome: 'empty', reason: 'no text', outputs },
    { outcome: 'empty', reason: 'no entity in the text', outputs },
  ]);
  expect([nothing.extractor.asked, plain.extractor.asked]).toEqual([[], ['nobody here. ']]);
});

/** Runs a stage on a document of that name; chunks are known from the documents that ran before with the same memos. */
async function runOn(name: string, memos: ReadonlyMap<string, unknown>, { stage, inputs }: ReturnType<typeof setup>) {
  const documentUuid = deriveUuid('document', name);
  const warnings: unknown[] = [];
  const log = { ...silentLogger, warn: (...line: unknown[]) => void warnings.push(line) };
  const { runner, record, cache } = stageBundle(stage, { log });
  for (const [key, value] of memos) cache.memos.set(key, value);
  await cache.store(stage.reads.text, documentUuid, 1, '', inputs.text);
  await cache.store(stage.reads.chunks, documentUuid, 1, '', inputs.chunks);
  const { event } = deliveryOf(stage.consumes.type, { document_uuid: documentUuid });
  record.addDocument(documentUuid);
  record.rows.set(`${documentUuid}/1/text`, {
    fence: 1,
    done: { fingerprint: '', outcome: 'completed', announcement: event, eventId: '' },
  });
  await runner.handle(deliveryOf(event.type, {}, { event: { ...event, subject: documentUuid } }));
  return { documentUuid, memos: cache.memos, warnings, completed: record.completions.map(({ run }) => run.documentUuid) };
}

test('a chunk seen in another document is not computed twice, unless the extractor changed (P-43)', async () => {
  const first = setup([ann, bob]);
  const { memos } = await runOn('first', new Map(), first);
  const second = setup(['first of all. ', bob]);
  const changed = setup([bob], { version: '2' });
  const later = [await runOn('second', memos, second), await runOn('third', memos, changed)];
  expect(later.map(({ completed }) => completed)).toEqual(later.map(({ documentUuid }) => [documentUuid]));
  expect([first.extractor.asked, second.extractor.asked, changed.extractor.asked]).toEqual([[ann, bob], ['first of all. '], [bob]]);
});

test('another schema of the project extracts again, and its relations alone are kept (P-41, P-59)', async () => {
  const { extractor, inputs } = setup([ann]);
  const { memos } = await runOn('first', new Map(), { ...setup([ann]), stage: stageWith(extractor) });
  const narrow = { entity_types: [{ type: 'PERSON' }], relation_types: [] };
  const asked = extractor.asked.length;
  await runOn('second', memos, { ...setup([ann]), stage: stageWith(extractor, { schema: narrow }) });
  expect(extractor.asked.length).toBe(asked + 1);
  const report = await runStageWith(stageWith(extractor, { schema: narrow }), { inputs });
  expect(report.outputs['relations']).toEqual([]);
  expect(report.outputs['mentions']).toHaveLength(2);
});

test('a document that wants a provider which is not there fails, and says so (P-42)', async () => {
  const { inputs } = setup([ann]);
  const extractors = { open: () => Promise.reject(new TerminalError('provider_missing', 'no key')) };
  const stage = createEntityStage({
    wishes: { of: async () => ({ provider: 'openai', schema: defaultSchema }) },
    extractors,
    chunksAtOnce: 1,
  });
  expect(await runStageWith(stage, { inputs })).toMatchObject({ outputs: {}, failure: { code: 'provider_missing', message: 'no key' } });
});

test('what the text does not contain is counted over all chunks and told (P-40)', async () => {
  const { warnings, documentUuid } = await runOn('first', new Map(), setup([ann, bob], { invented: 2 }));
  expect(warnings).toEqual([['dropped what the text does not contain', { documentUuid, dropped: 4 }]]);
});

test('a provider that is down fails the run with its code, to be tried again (P-70)', async () => {
  const { inputs } = setup([ann]);
  const extractor: ChunkExtractor = {
    provider: 'down',
    version: '1',
    extract: () => Promise.reject(new RetryableError('rate_limited', 'fewer requests', { retryAfterMs: 7000 })),
  };
  const report = await runStageWith(stageWith(extractor), { inputs });
  expect(report).toMatchObject({ outputs: {}, failure: { code: 'rate_limited', message: 'fewer requests' } });
});
