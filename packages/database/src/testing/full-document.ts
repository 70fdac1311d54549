import { deriveUuid, type FlowStage } from '@tributary/contracts';
import type { RunCompletion } from '@tributary/stage-kit';
import { createStageRecord } from '../record/stage-record.js';
import { PostgresEntityRegistry } from '../registry/postgres-entity-registry.js';
import type { Database } from '../schema/index.js';
import { runStages } from './builders.js';
import { plainRules } from './plain-rules.js';

/** Outputs of every stage for a text "<who> pays <whom>", so that every table gets its rows. */
export function fullOutputs(
  document: string,
  [who, whom]: readonly [string, string],
  links: readonly string[] = [],
): Record<FlowStage, RunCompletion['outputs']> {
  const text = `${who} pays ${whom}`;
  const chunk = deriveUuid('chunk', document, text, 0);
  const mentions = [who, whom].map((name) => {
    const start = text.indexOf(name);
    const base = { chunk_uuid: chunk, text: name, type: 'PERSON', start, end: start + name.length, confidence: 0.9, provider: 'local' };
    return { mention_uuid: deriveUuid('mention', document, start), ...base };
  });
  const entities = [who, whom].map((name, index) => ({
    canonical_id: canonicalId(document, name),
    entity_uuid: links[index] ?? canonicalId(document, name),
    ...{ name, type: 'PERSON', aliases: [], mention_count: 1, confidence: 1 },
  }));
  const [from, to] = entities.map((entity) => entity.canonical_id);
  const evidence = [{ chunk_uuid: chunk, start: 0, end: text.length, quote: text, confidence: 0.8 }];
  const relationship = { relationship_uuid: deriveUuid('relationship', document, who, whom), from_canonical_id: from, to_canonical_id: to };
  return {
    ocr: [{ name: 'DOC_OCR_RESULT', value: { text, metadata: { detected_file_type: 'text/plain', properties: { title: who } } } }],
    text: [
      {
        name: 'DOC_CLEANED_TEXT',
        value: { text, pages: [{ number: 1, start: 0, end: text.length }], language: 'en', language_confidence: 1 },
      },
      { name: 'DOC_CATEGORY', value: { name: 'other', confidence: 0.5 } },
      {
        name: 'DOC_CHUNKS_LIST',
        value: [
          { chunk_uuid: chunk, index: 0, start: 0, end: text.length, page_start: 1, page_end: 1, heading_path: [who], token_count: 4 },
        ],
      },
      { name: 'DOC_CHUNK_TEXT', value: { [chunk]: text } },
      {
        name: 'DOC_STRUCTURED',
        value: { document_level: { title: who, dates: [], amounts: [], parties: [], reference_numbers: [], tables: [] } },
      },
    ],
    entity: [
      { name: 'DOC_ALL_EXTRACTED_MENTIONS', value: mentions },
      { name: 'DOC_RELATION_CANDIDATES', value: [] },
    ],
    resolution: [
      { name: 'DOC_CANONICAL_ENTITIES', value: entities },
      {
        name: 'DOC_RESOLVED_MENTIONS',
        value: mentions.map((mention) => ({ ...mention, resolved_canonical_id: canonicalId(document, mention.text) })),
      },
    ],
    graph: [{ name: 'DOC_STAGED_RELATIONSHIPS', value: [{ ...relationship, type: 'PAID', confidence: 0.8, evidence }] }],
  };
}

/** Takes a document through all stages, linked to the project's registry. */
export async function processFully(db: Database, document: string, names: readonly [string, string], version = 1): Promise<void> {
  const record = createStageRecord(db);
  const registry = new PostgresEntityRegistry(db, plainRules);
  const { project_id: projectId } = await db
    .selectFrom('source_documents')
    .select('project_id')
    .where('document_uuid', '=', document)
    .executeTakeFirstOrThrow();
  await runStages(record, document, 'entity', fullOutputs(document, names), version);
  const drafts = names.map((name) => {
    return { canonical_id: canonicalId(document, name), name, type: 'PERSON', aliases: [], mention_count: 1, confidence: 1 };
  });
  const links = await registry.link({ projectId, documentUuid: document, version, fence: Number.MAX_SAFE_INTEGER }, drafts);
  const linked = drafts.map((draft) => links.find((link) => link.canonical_id === draft.canonical_id)?.entity_uuid ?? '');
  await runStages(record, document, 'graph', fullOutputs(document, names, linked), version);
}

function canonicalId(document: string, name: string): string {
  return deriveUuid('canonical', document, name);
}
