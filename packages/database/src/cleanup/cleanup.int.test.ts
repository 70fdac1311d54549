import { randomUUID } from 'node:crypto';
import { type CloudEvent, DocumentCleanupCompleted, eventIdOf } from '@tributary/contracts';
import { expect, onTestFinished, test } from 'vitest';
import { createIntake } from '../intake/create-intake.js';
import { createQuarantine } from '../quarantine/quarantine-record.js';
import { createStageRecord } from '../record/stage-record.js';
import { PostgresEntityRegistry } from '../registry/postgres-entity-registry.js';
import { completion, failure, granted, request, runStages, submission } from '../testing/builders.js';
import { dumpContents, findEverywhere } from '../testing/dump.js';
import { processFully } from '../testing/full-document.js';
import { plainRules } from '../testing/plain-rules.js';
import { migratedDatabase } from '../testing/setup.js';
import { createCleanup } from './create-cleanup.js';

async function setup() {
  const { db } = await migratedDatabase();
  onTestFinished(() => db.destroy());
  const intake = createIntake(db);
  const cleanup = createCleanup(db, { registry: new PostgresEntityRegistry(db, plainRules) });
  const add = async (names: readonly [string, string], data: Parameters<typeof submission>[0] = {}) => {
    const { documentUuid } = await intake.accept(submission(data));
    await processFully(db, documentUuid, names);
    return documentUuid;
  };
  const documentRow = (document: string) =>
    db.selectFrom('source_documents').selectAll().where('document_uuid', '=', document).executeTakeFirstOrThrow();
  return { db, intake, cleanup, add, documentRow, record: createStageRecord(db) };
}

function cleaned(documentUuid: string): CloudEvent<DocumentCleanupCompleted> {
  const data = {
    document_uuid: documentUuid,
    processing_version: 1,
    project: 'acme',
    mode: 'purge',
    deleted: { redis: { keys: 3 } },
  } as const;
  return { id: 'done', source: '/tributary', type: DocumentCleanupCompleted.type, subject: documentUuid, data };
}

test('reprocessing removes exactly what the document contributed, and yields the identical rows again (P-56, P-60)', async () => {
  const { db, cleanup, add, documentRow } = await setup();
  await add(['Ann', 'Bob']);
  const document = await add(['Ann', 'Cy']);
  const before = await dumpContents(db);
  const result = await cleanup.reprocess({
    documentUuid: document,
    eventId: 'again',
    fromStage: 'ocr',
    preserveOcr: true,
    reason: 'why not',
  });
  expect(result).toMatchObject({
    kind: 'reprocessed',
    version: 2,
    firstStage: 'text',
    project: 'acme',
    deleted: {
      neo4j_relationships_staging: 1,
      neo4j_canonical_entities: 2,
      neo4j_entity_mentions: 2,
      neo4j_chunks: 1,
      neo4j_documents: 1,
      stage_outputs: 10,
      stage_runs: 4,
    },
    reentry: { type: 'document.ocr.completed', id: eventIdOf(document, 2, 'document.ocr.completed'), data: { processing_version: 2 } },
  });
  const between = await dumpContents(db);
  expect(between['neo4j_chunks']).toHaveLength(1);
  expect(between['stage_outputs']).toHaveLength(12);
  expect(await documentRow(document)).toMatchObject({ processing_version: 2, processing_status: 'accepted', current_stage: null });
  await processFully(db, document, ['Ann', 'Cy'], 2);
  expect(await dumpContents(db)).toEqual(before);
  expect(await documentRow(document)).toMatchObject({ processing_status: 'completed' });
});

test('what is kept belongs to the new version: its stage is done and its output is found (P-60)', async () => {
  const { cleanup, add, record } = await setup();
  const document = await add(['Ann', 'Bob']);
  await cleanup.reprocess({ documentUuid: document, eventId: 'again', fromStage: 'entity' });
  expect(await record.loadOutput(document, 2, 'DOC_CLEANED_TEXT')).toMatchObject({ value: { text: 'Ann pays Bob' } });
  expect(await record.loadOutput(document, 2, 'DOC_ALL_EXTRACTED_MENTIONS')).toBeUndefined();
  expect(await record.begin(request(document, 'text', { version: 2 }))).toMatchObject({
    kind: 'done',
    announcement: { data: { processing_version: 2 } },
  });
  expect(await record.begin(request(document, 'entity', { version: 2 }))).toMatchObject({ kind: 'granted' });
});

test('a request that arrives twice is one reprocess; a late write of the old version is refused (P-7, P-11)', async () => {
  const { db, cleanup, record, intake } = await setup();
  const { documentUuid } = await intake.accept(submission());
  const late = await granted(record, request(documentUuid));
  const command = { documentUuid, eventId: 'twice', fromStage: 'ocr', force: true } as const;
  const [first, second] = await Promise.all([cleanup.reprocess(command), cleanup.reprocess(command)]);
  expect(second).toEqual(first);
  expect(first).toMatchObject({
    version: 2,
    firstStage: 'ocr',
    reentry: { type: 'document.accepted', data: { force: true, uri: 'file:///in/a.pdf' } },
  });
  expect(await record.commit(completion(late))).toBe('superseded');
  expect(await record.begin(request(documentUuid))).toEqual({ kind: 'superseded', current: 2 });
  const outbox = await db.selectFrom('outbox').select('event_id').where('document_uuid', '=', documentUuid).execute();
  expect(outbox.map((row) => row.event_id).toSorted()).toEqual(
    [1, 2].map((version) => eventIdOf(documentUuid, version, 'document.accepted')).toSorted(),
  );
});

test('re-enters earlier than asked when an earlier output does not stand, and closes the dead letter', async () => {
  const { db, cleanup, record, intake } = await setup();
  const { documentUuid } = await intake.accept(submission());
  await runStages(record, documentUuid, 'ocr');
  await record.fail(failure(await granted(record, request(documentUuid, 'text'))));
  const result = await cleanup.reprocess({ documentUuid, eventId: randomUUID(), fromStage: 'graph' });
  expect(result).toMatchObject({ firstStage: 'text', reentry: { type: 'document.ocr.completed' } });
  expect(await db.selectFrom('dead_letters').select('status').execute()).toEqual([{ status: 'discarded' }]);
});

test('knows no document that is not there or not in that project', async () => {
  const { cleanup, add } = await setup();
  const document = await add(['Ann', 'Bob']);
  const base = { eventId: 'x', fromStage: 'ocr' } as const;
  expect(await cleanup.reprocess({ ...base, documentUuid: randomUUID() })).toEqual({ kind: 'unknown' });
  expect(await cleanup.purge({ ...base, documentUuid: document, project: 'other' })).toEqual({ kind: 'unknown' });
});

test('a purge that overtakes the submission of its document wins: nothing brings the document back (P-61)', async () => {
  const { db, cleanup, intake, documentRow } = await setup();
  const late = submission();
  const documentUuid = late.data.document_uuid;
  expect(await cleanup.purge({ documentUuid, eventId: 'early', project: 'acme' })).toMatchObject({
    kind: 'erased',
    documentUuid,
    project: 'acme',
  });
  expect(await intake.accept(late)).toEqual({ kind: 'erased', documentUuid });
  expect(await intake.accept(late)).toMatchObject({ documentUuid });
  expect(await documentRow(documentUuid)).toMatchObject({ processing_status: 'purged', file_name: null, source_uri: null });
  expect(await db.selectFrom('outbox').select('event_id').execute()).toEqual([]);
});

test('a purge and the submission of its document at the same moment leave a tombstone, whoever is first (P-61)', async () => {
  const { cleanup, intake, documentRow } = await setup();
  const pairs = Array.from({ length: 20 }, () => submission());
  await Promise.all(
    pairs.flatMap((one, index) => [
      intake.accept(one),
      cleanup.purge({ documentUuid: one.data.document_uuid, eventId: `race ${index}`, project: one.data.project }),
    ]),
  );
  const statuses = await Promise.all(pairs.map(async (one) => (await documentRow(one.data.document_uuid)).processing_status));
  expect(new Set(statuses)).toEqual(new Set(['purged']));
});

test('a purge leaves nothing of the document in any table but a tombstone (P-61)', async () => {
  const { db, cleanup, add, record, intake, documentRow } = await setup();
  const canary = 'Xyzzy-Canary';
  const untouched = await add(['Ann', 'Bob']);
  const data = { file_name: `${canary}.pdf`, uri: `file:///in/${canary}.pdf`, sha256: 'a'.repeat(64), content_type: canary };
  const document = await add([canary, 'Ann'], data);
  await intake.accept(submission({ sha256: 'a'.repeat(64) }, { source: `/crm/${canary}`, eventId: canary }));
  await cleanup.reprocess({ documentUuid: document, eventId: 'first', fromStage: 'entity', reason: canary });
  await processFully(db, document, [canary, 'Ann'], 2);
  await cleanup.reprocess({ documentUuid: document, eventId: 'second', fromStage: 'graph' });
  await record.fail(failure(await granted(record, request(document, 'graph', { version: 3 })), { message: canary }));
  const fields = ['ce_type', 'document.submitted', 'data', `{"document_uuid":"${document}","file_name":"${canary}"`].map((field) =>
    Buffer.from(field),
  );
  const entry = { stream: 's', entryId: '1-1', group: 'g', fields, reason: 'not_json', rule: 'must be JSON', position: '0' } as const;
  await createQuarantine(db).keep(entry);
  expect((await findEverywhere(db, canary)).length).toBeGreaterThan(15);

  const result = await cleanup.purge({ documentUuid: document, eventId: 'purge', reason: 'asked to' });
  expect(result).toMatchObject({
    kind: 'purged',
    version: 3,
    contentUris: [`file:///in/${canary}.pdf`],
    children: [],
    deleted: { quarantine: 1, dead_letters: 1 },
  });
  expect(await findEverywhere(db, canary)).toEqual(['cleanup_runs.result']);
  await cleanup.finish('purge', cleaned(document));
  expect(await findEverywhere(db, canary)).toEqual([]);

  expect(await documentRow(document)).toMatchObject({
    processing_status: 'purged',
    processing_version: 3,
    file_name: null,
    content_sha256: null,
  });
  expect(await record.begin(request(document, 'ocr', { version: 3 }))).toEqual({ kind: 'erased' });
  expect(await cleanup.purge({ documentUuid: document, eventId: 'purge' })).toMatchObject({ kind: 'purged', contentUris: [] });
  expect(await cleanup.purge({ documentUuid: document, eventId: 'another' })).toEqual({
    kind: 'erased',
    documentUuid: document,
    project: 'acme',
    version: 3,
  });
  expect(await documentRow(untouched)).toMatchObject({ processing_status: 'completed' });
  expect(await findEverywhere(db, 'Bob')).not.toEqual([]);
});

test('late events cannot bring a purged document back, neither its own nor those of its copies (P-61)', async () => {
  const { cleanup, intake } = await setup();
  const [first, second] = [submission({ sha256: 'b'.repeat(64) }), submission({ sha256: 'b'.repeat(64) })];
  const { documentUuid } = await intake.accept(first);
  expect(await intake.accept(second)).toMatchObject({ kind: 'duplicate', duplicateOf: documentUuid });
  await cleanup.purge({ documentUuid, eventId: 'purge' });
  expect(await intake.accept(first)).toEqual({ kind: 'repeated', documentUuid });
  expect(await intake.accept(second)).toEqual({ kind: 'repeated', documentUuid });
  expect(await intake.accept({ ...first, eventId: 'new event, old document' })).toEqual({ kind: 'erased', documentUuid });
});

test('documents found inside a purged one are purged too, bytes that others use stay, and the oldest copy inherits the content', async () => {
  const { cleanup, intake, documentRow, db } = await setup();
  const content = { uri: 'object://blob', sha256: 'c'.repeat(64) };
  const { documentUuid } = await intake.accept({ ...submission(content), contentUri: 'object://blob' });
  const copy = await intake.accept({ ...submission({ ...content, options: { allow_duplicate: true } }), contentUri: 'object://blob' });
  const child = await intake.accept(submission({ parent_document_uuid: documentUuid }));
  expect(await documentRow(copy.documentUuid)).toMatchObject({ duplicate_of: documentUuid });
  const result = await cleanup.purge({ documentUuid, eventId: 'purge', reason: 'asked' });
  const data = { document_uuid: child.documentUuid, mode: 'purge', project: 'acme', reason: 'asked' };
  expect(result).toMatchObject({ contentUris: [], children: [{ type: 'document.cleanup.requested', data }] });
  expect(await documentRow(copy.documentUuid)).toMatchObject({ duplicate_of: null, content_sha256: 'c'.repeat(64) });
  const requested = db.selectFrom('outbox').select('event').where('type', '=', 'document.cleanup.requested');
  expect(await requested.execute()).toMatchObject([{ event: { data } }]);
});

test('what was projected stays known until the projection has lost it', async () => {
  const { db, cleanup, add } = await setup();
  const document = await add(['Ann', 'Bob']);
  await db
    .updateTable('graph_projections')
    .set({ projected_fence: (eb) => eb.ref('fence'), contribution: '{"entities":["e"]}' })
    .execute();
  await cleanup.purge({ documentUuid: document, eventId: 'purge' });
  const [pending] = await db.selectFrom('graph_projections').selectAll().execute();
  expect(pending?.fence).toBeGreaterThan(pending?.projected_fence ?? 0);
  await cleanup.finish('purge', cleaned(document));
  expect(await db.selectFrom('graph_projections').select('document_uuid').execute()).toHaveLength(1);
  await db
    .updateTable('graph_projections')
    .set({ projected_fence: (eb) => eb.ref('fence') })
    .execute();
  await cleanup.finish('purge', cleaned(document));
  expect(await db.selectFrom('graph_projections').select('document_uuid').execute()).toEqual([]);
});
