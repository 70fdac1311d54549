import neo4j from 'neo4j-driver';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { testDatabase, testNeo4j, testRedis } from './index.js';

test('flushing removes the keys of this file and no others', async () => {
  const redis = await testRedis();
  const other = await testRedis();
  await redis.client.mset(`${redis.prefix}:a`, '1', `{${redis.prefix}:p0}:b`, '2', `${other.prefix}:a`, '3');
  await redis.flush();
  expect(await redis.client.mget(`${redis.prefix}:a`, `{${redis.prefix}:p0}:b`, `${other.prefix}:a`)).toEqual([null, null, '3']);
});

test('a prepared database is a copy of its template, and changes to one copy do not show in another', async () => {
  const prepare = (url: string) => query(url, 'create table notes (text text)');
  const [one, two] = await Promise.all([testDatabase({ prepare, template: 'notes' }), testDatabase({ prepare, template: 'notes' })]);
  await query(one.url, `insert into notes values ('here')`);
  expect(await query(one.url, 'select text from notes')).toEqual([{ text: 'here' }]);
  expect(await query(two.url, 'select text from notes')).toEqual([]);
});

const graph = await testNeo4j();
describe.skipIf(graph.url === undefined)('Neo4j', () => {
  const driver = neo4j.driver(graph.url ?? 'bolt://none');
  afterAll(() => driver.close());

  test('answers over Bolt without a password', async () => {
    const { records } = await driver.executeQuery('return 1 + 1 as sum');
    expect(records.map((record) => Number(record.get('sum')))).toEqual([2]);
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}
