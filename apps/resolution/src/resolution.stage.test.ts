import { deriveUuid, type EntityDraft, type Mention } from '@tributary/contracts';
import { defaultClustering } from '@tributary/entity-resolution';
import { runStageWith } from '@tributary/stage-kit/testing';
import { expect, test } from 'vitest';
import { createResolutionStage, type EntityRegistry, type LinkedDocument } from './resolution.stage.js';

/** A registry of one document: every entity of the document becomes an entity of the project. */
class OneDocumentRegistry implements EntityRegistry {
  readonly linked: { document: LinkedDocument; drafts: readonly EntityDraft[] }[] = [];

  async link(document: LinkedDocument, coming: Promise<readonly EntityDraft[]>) {
    const drafts = await coming;
    this.linked.push({ document, drafts });
    return drafts.map(({ canonical_id, name }) => ({ canonical_id, entity_uuid: deriveUuid('entity', name) }));
  }
}

function setup(text: string, names: readonly [name: string, type: string][]) {
  const registry = new OneDocumentRegistry();
  let from = 0;
  const mentions = names.map(([name, type]): Mention => {
    const start = text.indexOf(name, from);
    from = start + name.length;
    return {
      mention_uuid: deriveUuid('mention', start),
      chunk_uuid: deriveUuid('chunk', 0),
      text: name,
      type,
      start,
      end: from,
      confidence: 0.9,
      provider: 'local',
    };
  });
  const cleaned = { text, offset_map: [], pages: [], headings: [], tables: [], language: 'en', language_confidence: 1 };
  const stage = createResolutionStage({ registry, clustering: defaultClustering });
  return { registry, run: () => runStageWith(stage, { inputs: { text: cleaned, mentions } }), mentions };
}

test('clusters mentions and links each cluster to the project (P-50, P-51)', async () => {
  const { run, registry, mentions } = setup('John Smith sued. Mr. Smith won.', [
    ['John Smith', 'PERSON'],
    ['Mr. Smith', 'PERSON'],
  ]);
  const report = await run();
  expect(report.outcome).toBe('completed');
  const [entity] = report.outputs['entities'] as { canonical_id: string }[];
  expect(report.outputs).toEqual({
    entities: [
      {
        canonical_id: entity?.canonical_id,
        entity_uuid: deriveUuid('entity', 'John Smith'),
        name: 'John Smith',
        type: 'PERSON',
        aliases: ['Mr. Smith'],
        mention_count: 2,
        confidence: 0.9,
      },
    ],
    mentions: mentions.map((mention) => ({ ...mention, resolved_canonical_id: entity?.canonical_id })),
  });
  expect(report.announcement).toMatchObject({ canonical_entities: 1, outcome: 'completed' });
  expect(registry.linked.map(({ document }) => document)).toMatchObject([{ version: 1, fence: 1 }]);
});

test('a document without mentions ends as empty, and tells the registry so (P-8, P-56)', async () => {
  const { run, registry } = setup('Nothing here.', []);
  const report = await run();
  expect(report).toMatchObject({ outcome: 'empty', reason: 'no mention to resolve', outputs: { entities: [], mentions: [] } });
  expect(registry.linked).toMatchObject([{ drafts: [] }]);
});
