import { expect, test } from 'vitest';
import { consumerOf, defaultSchema, deriveUuid, encodeCloudEvent, eventIdOf, isFlowStage, nextStage, stagesFrom, uuidV5 } from './index.js';

test('UUIDv5 agrees with the example of RFC 9562, appendix A.4', () => {
  expect(uuidV5('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});

test('derived ids depend on every part and on where one part ends', () => {
  expect(deriveUuid('a', 'b', 'c')).not.toBe(deriveUuid('a', 'bc'));
  expect(deriveUuid('a', 'b', 1)).toBe(deriveUuid('a', 'b', '1'));
});

test('emitting an event again is the same event (P-7)', () => {
  expect(eventIdOf('d', 1, 'document.accepted')).toBe(eventIdOf('d', 1, 'document.accepted'));
  expect(eventIdOf('d', 2, 'document.accepted')).not.toBe(eventIdOf('d', 1, 'document.accepted'));
});

test('stages know their order', () => {
  expect(stagesFrom('resolution')).toEqual(['resolution', 'graph']);
  expect(nextStage('ocr')).toBe('text');
  expect(nextStage('graph')).toBeUndefined();
  expect([isFlowStage('text'), isFlowStage('cleanup')]).toEqual([true, false]);
});

test('an event is written as one stream field per attribute', () => {
  const event = { id: '1', source: '/s', type: 'document.accepted', data: { a: 1 } } as const;
  expect(encodeCloudEvent(event)).toEqual([
    'ce_specversion',
    '1.0',
    'ce_id',
    '1',
    'ce_type',
    'document.accepted',
    'ce_source',
    '/s',
    'data',
    '{"a":1}',
  ]);
  const full = { ...event, time: 't', subject: 'd', dataschema: 'x/v1', traceparent: '00-1' };
  expect(encodeCloudEvent(full).slice(8, 16)).toEqual([
    'ce_time',
    't',
    'ce_subject',
    'd',
    'ce_dataschema',
    'x/v1',
    'ce_traceparent',
    '00-1',
  ]);
});

test('the lane travels as an attribute of its own (P-73)', () => {
  const event = { id: '1', source: '/s', type: 'document.accepted', lane: 'bulk', data: {} } as const;
  expect(encodeCloudEvent(event).slice(8)).toEqual(['ce_lane', 'bulk', 'data', '{}']);
});

test('an event is the work of one service, or for anyone', () => {
  expect([consumerOf('document.accepted'), consumerOf('document.graph.completed')]).toEqual(['ocr', undefined]);
});

test('relations of the default schema join types of the default schema (P-41)', () => {
  const types = new Set(defaultSchema.entity_types.map(({ type }) => type));
  const used = defaultSchema.relation_types.flatMap(({ from, to }) => [...from, ...to]);
  expect(used.filter((type) => !types.has(type))).toEqual([]);
});
