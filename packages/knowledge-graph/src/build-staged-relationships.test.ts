import type { RelationCandidate } from '@tributary/contracts';
import { expect, test } from 'vitest';
import { buildStagedRelationships, type StagingInput } from './build-staged-relationships.js';
import { directionOf } from './relation-direction.js';
import { evidenceOf } from './testing/sample-graph.js';

function setup() {
  const { document, text, chunks, mentions, entities } = evidenceOf({
    file: 'a.txt',
    chunks: ['Ann Lee works for Acme Corp.', 'Acme Corp employs Ann Lee.'],
    names: [
      ['Ann Lee', 'PERSON'],
      ['Acme Corp', 'ORGANIZATION'],
    ],
  });
  const input: StagingInput = { documentUuid: document.id, text, chunks, mentions, entities, relations: [] };
  const candidate = (subject: number, predicate: string, object: number, extra: Partial<RelationCandidate> = {}): RelationCandidate => ({
    relation_uuid: `${subject} ${predicate} ${object}`,
    subject_mention_uuid: mentions[subject]?.mention_uuid ?? '',
    predicate,
    object_mention_uuid: mentions[object]?.mention_uuid ?? '',
    confidence: 0.7,
    evidence: { start: 0, end: 28 },
    chunk_uuid: chunks[0]?.chunk_uuid ?? '',
    provider: 'test',
    ...extra,
  });
  const stage = (...relations: RelationCandidate[]) => buildStagedRelationships({ ...input, relations });
  return { stage, candidate, chunks, entities, text };
}

test('merges what several sentences say into one relationship with all its quotes (P-55)', () => {
  const { stage, candidate, chunks, entities } = setup();
  const [first, second] = [
    candidate(0, 'EMPLOYED_BY', 1),
    candidate(3, 'EMPLOYED_BY', 2, { confidence: 0.9, evidence: { start: 29, end: 55 }, chunk_uuid: chunks[1]?.chunk_uuid ?? '' }),
  ];
  const staged = stage(first, second);
  expect(staged).toMatchObject([
    {
      from_canonical_id: entities[0]?.canonical_id,
      type: 'EMPLOYED_BY',
      to_canonical_id: entities[1]?.canonical_id,
      confidence: 0.9,
      evidence: [
        { start: 0, end: 28, quote: 'Ann Lee works for Acme Corp.', confidence: 0.7 },
        { start: 29, end: 55, quote: 'Acme Corp employs Ann Lee.', confidence: 0.9 },
      ],
    },
  ]);
  expect(stage(second, first)).toEqual(staged);
});

test('the same words given twice are one piece of evidence, the surest (P-55)', () => {
  const { stage, candidate } = setup();
  const twice = stage(candidate(0, 'EMPLOYED_BY', 1, { confidence: 0.9 }), candidate(0, 'EMPLOYED_BY', 1, { confidence: 0.6 }));
  expect(twice).toMatchObject([{ confidence: 0.9, evidence: [{ confidence: 0.9 }] }]);
});

test('turns a relation that was found the wrong way round (P-55)', () => {
  const { stage, candidate, entities } = setup();
  expect(stage(candidate(1, 'EMPLOYED_BY', 0))).toMatchObject([
    { from_canonical_id: entities[0]?.canonical_id, to_canonical_id: entities[1]?.canonical_id },
  ]);
});

test('drops what relates a thing to itself, fits no types, has no evidence in the text or names nobody known (P-55)', () => {
  const { stage, candidate, text } = setup();
  expect(stage(candidate(0, 'FAMILY_OF', 3))).toEqual([]);
  expect(stage(candidate(0, 'BORN_ON', 1))).toEqual([]);
  expect(stage(candidate(0, 'EMPLOYED_BY', 1, { evidence: { start: 5, end: text.length + 1 } }))).toEqual([]);
  expect(stage(candidate(0, 'EMPLOYED_BY', 1, { evidence: { start: 5, end: 5 } }))).toEqual([]);
  expect(stage(candidate(0, 'EMPLOYED_BY', 1, { chunk_uuid: 'elsewhere' }))).toEqual([]);
  expect(stage(candidate(0, 'EMPLOYED_BY', 99))).toEqual([]);
});

test('a relation that goes both ways has one direction, whichever was found (P-55)', () => {
  const [a, b] = [
    { type: 'PERSON', entity_uuid: 'a' },
    { type: 'PERSON', entity_uuid: 'b' },
  ];
  expect([directionOf('FAMILY_OF', a, b), directionOf('FAMILY_OF', b, a)]).toEqual(['forward', 'backward']);
  expect([directionOf('PAID', a, b), directionOf('PAID', b, a)]).toEqual(['forward', 'forward']);
});

test("a project's own relations keep the direction they have where the schema says nothing of them", () => {
  const [ship, port] = [
    { type: 'VESSEL', entity_uuid: 'z' },
    { type: 'PORT', entity_uuid: 'a' },
  ];
  expect(directionOf('CALLED_AT', ship, port)).toBe('forward');
  const schema = { entity_types: [], relation_types: [{ type: 'CALLED_AT', from: ['VESSEL'], to: ['PORT'], says: 'called at' }] };
  expect(directionOf('CALLED_AT', port, ship, schema)).toBe('backward');
});
