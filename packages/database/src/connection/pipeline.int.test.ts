import { testDatabase } from '@tributary/testing';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { createDatabase } from './create-database.js';
import { inPipeline, type Pipeline } from './pipeline.js';

const { url } = await testDatabase();

/** One connection, so that what a transaction leaves behind would be seen by the next. */
async function setup() {
  const db = createDatabase({ url, poolSize: 1, applicationName: 'pipeline' });
  onTestFinished(() => db.destroy());
  await sql`create table if not exists notes (id integer primary key)`.execute(db);
  await sql`truncate notes`.execute(db);
  const ids = async () => (await sql<{ id: number }>`select id from notes order by id`.execute(db)).rows.map(({ id }) => id);
  return { db, ids };
}

const insert = (pipeline: Pipeline, id: number) => pipeline.send(sql`insert into notes values (${id})`);

test('statements of one turn run in the order in which they were sent, and are kept together', async () => {
  const { db, ids } = await setup();
  const seen = await inPipeline(db, {}, async (pipeline) => {
    const sent = [insert(pipeline, 1), insert(pipeline, 2), pipeline.send<{ count: number }>(sql`select count(*) from notes`)] as const;
    pipeline.commit();
    return (await Promise.all(sent))[2];
  });
  expect(seen).toEqual([{ count: 2 }]);
  expect(await ids()).toEqual([1, 2]);
});

test('the statement that failed first is the reason, nothing is kept, and the connection serves the next', async () => {
  const { db, ids } = await setup();
  const failing = inPipeline(db, {}, async (pipeline) => {
    const sent = [insert(pipeline, 1), insert(pipeline, 1), insert(pipeline, 2)];
    pipeline.commit();
    // The last answer only says that the transaction is aborted.
    await sent[2];
  });
  await expect(failing).rejects.toThrow('duplicate key value');
  expect(await ids()).toEqual([]);
});

test('work that throws leaves nothing', async () => {
  const { db, ids } = await setup();
  const failing = inPipeline(db, {}, async (pipeline) => {
    await insert(pipeline, 1);
    throw new Error('changed its mind');
  });
  await expect(failing).rejects.toThrow('changed its mind');
  expect(await ids()).toEqual([]);
});

test('a failure that the work does not look at is a failure all the same', async () => {
  const { db, ids } = await setup();
  const failing = inPipeline(db, {}, async (pipeline) => {
    void pipeline.send(sql`select 1 / 0`);
    return 'done';
  });
  await expect(failing).rejects.toThrow('division by zero');
  expect(await ids()).toEqual([]);
});

test('settings last as long as the transaction', async () => {
  const { db } = await setup();
  const asked = sql<{ synchronous_commit: string }>`show synchronous_commit`;
  const inside = await inPipeline(db, { durable: false }, (pipeline) => pipeline.send(asked));
  expect(inside).toEqual([{ synchronous_commit: 'off' }]);
  expect((await asked.execute(db)).rows).toEqual([{ synchronous_commit: 'on' }]);
});
