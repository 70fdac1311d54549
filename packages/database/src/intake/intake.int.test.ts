import { randomUUID } from 'node:crypto';
import { eventIdOf } from '@tributary/contracts';
import { expect, onTestFinished, test } from 'vitest';
import { submission } from '../testing/builders.js';
import { migratedDatabase } from '../testing/setup.js';
import type { Acceptance, Submission } from './accept-submissions.js';
import { createIntake } from './create-intake.js';
import { projectIdOf } from './projects.js';

const sha256 = 'd'.repeat(64);

async function setup() {
  const { db } = await migratedDatabase();
  onTestFinished(() => db.destroy());
  return { db, intake: createIntake(db, { clock: () => new Date('2026-01-02T03:04:05Z') }) };
}

test('a submission becomes a document, its project and the event that begins its flow', async () => {
  const { db, intake } = await setup();
  const given = submission({ sha256, size: 12, content_type: 'text/plain', options: { languages: ['de'] } }, { traceparent: '00-a-b-01' });
  const { document_uuid } = given.data;
  const event = {
    id: eventIdOf(document_uuid, 1, 'document.accepted'),
    source: '/tributary',
    type: 'document.accepted',
    subject: document_uuid,
    time: '2026-01-02T03:04:05.000Z',
    dataschema: 'document.accepted/v1',
    traceparent: '00-a-b-01',
    data: {
      document_uuid,
      processing_version: 1,
      project: 'acme',
      uri: 'file:///in/a.pdf',
      content_uri: 'object://x',
      file_name: 'a.pdf',
      content_type: 'text/plain',
      sha256,
      size: 12,
      options: { languages: ['de'] },
    },
  };
  expect(await intake.accept({ ...given, contentUri: 'object://x' })).toEqual({ kind: 'accepted', documentUuid: document_uuid, event });
  expect(await db.selectFrom('outbox').select('event').execute()).toEqual([{ event }]);
  expect(await db.selectFrom('source_documents').select(['project_id', 'processing_status', 'size_bytes']).execute()).toEqual([
    { project_id: projectIdOf('acme'), processing_status: 'accepted', size_bytes: 12 },
  ]);
});

test('the same event twice makes one document, also at the same moment and in two processes', async () => {
  const { db, intake } = await setup();
  const given = submission();
  const kinds = await Promise.all([intake, intake, createIntake(db)].map(async (door) => (await door.accept(given)).kind));
  expect(kinds.toSorted()).toEqual(['accepted', 'repeated', 'repeated']);
  expect(await db.selectFrom('source_documents').select('document_uuid').execute()).toHaveLength(1);
});

test('the same bytes in one project are one document, in another project another (P-12)', async () => {
  const { db, intake } = await setup();
  const twenty = Array.from({ length: 20 }, (_, index) => submission({ sha256, project: index % 2 === 0 ? 'acme' : 'other' }));
  const other = createIntake(db);
  const results = await Promise.all(twenty.map((one, index) => (index % 3 === 0 ? other : intake).accept(one)));
  expect(results.filter((result) => result.kind === 'accepted')).toHaveLength(2);
  const rows = await db.selectFrom('source_documents').select(['document_uuid', 'project_id']).execute();
  const existing = new Map(rows.map((row) => [row.project_id, row.document_uuid]));
  for (const [index, result] of results.entries()) {
    if (result.kind === 'accepted') continue;
    const project = index % 2 === 0 ? 'acme' : 'other';
    expect(result).toMatchObject({ kind: 'duplicate', duplicateOf: existing.get(projectIdOf(project)) });
  }
  expect(await intake.accept(twenty[2] ?? submission())).toMatchObject({
    kind: 'repeated',
    documentUuid: existing.get(projectIdOf('acme')),
  });
});

test('a caller who asks for it gets a copy, which says what it is a copy of (P-12)', async () => {
  const { db, intake } = await setup();
  const original = await intake.accept(submission({ sha256 }));
  const copy = await intake.accept(submission({ sha256, options: { allow_duplicate: true } }));
  expect(copy.kind).toBe('accepted');
  const row = db.selectFrom('source_documents').select('duplicate_of').where('document_uuid', '=', copy.documentUuid);
  expect(await row.executeTakeFirst()).toEqual({ duplicate_of: original.documentUuid });
});

test('a document id that is taken is a duplicate of itself, whatever event names it', async () => {
  const { intake } = await setup();
  const given = submission();
  await intake.accept(given);
  const documentUuid = given.data.document_uuid;
  expect(await intake.accept({ ...given, eventId: 'another' })).toEqual({ kind: 'duplicate', documentUuid, duplicateOf: documentUuid });
});

test('a batch counts what arrived for it, duplicates too', async () => {
  const { db, intake } = await setup();
  const batch_uuid = randomUUID();
  const first = submission({ batch_uuid, sha256 });
  await Promise.all([first, first, submission({ batch_uuid }), submission({ batch_uuid, sha256 })].map((one) => intake.accept(one)));
  expect(await db.selectFrom('batches').select(['submitted', 'duplicates']).execute()).toEqual([{ submitted: 3, duplicates: 1 }]);
});

test('one submission that the database refuses does not fail its neighbours', async () => {
  const { intake } = await setup();
  const bad = submission({ size: 2.5 });
  const results = await Promise.allSettled([submission(), bad, submission()].map((one) => intake.accept(one)));
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('a submission travels in the lane it asks for; a crowd that asks for none goes to the bulk lane (P-73)', async () => {
  const { db } = await setup();
  const intake = createIntake(db, { bulkAfter: 3 });
  const lanesOf = async (...given: readonly Submission[]) => {
    const accepted: Acceptance[] = [];
    for (const one of given) accepted.push(await intake.accept(one));
    return accepted.map((one) => (one.kind === 'accepted' ? (one.event.lane ?? 'interactive') : one.kind));
  };
  const batch_uuid = randomUUID();
  expect(await lanesOf(submission({ options: { priority: 'bulk' } }))).toEqual(['bulk']);
  expect(await lanesOf(...Array.from({ length: 4 }, () => submission({ project: 'crowd' })))).toEqual([
    'interactive',
    'interactive',
    'interactive',
    'bulk',
  ]);
  expect(await lanesOf(submission({ project: 'crowd', options: { priority: 'interactive' } }))).toEqual(['interactive']);
  expect(await lanesOf(submission({ project: 'single' }))).toEqual(['interactive']);
  const together = await Promise.all(Array.from({ length: 8 }, () => intake.accept(submission({ project: 'batches', batch_uuid }))));
  expect(together.filter((one) => one.kind === 'accepted' && one.event.lane === 'bulk')).toHaveLength(5);
  await db.updateTable('source_documents').set({ processing_status: 'completed' }).execute();
  expect(await lanesOf(submission({ project: 'crowd' }), submission({ project: 'batches', batch_uuid }))).toEqual(['interactive', 'bulk']);
});
