import { type CleanedText, deriveUuid, type OcrResult } from '@tributary/contracts';
import { type Database, projectIdOf } from '@tributary/database';
import { sql } from 'kysely';

/** What the stages made of one document, as rows: two people, one company, one relation with its evidence. */
export interface Seeded {
  readonly documentUuid: string;
  readonly text: string;
  readonly entities: { readonly jane: string; readonly acme: string; readonly rex: string };
}

const sentence = 'Jane Roe works for Acme Widgets, Inc. in Springfield.';
const other = 'Rex Poe sued Acme Widgets, Inc. last year.';

type Person = { readonly name: string; readonly type: string; readonly uuid: string; readonly at: readonly number[] };

/** Writes what the pipeline would have written for an accepted document with this text. */
export async function seedResults(db: Database, project: string, documentUuid: string): Promise<Seeded> {
  const text = `${sentence} ${other}`;
  const entities = { jane: deriveUuid('e', project, 'jane'), acme: deriveUuid('e', project, 'acme'), rex: deriveUuid('e', project, 'rex') };
  const people: readonly Person[] = [
    { name: 'Jane Roe', type: 'PERSON', uuid: entities.jane, at: [0] },
    { name: 'Acme Widgets, Inc.', type: 'ORGANIZATION', uuid: entities.acme, at: [sentence.indexOf('Acme'), text.lastIndexOf('Acme')] },
    { name: 'Rex Poe', type: 'PERSON', uuid: entities.rex, at: [text.indexOf('Rex')] },
  ];
  const document = { document_uuid: documentUuid, project_id: projectIdOf(project) };
  const chunk_uuid = deriveUuid('chunk', documentUuid);
  await insertDocument(db, document, text);
  await insertMentions(db, document, people);
  const [rex, employed] = [text.indexOf('Rex'), 'EMPLOYED_BY'];
  await insertRelation(db, document, ['Jane Roe', employed, 'Acme Widgets, Inc.'], {
    chunk_uuid,
    start: 0,
    quote: sentence,
    confidence: 0.9,
  });
  const sued = ['Rex Poe', 'LITIGATES_AGAINST', 'Acme Widgets, Inc.'] as const;
  await insertRelation(db, document, sued, { chunk_uuid, start: rex, quote: other, confidence: 0.7 });
  await insertRegistry(db, document.project_id, people);
  await insertOutputs(db, documentUuid, text);
  return { documentUuid, text, entities };
}

interface DocumentIds {
  readonly document_uuid: string;
  readonly project_id: string;
}

async function insertDocument(db: Database, document: DocumentIds, text: string): Promise<void> {
  const found = { processing_version: 1, processing_status: 'completed', category: 'report', language: 'en' } as const;
  await db
    .insertInto('neo4j_documents')
    .values({ ...document, ...found })
    .execute();
  const { document_uuid } = document;
  const ended = { processing_status: 'completed', current_stage: 'graph' } as const;
  await db.updateTable('source_documents').set(ended).where('document_uuid', '=', document_uuid).execute();
  const place = { start_offset: 0, end_offset: text.length, page_start: 1, page_end: 2, token_count: 20 };
  const chunk_uuid = deriveUuid('chunk', document_uuid);
  await db
    .insertInto('neo4j_chunks')
    .values({ chunk_uuid, document_uuid, chunk_index: 0, text, ...place })
    .execute();
}

async function insertMentions(db: Database, document: DocumentIds, people: readonly Person[]): Promise<void> {
  const { document_uuid } = document;
  for (const { name, type, uuid, at } of people) {
    const canonical_id = deriveUuid('canonical', document_uuid, name);
    const named = { name, type, mention_count: at.length };
    await db
      .insertInto('neo4j_canonical_entities')
      .values({ ...document, canonical_id, entity_uuid: uuid, ...named, confidence: 0.9 })
      .execute();
    const mentions = at.map((start) => {
      const ids = {
        mention_uuid: deriveUuid('mention', document_uuid, name, start),
        document_uuid,
        chunk_uuid: deriveUuid('chunk', document_uuid),
      };
      const found = { text: name, type, start_offset: start, end_offset: start + name.length, confidence: 0.9, provider: 'local' };
      return { ...ids, ...found, resolved_canonical_id: canonical_id };
    });
    await db.insertInto('neo4j_entity_mentions').values(mentions).execute();
  }
}

async function insertRelation(
  db: Database,
  document: DocumentIds,
  [from, type, to]: readonly [string, string, string],
  evidence: { readonly chunk_uuid: string; readonly start: number; readonly quote: string; readonly confidence: number },
): Promise<void> {
  const canonical = (name: string) => deriveUuid('canonical', document.document_uuid, name);
  const ends = { from_canonical_id: canonical(from), relation_type: type, to_canonical_id: canonical(to) };
  const said = JSON.stringify([{ ...evidence, end: evidence.start + evidence.quote.length }]);
  const ids = { relationship_uuid: deriveUuid('r', document.document_uuid, from, type, to), batch_process_id: document.document_uuid };
  await db
    .insertInto('neo4j_relationships_staging')
    .values({ ...document, ...ids, ...ends, confidence: evidence.confidence, evidence: said })
    .execute();
}

/** The registry's derived list: one row per entity, counts over all documents. */
async function insertRegistry(db: Database, projectId: string, people: readonly Person[]): Promise<void> {
  for (const { name, type, uuid, at } of people) {
    const aliases = name.startsWith('Acme') ? ['Acme'] : [];
    await sql`
      insert into registry_entities as e (entity_uuid, project_id, type, name, aliases, document_count, mention_count)
      values (${uuid}, ${projectId}, ${type}, ${name}, ${aliases}, 1, ${at.length})
      on conflict (entity_uuid) do update set document_count = e.document_count + 1, mention_count = e.mention_count + excluded.mention_count`.execute(
      db,
    );
  }
}

async function insertOutputs(db: Database, documentUuid: string, text: string): Promise<void> {
  const half = sentence.length + 1;
  const pages = [
    { number: 1, start: 0, end: half },
    { number: 2, start: half, end: text.length },
  ];
  const cleaned: CleanedText = {
    text,
    offset_map: [[0, 0, text.length]],
    pages,
    headings: [],
    tables: [],
    language: 'en',
    language_confidence: 1,
  };
  const flat = { method: 'text-layer', confidence: null, width: null, height: null, boxes: [] };
  const metadata = {
    provider: 'local',
    detected_file_type: 'txt',
    warnings: ['a page is crooked'],
    pages: pages.map((page) => ({ ...page, ...flat })),
  };
  const ocr = { text, metadata } as unknown as OcrResult;
  const output = (name: string, stage: 'ocr' | 'text', value: unknown) => {
    return { document_uuid: documentUuid, name, stage, processing_version: 1, fingerprint: 'f', value: Buffer.from(JSON.stringify(value)) };
  };
  await db
    .insertInto('stage_outputs')
    .values([
      output('DOC_OCR_RESULT', 'ocr', ocr),
      output('DOC_CLEANED_TEXT', 'text', cleaned),
      output('DOC_CATEGORY', 'text', { name: 'report', confidence: 1 }),
    ])
    .execute();
  const run = { document_uuid: documentUuid, processing_version: 1, fence: 1, owner: 'o', fingerprint: 'f', event_id: 'e' };
  await db
    .insertInto('stage_runs')
    .values({
      ...run,
      stage: 'ocr',
      status: 'completed',
      outcome: 'completed',
      started_at: new Date(0),
      finished_at: new Date(400),
      duration_ms: 400,
      memo_misses: 2,
    })
    .execute();
}

/** Writes mentions of these words where a text first says them, on one chunk over all of it. */
export async function seedMentions(
  db: Database,
  project: string,
  documentUuid: string,
  text: string,
  words: readonly string[],
): Promise<void> {
  const document = { document_uuid: documentUuid, project_id: projectIdOf(project) };
  await insertDocument(db, document, text);
  const people = words.map((name) => ({ name, type: 'PERSON', uuid: deriveUuid('e', project, name), at: [text.indexOf(name)] }));
  await insertMentions(db, document, people);
}
