import { testDatabase } from '@tributary/testing';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createDatabase } from '../connection/create-database.js';
import { migrations } from './index.js';
import { migrate, requireSchema, SchemaOutdatedError } from './migrate.js';

test('processes that migrate at the same time apply every migration once', async () => {
  const { url } = await testDatabase();
  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(applied.flat().toSorted()).toEqual(Object.keys(migrations).toSorted());
  expect(await migrate(url)).toEqual([]);
});

test('a service refuses an older schema and says what to do', async () => {
  const { url } = await testDatabase();
  const db = createDatabase({ url, applicationName: 'test' });
  await expect(requireSchema(db)).rejects.toThrow(/0001-init.*run `tributary migrate`/);
  await migrate(url);
  await expect(requireSchema(db)).resolves.toBeUndefined();
  await sql`delete from tributary_migrations where name = '0001-init'`.execute(db);
  await expect(requireSchema(db)).rejects.toEqual(new SchemaOutdatedError(['0001-init']));
  await db.destroy();
});

test('a schema that is newer than the service is accepted', async () => {
  const { url } = await testDatabase();
  await migrate(url);
  const db = createDatabase({ url, applicationName: 'test' });
  await sql`insert into tributary_migrations (name, timestamp) values ('9999-later', now()::text)`.execute(db);
  await expect(requireSchema(db)).resolves.toBeUndefined();
  await db.destroy();
});
