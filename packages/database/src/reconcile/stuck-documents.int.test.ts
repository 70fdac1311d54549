import { eventIdOf } from '@tributary/contracts';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { replayDeadLetters } from '../queries/resolve-dead-letters.js';
import { createStageRecord } from '../record/stage-record.js';
import { addDocuments, completion, failure, granted, request, runStages } from '../testing/builders.js';
import { migratedDatabase } from '../testing/setup.js';
import { loadStageStates, recentlyEnded } from './stage-states.js';
import { endFinishedDocuments, noteReemitted, stuckDocuments } from './stuck-documents.js';

const limits = { ocr: 60_000, text: 60_000, entity: 60_000, resolution: 60_000, graph: 60_000 };

async function setup() {
  const { db } = await migratedDatabase();
  onTestFinished(() => db.destroy());
  const [document = ''] = await addDocuments(db, 1);
  /** Lets the document have stood still for so many minutes. */
  const age = async (minutes: number) => {
    const ago = sql`${minutes} * interval '1 minute'`;
    await sql`update source_documents set created_at = created_at - ${ago}, updated_at = updated_at - ${ago}`.execute(db);
    await sql`update stage_runs set updated_at = updated_at - ${ago}, started_at = started_at - ${ago}, finished_at = finished_at - ${ago}`.execute(
      db,
    );
  };
  const stuck = async () => (await stuckDocuments(db, limits)).map(({ stage, event }) => [stage, event.id]);
  return { db, document, age, stuck, record: createStageRecord(db) };
}

test('a document that nobody began is found with the event that began it (P-62)', async () => {
  const { age, stuck, document } = await setup();
  expect(await stuck()).toEqual([]);
  await age(2);
  expect(await stuck()).toEqual([['ocr', eventIdOf(document, 1, 'document.accepted')]]);
});

test('a document between two stages, or in one whose worker died, is found with the announcement of the stage before', async () => {
  const { age, stuck, document, record } = await setup();
  await runStages(record, document, 'text');
  await age(2);
  const expected = [['entity', eventIdOf(document, 1, 'document.text.completed')]];
  expect(await stuck()).toEqual(expected);
  await granted(record, request(document, 'entity'));
  expect(await stuck()).toEqual([]);
  await age(2);
  expect(await stuck()).toEqual(expected);
});

test('a retry counts from the time it is due', async () => {
  const { age, stuck, document, record } = await setup();
  await record.noteRetry(failure(await granted(record, request(document))), 10 * 60_000);
  await age(5);
  expect(await stuck()).toEqual([]);
});

test('an event that was emitted again gets its time, and the history says so', async () => {
  const { db, age, stuck } = await setup();
  await age(2);
  await noteReemitted(db, await stuckDocuments(db, limits));
  expect(await stuck()).toEqual([]);
  expect(await db.selectFrom('processing_history').select(['change', 'stage']).orderBy('id', 'desc').limit(1).execute()).toEqual([
    { change: 'reemitted', stage: 'ocr' },
  ]);
});

test('documents at rest are left alone, until a replay makes them wait again (P-71)', async () => {
  const { db, age, stuck, document, record } = await setup();
  const { event } = failure(request(document));
  await record.fail(failure(await granted(record, request(document))));
  await age(2);
  expect(await stuck()).toEqual([]);
  const [{ id } = { id: '' }] = await db.selectFrom('dead_letters').select('id').execute();
  expect(await replayDeadLetters(db, [id], 'fixed')).toMatchObject({ ids: [id], events: [event] });
  const status = db.selectFrom('source_documents').select(['processing_status', 'error_code']);
  expect(await status.execute()).toEqual([{ processing_status: 'accepted', error_code: null }]);
  await age(2);
  expect(await stuck()).toEqual([['ocr', event.id]]);
  expect(await record.fail(failure(await granted(record, request(document))))).toMatchObject({ announcement: { data: { attempts: 1 } } });
  const failedEvents = db.selectFrom('outbox').select('event_id').where('type', '=', 'document.failed');
  expect(await failedEvents.execute()).toHaveLength(2);
});

test('a document whose stages are all done is ended, and its states can be read', async () => {
  const { db, document, record } = await setup();
  await runStages(record, document, 'resolution');
  await record.commit(completion(await granted(record, request(document, 'graph')), { outcome: 'empty' }));
  await db.updateTable('source_documents').set({ processing_status: 'accepted', completed_at: null }).execute();
  expect(await endFinishedDocuments(db)).toBe(1);
  expect(await db.selectFrom('source_documents').select('processing_status').execute()).toEqual([{ processing_status: 'empty' }]);
  expect(await recentlyEnded(db, 60_000)).toEqual([document]);
  // By the clock of Postgres, whatever this process takes for the time.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
  onTestFinished(() => void vi.useRealTimers());
  expect(await recentlyEnded(db, 60_000)).toEqual([document]);
  const [states] = await loadStageStates(db, [document]);
  expect(states?.version).toBe(1);
  expect(states?.stages.get('graph')).toMatchObject({ status: 'empty', attempt: 1, completedAt: expect.any(String) });
});
