import { encodeCloudEvent, flowStages } from '@tributary/contracts';
import { describe, expect, test } from 'vitest';
import {
  allDocumentKeys,
  bulkLaneKeys,
  canonicalEntities,
  chunkExtractionKey,
  chunkText,
  crc32,
  defaultKeySpace,
  documentKeys,
  groupRegistryKey,
  keysOfStagesFrom,
  leaderKey,
  memoKey,
  metaKey,
  ocrResult,
  outputKey,
  outputs,
  outputsOf,
  partitionOf,
  streamCompanions,
  streamEntry,
  streamKey,
  streamKeysOf,
} from './index.js';

const id = '6b1f5c1e-5c5a-5d0e-9a53-2f1c1d2e3f40';
const wide = { prefix: 'acme', partitions: 8 };

test('CRC-32 agrees with the check value of ISO 3309', () => {
  expect(crc32('123456789')).toBe(0xcbf43926);
});

describe('keys of a document', () => {
  test('begin with the hash tag of its partition', () => {
    const keys = documentKeys(wide);
    const tag = `{acme:p${crc32(id) % 8}}`;
    expect(partitionOf(wide, id)).toBe(crc32(id) % 8);
    expect([keys.state(id), keys.lock(id), keys.index(id), keys.output(ocrResult, id)]).toEqual([
      `${tag}:doc:state:${id}`,
      `${tag}:doc:lock:${id}`,
      `${tag}:doc:index:${id}`,
      `${tag}:doc:ocr_result:${id}`,
    ]);
  });

  test('follow the table of names', () => {
    const named = outputs.map((output) => [
      output.name,
      outputKey(defaultKeySpace, output, 'D', output.kind === 'family' ? 'M' : undefined),
    ]);
    expect(Object.fromEntries(named)).toEqual({
      DOC_OCR_RESULT: '{tributary:p0}:doc:ocr_result:D',
      DOC_CLEANED_TEXT: '{tributary:p0}:doc:cleaned_text:D',
      DOC_CATEGORY: '{tributary:p0}:doc:category:D',
      DOC_CHUNKS_LIST: '{tributary:p0}:doc:chunks_list:D',
      DOC_CHUNK_TEXT: '{tributary:p0}:doc:chunk_text:D:M',
      DOC_STRUCTURED: '{tributary:p0}:doc:structured:D:M',
      DOC_ALL_EXTRACTED_MENTIONS: '{tributary:p0}:doc:all_mentions:D',
      DOC_RELATION_CANDIDATES: '{tributary:p0}:doc:relation_candidates:D',
      DOC_CANONICAL_ENTITIES: '{tributary:p0}:doc:canonical_entities:D',
      DOC_RESOLVED_MENTIONS: '{tributary:p0}:doc:resolved_mentions:D',
      DOC_STAGED_RELATIONSHIPS: '{tributary:p0}:doc:staged_relationships:D',
    });
  });

  test('a family key without its member is a mistake', () => {
    expect(() => outputKey(defaultKeySpace, chunkText, id)).toThrow('DOC_CHUNK_TEXT is a family');
  });
});

describe('invalidation (P-60)', () => {
  test('covers every output there is, by construction', () => {
    const { keys, families } = allDocumentKeys(defaultKeySpace, id);
    const uncovered = outputs.filter((output) =>
      output.kind === 'single'
        ? !keys.includes(outputKey(defaultKeySpace, output, id))
        : !families.some((family) => outputKey(defaultKeySpace, output, id, 'chunk').startsWith(family)),
    );
    expect(uncovered).toEqual([]);
    expect(keys).toContain(documentKeys(defaultKeySpace).state(id));
    expect(keys).not.toContain(documentKeys(defaultKeySpace).lock(id));
  });

  test('every stage produces something', () => {
    expect(flowStages.filter((stage) => outputsOf(stage).length === 0)).toEqual([]);
  });

  test('takes a stage and all after it', () => {
    const { keys, families } = keysOfStagesFrom(defaultKeySpace, id, 'resolution');
    expect(keys).toContain(outputKey(defaultKeySpace, canonicalEntities, id));
    expect(keys).not.toContain(outputKey(defaultKeySpace, ocrResult, id));
    expect(families).toEqual([]);
  });

  test('keeps what OCR read when asked to', () => {
    const all = keysOfStagesFrom(defaultKeySpace, id, 'ocr').keys;
    const kept = keysOfStagesFrom(defaultKeySpace, id, 'ocr', { preserveOcr: true }).keys;
    expect(all.filter((key) => !kept.includes(key))).toEqual([outputKey(defaultKeySpace, ocrResult, id)]);
  });
});

describe('streams', () => {
  test('public types have one key, internal ones a key per partition', () => {
    expect(streamKeysOf(wide, 'document.submitted')).toEqual(['acme:events:document.submitted']);
    expect(streamKeysOf(wide, 'document.accepted')).toHaveLength(8);
    expect(streamKey(wide, 'document.submitted', id)).toBe('acme:events:document.submitted');
    expect(streamKey(wide, 'document.accepted', id)).toBe(`{acme:p${crc32(id) % 8}}:events:document.accepted`);
  });

  test('companions share the slot of their stream', () => {
    expect(streamCompanions('{acme:p3}:events:document.accepted', 'ocr')).toEqual({
      retry: '{acme:p3}:retry:ocr:document.accepted',
      retryEnvelopes: '{acme:p3}:retry-envelopes:ocr:document.accepted',
    });
    expect(streamCompanions('acme:events:document.submitted', 'intake').retry).toBe(
      '{acme:events:document.submitted}:retry:intake:document.submitted',
    );
  });
});

describe('the bulk lane (P-73)', () => {
  const data = { document_uuid: id, processing_version: 1, project: 'acme' };
  const event = { id: '1', source: '/s', type: 'document.accepted', subject: id, data } as const;

  test('waits beside its stream, in its slot', () => {
    expect(bulkLaneKeys('{acme:p3}:events:document.accepted')).toEqual({
      queue: '{acme:p3}:bulk:document.accepted',
      envelopes: '{acme:p3}:bulk-envelopes:document.accepted',
      turns: '{acme:p3}:bulk-turns:document.accepted',
    });
  });

  test('takes what says so and has a stage to wait for', () => {
    expect(streamEntry(wide, event)).toEqual({ stream: streamKey(wide, event.type, id), fields: encodeCloudEvent(event) });
    expect(streamEntry(wide, { ...event, lane: 'bulk' }).bulk).toEqual({ id: '1', project: 'acme', group: 'ocr' });
    expect(streamEntry(wide, { ...event, lane: 'bulk', type: 'document.graph.completed' }).bulk).toBeUndefined();
    expect(streamEntry(wide, { ...event, lane: 'bulk', type: 'document.submitted' }).bulk).toBeUndefined();
  });

  test('an event without a subject goes where its document is', () => {
    const { subject: _, ...bare } = event;
    expect(streamEntry(wide, bare).stream).toBe(streamKey(wide, event.type, id));
    expect(streamEntry(wide, { ...bare, data: {} }).stream).toBe(streamKey(wide, event.type, '1'));
  });
});

test('shared keys carry the prefix', () => {
  expect([chunkExtractionKey(wide, 'ab'), metaKey(wide), groupRegistryKey(wide), leaderKey(wide, 'janitor')]).toEqual([
    'acme:chunk:extraction:ab',
    'acme:meta',
    'acme:groups',
    'acme:leader:janitor',
  ]);
  expect(memoKey(defaultKeySpace, id, 'ab')).toBe('{tributary:p0}:memo:ab');
});
