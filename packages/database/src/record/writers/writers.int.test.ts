import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { addDocuments, completion, granted, request, runStages } from '../../testing/builders.js';
import { dumpContents } from '../../testing/dump.js';
import { fullOutputs } from '../../testing/full-document.js';
import { migratedDatabase } from '../../testing/setup.js';
import { createStageRecord } from '../stage-record.js';

async function setup() {
  const { db } = await migratedDatabase();
  onTestFinished(() => db.destroy());
  const [document = '', neighbour = ''] = await addDocuments(db, 2);
  const record = createStageRecord(db);
  await runStages(record, neighbour, 'graph', fullOutputs(neighbour, ['Ann', 'Bob']));
  return { db, record, document, neighbour };
}

test('every output becomes the rows that people query', async () => {
  const { db, record, document } = await setup();
  await runStages(record, document, 'graph', fullOutputs(document, ['Cy', 'Di']));
  const of = (
    table: 'neo4j_documents' | 'neo4j_chunks' | 'neo4j_entity_mentions' | 'neo4j_canonical_entities' | 'neo4j_relationships_staging',
  ) => db.selectFrom(table).selectAll().where('document_uuid', '=', document).execute();
  const row = {
    title: 'Cy',
    language: 'en',
    category: 'other',
    page_count: 1,
    chunk_count: 1,
    character_count: 10,
    processing_status: 'completed',
  };
  expect(await of('neo4j_documents')).toMatchObject([row]);
  expect(await of('neo4j_chunks')).toMatchObject([
    { text: 'Cy pays Di', chunk_index: 0, start_offset: 0, end_offset: 10, heading_path: ['Cy'] },
  ]);
  const mentions = await of('neo4j_entity_mentions');
  const entities = await of('neo4j_canonical_entities');
  expect(mentions).toHaveLength(2);
  expect(new Set(mentions.map((mention) => 'resolved_canonical_id' in mention && mention.resolved_canonical_id))).toEqual(
    new Set(entities.map((entity) => 'canonical_id' in entity && entity.canonical_id)),
  );
  const [relationship] = await of('neo4j_relationships_staging');
  expect(relationship).toMatchObject({ relation_type: 'PAID', evidence: [{ quote: 'Cy pays Di' }], batch_process_id: expect.any(String) });
  expect(
    await db
      .selectFrom('graph_projections')
      .select(['processing_version', 'projected_fence'])
      .where('document_uuid', '=', document)
      .execute(),
  ).toEqual([{ processing_version: 1, projected_fence: null }]);
});

test('a run that finds something else replaces exactly what the document had (P-7, P-56)', async () => {
  const { db, record, document, neighbour } = await setup();
  await runStages(record, document, 'graph', fullOutputs(document, ['Cy', 'Dido']));
  const want = await dumpContents(db);
  await rerun(['Edna', 'Flo']);
  await rerun(['Cy', 'Dido']);
  const got = await dumpContents(db);
  for (const table of ['neo4j_chunks', 'neo4j_entity_mentions', 'neo4j_canonical_entities', 'neo4j_relationships_staging'])
    expect(got[table]).toEqual(want[table]);
  const others = await db.selectFrom('neo4j_chunks').select('text').where('document_uuid', '=', neighbour).execute();
  expect(others).toEqual([{ text: 'Ann pays Bob' }]);

  async function rerun(names: readonly [string, string]) {
    const outputs = fullOutputs(document, names);
    for (const stage of ['text', 'entity', 'resolution', 'graph'] as const) {
      const run = await granted(record, request(document, stage, { fingerprint: names.join() }));
      await record.commit(completion(run, { outputs: outputs[stage] }));
    }
  }
});

test('mentions go with their chunks, and name nobody whose entity is gone, before the stages after have run again (P-56)', async () => {
  const { db, record, document, neighbour } = await setup();
  await runStages(record, document, 'graph', fullOutputs(document, ['Cy', 'Dido']));
  const named = async (of: string) => {
    const rows = await db.selectFrom('neo4j_entity_mentions').select('resolved_canonical_id').where('document_uuid', '=', of).execute();
    return rows.map((row) => row.resolved_canonical_id !== null);
  };
  const [nobody] = fullOutputs(document, ['Cy', 'Dido']).resolution;
  const resolution = await granted(record, request(document, 'resolution', { fingerprint: 'nobody' }));
  await record.commit(completion(resolution, { outputs: [{ name: nobody?.name ?? '', value: [] }] }));
  expect(await named(document)).toEqual([false, false]);
  const text = await granted(record, request(document, 'text', { fingerprint: 'others' }));
  await record.commit(completion(text, { outputs: fullOutputs(document, ['Edna', 'Flo']).text }));
  expect(await named(document)).toEqual([]);
  expect(await named(neighbour)).toEqual([true, true]);
});

test('a second commit of the same outputs changes no row (P-7)', async () => {
  const { db, record, document } = await setup();
  const outputs = fullOutputs(document, ['Cy', 'Di']);
  await runStages(record, document, 'ocr', outputs);
  const run = await granted(record, request(document, 'text'));
  await record.commit(completion(run, { outputs: outputs.text }));
  const versions = () => sql`select chunk_uuid, xmin::text from neo4j_chunks order by 1`.execute(db);
  const { rows: before } = await versions();
  await record.commit(completion(run, { outputs: outputs.text }));
  expect((await versions()).rows).toEqual(before);
});

test('a document whose text could not be stored as it is keeps its offsets', async () => {
  const { db, record, document } = await setup();
  const outputs = fullOutputs(document, ['C\u0000y', 'D\ud800i']);
  await runStages(record, document, 'entity', outputs);
  const mentions = await db
    .selectFrom('neo4j_entity_mentions')
    .select(['text', 'start_offset', 'end_offset'])
    .where('document_uuid', '=', document)
    .execute();
  expect(mentions.toSorted((a, b) => a.start_offset - b.start_offset)).toEqual([
    { text: 'C\ufffdy', start_offset: 0, end_offset: 3 },
    { text: 'D\ufffdi', start_offset: 9, end_offset: 12 },
  ]);
});
