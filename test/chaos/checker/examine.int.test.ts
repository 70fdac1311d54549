import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@tributary/database';
import { startRedis } from '@tributary/local-stack';
import { testDatabase, testNeo4j } from '@tributary/testing';
import { Redis } from 'ioredis';
import neo4j from 'neo4j-driver';
import pg from 'pg';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { examine, isQuiet } from './examine.js';
import { readGraph } from './graph.js';
import { compareRows } from './rows.js';

const stages = ['ocr', 'text', 'entity', 'resolution', 'graph'];
const stream = '{tributary:p0}:events:document.accepted';
const dir = mkdtempSync(join(tmpdir(), 'tributary-checker-'));
// The checker looks at all keys there are: a server that is shared with other tests would not do.
const server = await startRedis({ dir });
const redis = new Redis(server.url);
const { url: databaseUrl } = await testDatabase({ prepare: migrate, template: 'checker' });
const database = new pg.Client({ connectionString: databaseUrl });
await database.connect();
const stores = { databaseUrl, redisUrls: [server.url] };
const look = () => examine(stores, { harmless: 'plain-' });
const project = randomUUID();
const one = randomUUID();

afterAll(async () => {
  redis.disconnect();
  await database.end();
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

beforeEach(async () => {
  await redis.flushall();
  await database.query('truncate projects, source_documents, stage_runs, stage_outputs, processing_history, outbox, quarantine cascade');
  await database.query("insert into projects (id, name) values ($1, 'checker')", [project]);
  await plant(one, 'plain-1.txt');
  await plant(randomUUID(), 'plain-2.txt');
  await redis.xgroup('CREATE', stream, 'ocr', '0', 'MKSTREAM');
});

/** A document that went through all stages, with two chunks. */
async function plant(document: string, name: string): Promise<void> {
  await database.query(
    `insert into source_documents (document_uuid, project_id, file_name, source_uri, processing_status) values ($1, $2, $3, 'file:///x', 'completed')`,
    [document, project, name],
  );
  await database.query(
    `insert into neo4j_documents (document_uuid, project_id, processing_version, processing_status) values ($1, $2, 1, 'completed')`,
    [document, project],
  );
  for (const index of [0, 1]) await chunk(document, index);
  for (const stage of stages) {
    await database.query(
      `insert into stage_runs (document_uuid, processing_version, stage, status, outcome, fence, owner, fingerprint, event_id, started_at)
       values ($1, 1, $2, 'completed', 'completed', 1, 'me', 'f', 'e', now())`,
      [document, stage],
    );
    for (const change of ['stage_started', 'stage_ended']) await note(document, stage, change);
  }
}

const chunk = (document: string, index: number) =>
  database.query(
    `insert into neo4j_chunks (chunk_uuid, document_uuid, chunk_index, text, start_offset, end_offset, page_start, page_end, token_count)
     values ($1, $2, $3, 'text', 0, 4, 1, 1, 1)`,
    [randomUUID(), document, index],
  );

const note = (document: string, stage: string, change: string) =>
  database.query(`insert into processing_history (document_uuid, processing_version, stage, change) values ($1, 1, $2, $3)`, [
    document,
    stage,
    change,
  ]);

/** What a look finds after something was planted, compared with the look before. */
async function after(plantIt: () => Promise<unknown>) {
  const golden = await look();
  await plantIt();
  return examine(stores, { golden, harmless: 'plain-' });
}

test('an undisturbed run has nothing lost, doubled or unsettled', async () => {
  expect(await after(async () => undefined)).toMatchObject({
    lost: 0,
    doubled: 0,
    unsettled: [],
    completed: 2,
    accepted: 2,
    wastePercent: 0,
  });
  expect(await isQuiet(stores)).toBe(true);
});

describe('finds (I1, I2)', () => {
  test('a lost row', async () => {
    const found = await after(() => database.query('delete from neo4j_chunks where document_uuid = $1 and chunk_index = 1', [one]));
    expect(found).toMatchObject({ lost: 1, doubled: 0 });
    expect(found.unsettled).toEqual([expect.stringContaining('neo4j_chunks: 1 missing, 0 extra')]);
  });

  test('a doubled row', async () => {
    expect(await after(() => chunk(one, 2))).toMatchObject({ lost: 0, doubled: 1 });
  });

  test('a wrong value, as one row lost and one too many', async () => {
    const found = await after(() =>
      database.query(`update neo4j_chunks set text = 'TEXT' where document_uuid = $1 and chunk_index = 0`, [one]),
    );
    expect(found).toMatchObject({ lost: 1, doubled: 1 });
  });

  test('a document that is back after it was erased', async () => {
    const erase = `update source_documents set processing_status = 'purged', file_name = null, source_uri = null where document_uuid = $1`;
    await database.query('delete from neo4j_documents where document_uuid = $1', [one]);
    await database.query(erase, [one]);
    const found = await after(async () => {
      await database.query(
        `insert into neo4j_documents (document_uuid, project_id, processing_version, processing_status) values ($1, $2, 1, 'completed')`,
        [one, project],
      );
    });
    expect(found).toMatchObject({ lost: 0, doubled: 1 });
  });

  test('a document that never ended, and one that is called completed and lacks a stage', async () => {
    const found = await after(async () => {
      await database.query(`update source_documents set processing_status = 'processing' where document_uuid = $1`, [one]);
      await database.query(`delete from stage_runs where document_uuid <> $1 and stage = 'graph'`, [one]);
    });
    expect(found.open).toBe(1);
    expect(found.unsettled).toContain('1 completed documents lack a stage');
    expect(await isQuiet(stores)).toBe(false);
  });

  test('a stage that ended twice, and a run that was granted again', async () => {
    const found = await after(async () => {
      await note(one, 'text', 'stage_started');
      await note(one, 'text', 'stage_ended');
    });
    expect(found).toMatchObject({ doubled: 1, repeatedEnds: 1 });
    expect(found.wastePercent).toBeCloseTo(100 / 11);
  });

  test('a failure that no dead letter explains (I5)', async () => {
    const found = await after(() =>
      database.query(`update source_documents set processing_status = 'failed' where document_uuid = $1`, [one]),
    );
    expect(found.unsettled).toContain('1 failures without dead letter, or the other way round');
  });
});

describe('finds work that was left over (I4)', () => {
  test('an entry that is stuck in the pending list, and one that nobody read', async () => {
    const found = await after(async () => {
      await redis.xadd(stream, '*', 'id', '1');
      await redis.xreadgroup('GROUP', 'ocr', 'gone', 'COUNT', 1, 'STREAMS', stream, '>');
      await redis.xadd(stream, '*', 'id', '2');
    });
    expect(found.unsettled).toEqual([`1 pending on ${stream}`, `lag 1 on ${stream}`]);
    expect(await isQuiet(stores)).toBe(false);
  });

  test('a retry that waits, and an event that was never sent', async () => {
    const found = await after(async () => {
      await redis.zadd('{tributary:p0}:retry:ocr:document.accepted', 1, 'r');
      await database.query(`insert into outbox (event_id, type, event) values ('e', 'document.accepted', '{}')`);
    });
    expect(found.unsettled).toEqual(['1 unsent outbox rows', '1 retries in {tributary:p0}:retry:ocr:document.accepted']);
  });

  test('consumers that nobody is behind, and a stream that is not trimmed', async () => {
    const entries = redis.pipeline();
    for (let n = 0; n <= 1000; n++) entries.xadd(stream, '*', 'id', n);
    await entries.exec();
    for (const name of ['a', 'b', 'c', 'd']) await redis.xgroup('CREATECONSUMER', stream, 'ocr', name);
    const found = await examine(stores, { harmless: 'plain-' }, { ocr: 1 });
    expect(found.unsettled).toEqual([`lag 1001 on ${stream}`, `1001 entries in ${stream}`, `4 consumers of ocr on ${stream}, 1 running`]);
  });
});

const graph = await testNeo4j();

test.skipIf(graph.url === undefined)('sees an edge too many and a property that differs in Neo4j, and no order of a list', async () => {
  const uri = graph.url ?? '';
  const driver = neo4j.driver(uri);
  const mark = randomUUID();
  const own = async () => new Map([...(await readGraph(uri))].filter(([line]) => line.includes(mark)));
  try {
    await driver.executeQuery("CREATE (:Checked {id: $mark, list: ['a', 'b']})-[:TO {id: 1}]->(:Checked {id: $mark + '2'})", { mark });
    const golden = await own();
    await driver.executeQuery("MATCH (n:Checked {id: $mark}) SET n.list = ['b', 'a']", { mark });
    expect(compareRows({ graph: golden }, { graph: await own() })).toMatchObject({ missing: 0, extra: 0 });
    await driver.executeQuery("MATCH (n:Checked {id: $mark})-[:TO]->(m) CREATE (n)-[:TO {id: 2}]->(m) SET m.name = 'changed'", { mark });
    expect(compareRows({ graph: golden }, { graph: await own() })).toMatchObject({ missing: 1, extra: 2 });
  } finally {
    await driver.executeQuery('MATCH (n:Checked) WHERE n.id STARTS WITH $mark DETACH DELETE n', { mark });
    await driver.close();
  }
});
