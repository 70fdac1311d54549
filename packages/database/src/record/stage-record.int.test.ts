import { afterAll, describe, expect, test } from 'vitest';
import { addDocuments, announcement, completion, failure, granted, request, runStages } from '../testing/builders.js';
import { migratedDatabase } from '../testing/setup.js';
import { createStageRecord } from './stage-record.js';

const { db } = await migratedDatabase();
afterAll(() => db.destroy());

async function setup(count = 1) {
  const [document = '', ...others] = await addDocuments(db, count);
  return { record: createStageRecord(db), document, others };
}

function documentRow(document: string) {
  return db.selectFrom('source_documents').selectAll().where('document_uuid', '=', document).executeTakeFirstOrThrow();
}

function runRow(document: string, stage: 'ocr' | 'text' | 'graph' = 'ocr') {
  return db.selectFrom('stage_runs').selectAll().where('document_uuid', '=', document).where('stage', '=', stage).executeTakeFirst();
}

describe('begin', () => {
  test('grants a run, says processing, and grows the fence with every grant (P-4)', async () => {
    const { record, document } = await setup();
    const first = await granted(record, request(document));
    const second = await granted(record, request(document));
    expect(second.fence).toBeGreaterThan(first.fence);
    expect(second.projectId).toBe((await documentRow(document)).project_id);
    expect(await documentRow(document)).toMatchObject({ processing_status: 'processing', current_stage: 'ocr' });
    expect(await runRow(document)).toMatchObject({ status: 'processing', fence: second.fence, attempts: 1, owner: `worker/${document}` });
  });

  test('does not know a document that nobody submitted', async () => {
    const { record } = await setup();
    expect(await record.begin(request('00000000-0000-4000-8000-000000000000'))).toEqual({ kind: 'unknown' });
  });

  test('refuses an older version (P-11), and a stage whose predecessor has not ended', async () => {
    const { record, document } = await setup();
    await db.updateTable('source_documents').set({ processing_version: 3 }).where('document_uuid', '=', document).execute();
    expect(await record.begin(request(document, 'ocr', { version: 2 }))).toEqual({ kind: 'superseded', current: 3 });
    expect(await record.begin(request(document, 'text', { version: 3 }))).toEqual({ kind: 'early' });
    expect(await runRow(document, 'text')).toBeUndefined();
  });

  test('answers a tombstone with erased (P-61)', async () => {
    const { record, document } = await setup();
    await db.updateTable('source_documents').set({ processing_status: 'purged' }).where('document_uuid', '=', document).execute();
    expect(await record.begin(request(document))).toEqual({ kind: 'erased' });
  });

  test('a run with the same fingerprint is done already; another fingerprint runs again (P-1)', async () => {
    const { record, document } = await setup();
    await runStages(record, document, 'ocr');
    const done = { kind: 'done', outcome: 'completed', announcement: announcement({ documentUuid: document, version: 1, stage: 'ocr' }) };
    expect(await record.begin(request(document))).toEqual(done);
    expect(await record.begin(request(document, 'ocr', { eventId: 'another' }))).toEqual(done);
    expect(await runRow(document)).toMatchObject({ status: 'skipped_cached', outcome: 'completed', skips: 2 });
    expect(await record.begin(request(document, 'ocr', { fingerprint: 'f2' }))).toMatchObject({ kind: 'granted' });
  });

  test('force computes again, but once per event', async () => {
    const { record, document } = await setup();
    await runStages(record, document, 'ocr');
    const forced = request(document, 'ocr', { force: true, eventId: 'forced' });
    await record.commit(completion(await granted(record, forced)));
    expect(await record.begin(forced)).toMatchObject({ kind: 'done' });
  });

  test('a stage that runs again takes back what came after it', async () => {
    const { record, document } = await setup();
    await runStages(record, document, 'text');
    const stale = await runRow(document, 'text');
    await granted(record, request(document, 'ocr', { fingerprint: 'f2' }));
    expect(await runRow(document, 'text')).toMatchObject({ status: 'pending', fence: (stale?.fence ?? 0) + 1 });
    expect(await record.begin(request(document, 'text'))).toEqual({ kind: 'early' });
  });

  test('the same id in capitals is the same document', async () => {
    const { record, document } = await setup();
    expect(await record.begin(request(document.toUpperCase()))).toMatchObject({ kind: 'granted' });
  });
});

describe('commit', () => {
  test('writes outputs, status, outbox and history together', async () => {
    const { record, document } = await setup();
    const run = await granted(record, request(document));
    const outputs = [{ name: 'DOC_OCR_RESULT', value: { text: 'x'.repeat(5000), metadata: { detected_file_type: 'pdf' } } }];
    expect(await record.commit(completion(run, { outputs, memo: { hits: 2, misses: 3 } }))).toBe('committed');
    expect(await record.loadOutput(document, 1, 'DOC_OCR_RESULT')).toEqual({ value: outputs[0]?.value, fingerprint: 'f1' });
    expect(await record.loadOutput(document, 2, 'DOC_OCR_RESULT')).toBeUndefined();
    expect(await documentRow(document)).toMatchObject({ processing_status: 'processing', detected_file_type: 'pdf', completed_at: null });
    expect(await runRow(document)).toMatchObject({ status: 'completed', memo_hits: 2, memo_misses: 3, duration_ms: 5 });
    const outbox = await db
      .selectFrom('outbox')
      .select(['type', 'sent_at'])
      .where('document_uuid', '=', document)
      .orderBy('type')
      .execute();
    expect(outbox).toEqual([
      { type: 'document.accepted', sent_at: null },
      { type: 'document.ocr.completed', sent_at: null },
    ]);
    const history = await db
      .selectFrom('processing_history')
      .select('change')
      .where('document_uuid', '=', document)
      .orderBy('id')
      .execute();
    expect(history.map((row) => row.change)).toEqual(['accepted', 'stage_started', 'stage_ended']);
  });

  test('refuses a write from a worker whose fence is older (P-4)', async () => {
    const { record, document } = await setup();
    const old = await granted(record, request(document));
    const fresh = await granted(record, request(document));
    const output = (value: string) => ({ outputs: [{ name: 'DOC_OCR_RESULT', value }] });
    expect(await record.commit(completion(fresh, output('fresh')))).toBe('committed');
    expect(await record.commit(completion(old, output('stale')))).toBe('superseded');
    expect(await record.loadOutput(document, 1, 'DOC_OCR_RESULT')).toMatchObject({ value: 'fresh' });
  });

  test('refuses a late write of an older version (P-11)', async () => {
    const { record, document } = await setup();
    const run = await granted(record, request(document));
    await db.updateTable('source_documents').set({ processing_version: 2 }).where('document_uuid', '=', document).execute();
    expect(await record.commit(completion(run))).toBe('superseded');
    expect(await db.selectFrom('outbox').select('type').where('document_uuid', '=', document).execute()).toEqual([
      { type: 'document.accepted' },
    ]);
  });

  test('may be repeated by the worker whose answer was lost', async () => {
    const { record, document } = await setup();
    const run = await granted(record, request(document));
    expect(await record.commit(completion(run))).toBe('committed');
    expect(await record.commit(completion(run))).toBe('committed');
    expect(await record.begin(request(document))).toMatchObject({ kind: 'done' });
  });

  test('the last stage ends the document with the worst of its outcomes (P-8)', async () => {
    const { record, document } = await setup();
    await runStages(record, document, 'resolution');
    const text = db.updateTable('stage_runs').set({ outcome: 'partial' }).where('document_uuid', '=', document).where('stage', '=', 'text');
    await text.execute();
    await record.commit(completion(await granted(record, request(document, 'graph'))));
    expect(await documentRow(document)).toMatchObject({ processing_status: 'partial', completed_at: expect.any(Date) });
  });

  test('documents found inside leave with the same transaction (P-21)', async () => {
    const { record, document } = await setup();
    const run = await granted(record, request(document));
    const found = { id: 'child', source: '/tributary', type: 'document.submitted', data: {} } as const;
    await record.commit(completion(run, { submissions: [found] }));
    expect(await db.selectFrom('outbox').select('event').where('event_id', '=', 'child').executeTakeFirst()).toEqual({ event: found });
  });
});

describe('group commit', () => {
  test('many workers share transactions and each gets its own answer', async () => {
    const { record, document, others } = await setup(200);
    const documents = [document, ...others];
    const runs = await Promise.all(documents.map((uuid) => granted(record, request(uuid))));
    const again = await Promise.all(documents.slice(0, 50).map((uuid) => granted(record, request(uuid))));
    const results = await Promise.all([...runs, ...again].map((run) => record.commit(completion(run))));
    expect(results.filter((result) => result === 'superseded')).toHaveLength(50);
    expect(results.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => 'superseded'));
  });

  test('one poisoned commit does not fail its neighbours', async () => {
    const { record, document, others } = await setup(20);
    const documents = [document, ...others];
    const runs = await Promise.all(documents.map((uuid) => granted(record, request(uuid))));
    const poison = [{ name: 'DOC_ALL_EXTRACTED_MENTIONS', value: [{ mention_uuid: 'no uuid' }] }];
    const commits = runs.map((run, index) => record.commit(completion(run, index === 7 ? { outputs: poison } : {})));
    const results = await Promise.allSettled(commits);
    expect(results.map((result) => result.status)).toEqual(runs.map((_, index) => (index === 7 ? 'rejected' : 'fulfilled')));
    expect(await runRow(documents[7] ?? '')).toMatchObject({ status: 'processing' });
  });

  test('workers of several processes meet without deadlock, and one of each pair wins', async () => {
    const { document, others } = await setup(60);
    const documents = [document, ...others];
    const records = [createStageRecord(db), createStageRecord(db), createStageRecord(db)];
    const perWorker = await Promise.all(
      records.map((record, index) =>
        Promise.all((index % 2 === 0 ? documents : documents.toReversed()).map((uuid) => granted(record, request(uuid)))),
      ),
    );
    const results = await Promise.all(
      perWorker.flatMap((runs, index) =>
        runs.map(async (run) => [run.documentUuid, await records[index]?.commit(completion(run))] as const),
      ),
    );
    const winners = results.filter(([, result]) => result === 'committed').map(([uuid]) => uuid);
    expect(winners.toSorted()).toEqual(documents.toSorted());
  });
});

describe('failures', () => {
  test('a retry is visible and leaves the fence to the next attempt', async () => {
    const { record, document } = await setup();
    const run = await granted(record, request(document));
    await record.noteRetry(failure(run, { code: 'rate_limited', message: 'slow down', retryable: true }), 5000);
    expect(await runRow(document)).toMatchObject({ status: 'retrying', error_code: 'rate_limited', next_attempt_at: expect.any(Date) });
    expect(await record.commit(completion(run))).toBe('superseded');
    expect(await record.begin(request(document, 'ocr', { attempt: 2 }))).toMatchObject({ kind: 'granted' });
    expect(await runRow(document)).toMatchObject({ status: 'processing', attempts: 2, error_code: null, next_attempt_at: null });
  });

  test('a note from a worker that was replaced changes nothing', async () => {
    const { record, document } = await setup();
    const old = await granted(record, request(document, 'ocr', { owner: 'old' }));
    await granted(record, request(document, 'ocr', { owner: 'new' }));
    await record.noteRetry(failure(old), 1000);
    expect(await record.fail(failure(old))).toBe('superseded');
    expect(await runRow(document)).toMatchObject({ status: 'processing', owner: 'new' });
  });

  test('failing ends the document with a dead letter and one event, said as often as one likes (P-70)', async () => {
    const { record, document } = await setup();
    const run = await granted(record, request(document));
    const first = await record.fail(failure(run, { message: 'damaged\u0000 file' }));
    expect(first).toMatchObject({
      announcement: { type: 'document.failed', subject: document, data: { project: 'acme', stage: 'ocr', attempts: 1 } },
    });
    expect(await record.fail(failure(run))).toEqual(first);
    expect(await documentRow(document)).toMatchObject({
      processing_status: 'failed',
      error_code: 'corrupt',
      error_message: 'damaged\ufffd file',
    });
    const letters = await db.selectFrom('dead_letters').selectAll().where('document_uuid', '=', document).execute();
    expect(letters).toMatchObject([{ status: 'open', stage: 'ocr', attempts: 1, event: failure(run).event, traceparent: '00-1-2-01' }]);
    expect(await record.commit(completion(run))).toBe('superseded');
  });

  test('what killed its workers is failed by one that never began, and the dead one stays dead', async () => {
    const { record, document } = await setup();
    const dead = await granted(record, request(document, 'ocr', { owner: 'dead' }));
    expect(await record.fail(failure(request(document, 'ocr', { owner: 'next' }), { code: 'crash_loop' }))).toMatchObject({
      announcement: {},
    });
    expect(await record.commit(completion(dead))).toBe('superseded');
  });

  test('a document that failed and later ends well has no open dead letter', async () => {
    const { record, document } = await setup();
    await record.fail(failure(await granted(record, request(document))));
    await record.commit(completion(await granted(record, request(document))));
    expect(await documentRow(document)).toMatchObject({ processing_status: 'processing', error_code: null });
    const letter = db.selectFrom('dead_letters').select('status').where('document_uuid', '=', document);
    expect(await letter.executeTakeFirst()).toEqual({ status: 'replayed' });
  });
});

test('marks of published events are gathered and written', async () => {
  const { record, document } = await setup();
  const run = await granted(record, request(document));
  await record.commit(completion(run));
  record.markSent([announcement(run).id]);
  await record.close();
  const row = await db.selectFrom('outbox').select('sent_at').where('event_id', '=', announcement(run).id).executeTakeFirst();
  expect(row).toEqual({ sent_at: expect.any(Date) });
});
