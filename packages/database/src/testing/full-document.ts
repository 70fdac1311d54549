import { deriveUuid, type FlowStage } from '@tributary/contracts';
import type { RunCompletion } from '@tributary/stage-kit';
import { createStageRecord } from '../record/stage-record.js';
import { PostgresEntityRegistry } from '../registry/postgres-entity-registry.js';
import type { Database } from '../schema/index.js';
import { runStages } from './builders.js';
import { plainRules } from './plain-rules.js';

/** Outputs of every stage for a text "<who> pays <whom>", so that every table gets its rows. */
export function fullOutputs(document: string, names: Names, links: readonly string[] = []): Record<FlowStage, RunCompletion['outputs']> {
  const text = `${names[0]} pays ${names[1]}`;
  const chunk = deriveUuid('chunk', document, text, 0);
  const mentions = mentionsOf(document, text, chunk, names);
  const resolved = mentions.map((mention) => ({ ...mention, resolved_canonical_id: canonicalId(document, mention.text) }));
  return {
    ocr: [{ name: 'DOC_OCR_RESULT', value: { text, metadata: { detected_file_type: 'text/plain', properties: { title: names[0] } } } }],
    text: textOutputs(text, chunk, names[0]),
    entity: [
      { name: 'DOC_ALL_EXTRACTED_MENTIONS', value: mentions },
      { name: 'DOC_RELATION_CANDIDATES', value: [] },
    ],
    resolution: [
      { name: 'DOC_CANONICAL_ENTITIES', value: entitiesOf(document, names, links) },
      { name: 'DOC_RESOLVED_MENTIONS', value: resolved },
    ],
    graph: [{ name: 'DOC_STAGED_RELATIONSHIPS', value: [relationshipOf(document, text, chunk, names)] }],
  };
}

type Names = readonly [who: string, whom: string];

function textOutputs(text: string, chunk_uuid: string, title: string): RunCompletion['outputs'] {
  const pages = [{ number: 1, start: 0, end: text.length }];
  const chunk = { chunk_uuid, index: 0, start: 0, end: text.length, page_start: 1, page_end: 1, heading_path: [title], token_count: 4 };
  const structured = { title, dates: [], amounts: [], parties: [], reference_numbers: [], tables: [] };
  return [
    { name: 'DOC_CLEANED_TEXT', value: { text, pages, language: 'en', language_confidence: 1 } },
    { name: 'DOC_CATEGORY', value: { name: 'other', confidence: 0.5 } },
    { name: 'DOC_CHUNKS_LIST', value: [chunk] },
    { name: 'DOC_CHUNK_TEXT', value: { [chunk_uuid]: text } },
    { name: 'DOC_STRUCTURED', value: { document_level: structured } },
  ];
}

function mentionsOf(document: string, text: string, chunk_uuid: string, names: Names) {
  return names.map((name) => {
    const start = text.indexOf(name);
    const mention_uuid = deriveUuid('mention', document, start);
    return { mention_uuid, chunk_uuid, text: name, type: 'PERSON', start, end: start + name.length, confidence: 0.9, provider: 'local' };
  });
}

function entitiesOf(document: string, names: Names, links: readonly string[]) {
  return draftsOf(document, names).map((draft, index) => ({ ...draft, entity_uuid: links[index] ?? draft.canonical_id }));
}

function draftsOf(document: string, names: Names) {
  const about = { type: 'PERSON', aliases: [], mention_count: 1, confidence: 1 };
  return names.map((name) => ({ canonical_id: canonicalId(document, name), name, ...about }));
}

function relationshipOf(document: string, text: string, chunk_uuid: string, [who, whom]: Names) {
  return {
    relationship_uuid: deriveUuid('relationship', document, who, whom),
    from_canonical_id: canonicalId(document, who),
    type: 'PAID',
    to_canonical_id: canonicalId(document, whom),
    confidence: 0.8,
    evidence: [{ chunk_uuid, start: 0, end: text.length, quote: text, confidence: 0.8 }],
  };
}

/** Takes a document through all stages, linked to the project's registry. */
export async function processFully(db: Database, document: string, names: Names, version = 1): Promise<void> {
  const record = createStageRecord(db);
  const registry = new PostgresEntityRegistry(db, plainRules);
  const { project_id: projectId } = await db
    .selectFrom('source_documents')
    .select('project_id')
    .where('document_uuid', '=', document)
    .executeTakeFirstOrThrow();
  await runStages(record, document, 'entity', fullOutputs(document, names), version);
  const drafts = draftsOf(document, names);
  const links = await registry.link({ projectId, documentUuid: document, version, fence: Number.MAX_SAFE_INTEGER }, drafts);
  const linked = drafts.map((draft) => links.find((link) => link.canonical_id === draft.canonical_id)?.entity_uuid ?? '');
  await runStages(record, document, 'graph', fullOutputs(document, names, linked), version);
}

function canonicalId(document: string, name: string): string {
  return deriveUuid('canonical', document, name);
}
