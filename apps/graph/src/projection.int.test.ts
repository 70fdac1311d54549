import { randomUUID } from 'node:crypto';
import { createDatabase, migrate } from '@tributary/database';
import { GraphProjector, Neo4jGraph, readRows, stagedGraph } from '@tributary/graph-store';
import { canonicalDump, displayIds, entityLabel, entityRows, projectionRows, relationRows } from '@tributary/knowledge-graph';
import { silentLogger } from '@tributary/stage-kit';
import { testDatabase, testNeo4j } from '@tributary/testing';
import { sql } from 'kysely';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { PostgresProjection } from './postgres-projection.js';
import { contentTables, documentUuid, entityUuid, type Told, tell } from './testing/evidence.js';

const database = await testDatabase({ prepare: migrate, template: 'graph' });
const neo4j = await testNeo4j();
const db = createDatabase({ url: database.url, applicationName: 'test' });
const builder = { displayIds, entityLabel, entityRows, projectionRows, relationRows };
afterAll(() => db.destroy());

describe.skipIf(neo4j.url === undefined)(
  `the projection in Neo4j${neo4j.reason === undefined ? '' : ` (skipped: ${neo4j.reason})`}`,
  () => {
    async function setup() {
      const projectId = randomUUID();
      const graph = new Neo4jGraph({ uri: neo4j.url ?? '' });
      const projector = new GraphProjector(db, graph, builder, silentLogger);
      let fence = 0;
      onTestFinished(async () => {
        await projector.forget(projectId);
        await graph.close();
      });
      return {
        projectId,
        graph,
        projector,
        tell: (told: Told) => tell(db, projectId, told, ++fence),
        forget: async (name: string) => {
          const id = documentUuid(projectId, name);
          for (const table of contentTables) await sql`delete from ${sql.table(table)} where document_uuid = ${id}`.execute(db);
          await sql`update graph_projections set fence = fence + 1 where document_uuid = ${id}`.execute(db);
        },
        flush: () => projector.flush(projectId),
        dumps: async () =>
          [canonicalDump(await readRows(graph, projectId)), canonicalDump(await stagedGraph(db, builder, projectId))] as const,
        facts: async () => {
          const { relations, entities } = await readRows(graph, projectId);
          const names = new Map(entities.map((entity) => [entity.uuid, entity.name]));
          return relations.map((row) => `${names.get(row.from)} ${row.type} ${names.get(row.to)} ×${row.supportCount}`).sort();
        },
      };
    }

    const ada: Told = {
      name: 'a.txt',
      facts: [
        ['Ada', 'KNOWS', 'Ben'],
        ['Ben', 'PAID', 'Cleo'],
      ],
    };
    const ben: Told = { name: 'b.txt', facts: [['Ada', 'KNOWS', 'Ben']] };

    test('has the shape that graph tools expect (P-55)', async () => {
      const { tell: say, flush, graph, projectId, facts } = await setup();
      const id = await say(ada);
      await flush();
      const [shape] = await graph.read<Record<string, unknown>>(
        `MATCH (d:Document {id: $id})-[:FIRST_CHUNK]->(first:Chunk)-[:NEXT_CHUNK]->(second:Chunk)-[:PART_OF]->(d)
       MATCH (first)-[r:HAS_ENTITY]->(e:__Entity__:Person {name: 'Ada'})
       RETURN d.fileName AS fileName, d.total_chunks AS chunks, first.id AS first, second.position AS position, r.starts AS starts, e.uuid AS uuid, e.id AS entity`,
        { id },
      );
      expect(shape).toEqual({
        fileName: 'a.txt',
        chunks: 2,
        first: `${id}:v1:0`,
        position: 2,
        starts: [0],
        uuid: entityUuid(projectId, 'Ada'),
        entity: 'Ada',
      });
      expect(await facts()).toEqual(['Ada KNOWS Ben ×1', 'Ben PAID Cleo ×1']);
    });

    test('equals the staged graph, whatever the order and however often it is written (P-7)', async () => {
      const { tell: say, flush, dumps } = await setup();
      await say(ben);
      await flush();
      await say(ada);
      await flush();
      await say(ada);
      await flush();
      const [projected, staged] = await dumps();
      expect(projected).toBe(staged);
      expect(projected).toContain('support=2');
    });

    test('a document replaces exactly what it contributed; what others support stays (P-56)', async () => {
      const { tell: say, flush, facts, dumps } = await setup();
      await say(ada);
      await say(ben);
      await flush();
      expect(await facts()).toEqual(['Ada KNOWS Ben ×2', 'Ben PAID Cleo ×1']);
      await say({ ...ada, version: 2, facts: [['Ada', 'PAID', 'Dora']] });
      await sql`delete from registry_entities where name = 'Cleo'`.execute(db);
      await flush();
      expect(await facts()).toEqual(['Ada KNOWS Ben ×1', 'Ada PAID Dora ×1']);
      const [projected, staged] = await dumps();
      expect(projected).toBe(staged);
      expect(projected).not.toContain('Cleo');
    });

    test('a document that is gone leaves nothing of its own behind (P-61)', async () => {
      const { tell: say, flush, facts, dumps, forget } = await setup();
      await say(ada);
      await say(ben);
      await flush();
      await forget('a.txt');
      await sql`delete from registry_entities where name = 'Cleo'`.execute(db);
      await flush();
      expect(await facts()).toEqual(['Ada KNOWS Ben ×1']);
      const [projected, staged] = await dumps();
      expect(projected).toBe(staged);
    });

    test('follows an entity that was merged into another, in documents that are not processed again (P-53)', async () => {
      const { tell: say, flush, facts, dumps, projectId } = await setup();
      await say({ name: 'a.txt', facts: [['Ada', 'KNOWS', 'Benjamin']] });
      await say(ben);
      await flush();
      const [kept, gone] = [entityUuid(projectId, 'Ben'), entityUuid(projectId, 'Benjamin')];
      await sql`update neo4j_canonical_entities set entity_uuid = ${kept} where entity_uuid = ${gone}`.execute(db);
      await sql`delete from registry_entities where entity_uuid = ${gone}`.execute(db);
      await sql`insert into graph_dirty (entity_uuid, project_id) values (${kept}, ${projectId}), (${gone}, ${projectId})`.execute(db);
      await flush();
      expect(await facts()).toEqual(['Ada KNOWS Ben ×2']);
      const [projected, staged] = await dumps();
      expect(projected).toBe(staged);
    });

    test('can be dropped and rebuilt: the result is the same (P-57)', async () => {
      const { tell: say, flush, dumps, projector, projectId } = await setup();
      await say(ada);
      await say(ben);
      await flush();
      const [before] = await dumps();
      await projector.forget(projectId);
      expect((await dumps())[0]).toBe('\n');
      expect(await flush()).toBe(2);
      expect((await dumps())[0]).toBe(before);
    });

    test('replicas that project one project at the same time agree (P-7)', async () => {
      const { tell: say, dumps, projectId, graph } = await setup();
      for (let n = 0; n < 12; n++) await say({ name: `${n}.txt`, facts: [['Ada', 'KNOWS', `Friend ${n % 3}`]] });
      const replicas = Array.from({ length: 3 }, () => new GraphProjector(db, graph, builder, silentLogger));
      await Promise.all(replicas.map((replica) => replica.flush(projectId)));
      const [projected, staged] = await dumps();
      expect(projected).toBe(staged);
      expect(projected.match(/^relation/gm)).toHaveLength(3);
    });
  },
);

test('Neo4j being down delays the projection and fails nothing (P-57)', async () => {
  const projectId = randomUUID();
  const graph = new Neo4jGraph({ uri: 'bolt://127.0.0.1:1' });
  onTestFinished(() => graph.close());
  const projector = new GraphProjector(db, graph, builder, silentLogger);
  const id = await tell(db, projectId, { name: 'x.txt', facts: [['Ada', 'KNOWS', 'Ben']] }, 1);
  await sql`insert into stage_runs (document_uuid, processing_version, stage, status, fence, owner, fingerprint, event_id, started_at)
    values (${id}, 1, 'graph', 'processing', 2, 'me', 'f', 'e', now())`.execute(db);
  const contribution = {
    projectId,
    documentUuid: id,
    version: 1,
    fence: 2,
    text: '',
    chunks: [],
    mentions: [],
    entities: [],
    relationships: [],
  };
  expect(await new PostgresProjection(db, projector, silentLogger).project(contribution)).toBe(false);
  const pending = await db.selectFrom('graph_projections').select(['fence', 'projected_fence']).where('document_uuid', '=', id).execute();
  expect(pending).toEqual([{ fence: 2, projected_fence: null }]);
});

test('without Neo4j the staged graph is the graph (P-57)', async () => {
  const contribution = {
    projectId: randomUUID(),
    documentUuid: randomUUID(),
    version: 1,
    fence: 1,
    text: '',
    chunks: [],
    mentions: [],
    entities: [],
    relationships: [],
  };
  expect(await new PostgresProjection(db, undefined, silentLogger).project(contribution)).toBe(false);
});
