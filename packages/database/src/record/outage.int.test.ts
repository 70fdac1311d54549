import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { createDatabase } from '../connection/create-database.js';
import { addDocuments, completion, granted, request } from '../testing/builders.js';
import { migratedDatabase } from '../testing/setup.js';
import { createStageRecord } from './stage-record.js';

test('connections that break under running commits charge nobody, and repeating them commits each once', async () => {
  const { db, url } = await migratedDatabase();
  const admin = createDatabase({ url, poolSize: 1, applicationName: 'admin' });
  onTestFinished(async () => {
    await Promise.all([db.destroy(), admin.destroy()]);
  });
  const record = createStageRecord(db);
  const documents = await addDocuments(db, 100);
  const runs = await Promise.all(documents.map((document) => granted(record, request(document))));
  const first = Promise.allSettled(runs.map((run) => record.commit(completion(run))));
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test' and datname = current_database()`.execute(
    admin,
  );
  const failures = (await first).filter((result) => result.status === 'rejected').map((result) => result.reason as unknown);
  for (const failure of failures) expect(failure).toMatchObject({ code: 'database_unavailable', uncharged: true });
  expect(await Promise.all(runs.map((run) => record.commit(completion(run))))).toEqual(runs.map(() => 'committed'));
  const outbox = await db.selectFrom('outbox').select('event_id').where('type', '=', 'document.ocr.completed').execute();
  expect(outbox).toHaveLength(100);
});

test('a server that cannot be reached is an outage too', async () => {
  const db = createDatabase({ url: 'postgres://127.0.0.1:1/none', applicationName: 'test', connectTimeoutMs: 500 });
  const record = createStageRecord(db);
  await expect(record.begin(request('00000000-0000-4000-8000-000000000000'))).rejects.toMatchObject({
    code: 'database_unavailable',
    uncharged: true,
  });
  await db.destroy();
});
