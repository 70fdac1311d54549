import { type CanonicalEntity, deriveUuid, type Mention } from '@tributary/contracts';
import { runStageWith } from '@tributary/stage-kit/testing';
import { expect, test } from 'vitest';
import { createGraphStage, type GraphContribution } from './graph.stage.js';

const text = 'Ann Lee works for Acme Corp.';
const chunk = {
  chunk_uuid: deriveUuid('chunk', 0),
  index: 0,
  start: 0,
  end: text.length,
  page_start: 1,
  page_end: 1,
  heading_path: [],
  token_count: 7,
};

function setup({ projected = true, found = true } = {}) {
  const contributions: GraphContribution[] = [];
  const projection = {
    async project(contribution: GraphContribution) {
      contributions.push(contribution);
      return projected;
    },
  };
  const [ann, acme] = [mention('Ann Lee', 'PERSON'), mention('Acme Corp', 'ORGANIZATION')];
  const relation = {
    relation_uuid: deriveUuid('relation', 1),
    subject_mention_uuid: ann.mention_uuid,
    predicate: 'EMPLOYED_BY',
    object_mention_uuid: acme.mention_uuid,
    confidence: 0.9,
    evidence: { start: 0, end: text.length },
    chunk_uuid: chunk.chunk_uuid,
    provider: 'local',
  };
  const inputs = {
    text: { text, offset_map: [], pages: [], headings: [], tables: [], language: 'en', language_confidence: 1 },
    chunks: [chunk],
    mentions: found ? [ann, acme] : [],
    entities: found ? [entityOf(ann), entityOf(acme)] : [],
    relations: found ? [relation] : [],
  };
  return { contributions, run: () => runStageWith(createGraphStage({ projection }), { inputs }) };
}

function mention(name: string, type: string) {
  const start = text.indexOf(name);
  const plain: Mention = {
    mention_uuid: deriveUuid('mention', name),
    chunk_uuid: chunk.chunk_uuid,
    text: name,
    type,
    start,
    end: start + name.length,
    confidence: 0.9,
    provider: 'local',
  };
  return { ...plain, resolved_canonical_id: deriveUuid('canonical', name) };
}

function entityOf({ text: name, type }: Mention): CanonicalEntity {
  return {
    canonical_id: deriveUuid('canonical', name),
    entity_uuid: deriveUuid('entity', name),
    name,
    type,
    aliases: [],
    mention_count: 1,
    confidence: 0.9,
  };
}

test('stages relationships with their quotes and projects them (P-55)', async () => {
  const { run, contributions } = setup();
  const report = await run();
  expect(report.outcome).toBe('completed');
  expect(report.outputs['relationships']).toMatchObject([{ type: 'EMPLOYED_BY', evidence: [{ quote: text }] }]);
  expect(report.announcement).toMatchObject({ nodes: 4, relationships: 1, projected: true });
  expect(contributions).toMatchObject([{ version: 1, fence: 1, relationships: report.outputs['relationships'] }]);
});

test('a graph that cannot be reached delays the projection and fails nothing (P-57)', async () => {
  const report = await setup({ projected: false }).run();
  expect(report).toMatchObject({ outcome: 'completed', announcement: { projected: false, relationships: 1 } });
});

test('a document without entities ends as empty and still replaces what it contributed (P-8, P-56)', async () => {
  const { run, contributions } = setup({ found: false });
  expect(await run()).toMatchObject({ outcome: 'empty', reason: 'no entity in the text', announcement: { nodes: 2, relationships: 0 } });
  expect(contributions).toHaveLength(1);
});
