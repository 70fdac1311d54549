import { randomUUID } from 'node:crypto';
import type { ExportFormat } from '@tributary/client';
import { relationId } from '@tributary/contracts';
import { beforeAll, expect, test } from 'vitest';
import { startGateway } from '../testing/gateway.fixture.js';
import { type Seeded, seedResults } from '../testing/seed.fixture.js';

const { api, db, request } = await startGateway();
const documents: Seeded[] = [];
let { jane, acme, rex } = { jane: '', acme: '', rex: '' };

beforeAll(async () => {
  for (const name of ['one.txt', 'two.txt']) {
    const receipt = await api.submitFiles('acme', [{ fileName: name, bytes: new Blob([name]) }]);
    documents.push(await seedResults(db, 'acme', receipt.documents[0]?.document_uuid ?? ''));
  }
  ({ jane, acme, rex } = documents[0]?.entities ?? { jane, acme, rex });
});

test('entities are listed by how much is said of them, and found by name and alias', async () => {
  const { items } = await api.entities({ project: 'acme' });
  expect(items[0]).toEqual({
    entity_uuid: acme,
    project: 'acme',
    name: 'Acme Widgets, Inc.',
    type: 'ORGANIZATION',
    aliases: ['Acme'],
    mention_count: 4,
    document_count: 2,
  });
  expect(items).toHaveLength(3);
  const names = async (filter: object) => (await api.entities({ project: 'acme', ...filter })).items.map(({ name }) => name);
  expect(await names({ type: 'PERSON', q: 'roe' })).toEqual(['Jane Roe']);
  expect(await names({ q: 'acme' })).toEqual(['Acme Widgets, Inc.']);
  expect(await names({ q: '%' })).toEqual([]);
  const [first, second] = [await api.entities({ project: 'acme', limit: 1 }), await api.entities({ project: 'acme', limit: 2 })];
  const rest = await api.entities({ project: 'acme', limit: 2, cursor: first.next_cursor ?? '' });
  expect([...first.items, ...rest.items]).toEqual(items);
  expect(second.next_cursor).not.toBeNull();
  expect(rest.next_cursor).toBeNull();
});

test('an entity shows every mention in its sentence and every relation with its evidence', async () => {
  const entity = await api.entity(acme);
  expect(entity.mentions.map(({ file_name, page, text, quote }) => [file_name, page, text, quote])).toEqual(
    ['one.txt', 'two.txt'].flatMap((name) => [
      [name, 1, 'Acme Widgets, Inc.', 'Jane Roe works for Acme Widgets, Inc. in Springfield.'],
      [name, 2, 'Acme Widgets, Inc.', 'Rex Poe sued Acme Widgets, Inc. last year.'],
    ]),
  );
  for (const { quote, quote_start, start, end, text } of entity.mentions)
    expect(quote.slice(start - quote_start, end - quote_start)).toBe(text);
  expect(entity.relations.map(({ direction, type, other, support_count }) => [direction, type, other.name, support_count])).toEqual([
    ['in', 'EMPLOYED_BY', 'Jane Roe', 2],
    ['in', 'LITIGATES_AGAINST', 'Rex Poe', 2],
  ]);
  expect(entity).toMatchObject({ mentions_truncated: false, judgements: [] });
});

test('without an entity the graph is the strongest relations of the project, merged over documents', async () => {
  const { nodes, edges, omitted_nodes } = await api.graph({ project: 'acme', limit: 1 });
  expect(nodes.map(({ name }) => name).toSorted()).toEqual(['Acme Widgets, Inc.', 'Jane Roe']);
  expect(omitted_nodes).toBe(0);
  expect(edges).toMatchObject([
    {
      id: relationId(jane, 'EMPLOYED_BY', acme),
      from: jane,
      type: 'EMPLOYED_BY',
      to: acme,
      confidence: 0.9,
      support_count: 2,
      evidence: [{ quote: 'Jane Roe works for Acme Widgets, Inc. in Springfield.', start: 0, end: 53, page: 1 }, {}],
    },
  ]);
  expect(edges[0]?.document_uuids).toEqual(documents.map(({ documentUuid }) => documentUuid).toSorted());
});

test('around an entity stand its neighbours, as far as the depth and as many as the limit', async () => {
  const near = await api.graph({ project: 'acme', entity: jane });
  expect(near.nodes.map(({ name }) => name)).toEqual(['Jane Roe', 'Acme Widgets, Inc.']);
  const far = await api.graph({ project: 'acme', entity: jane, depth: 2 });
  expect(far.nodes.map(({ name }) => name)).toEqual(['Jane Roe', 'Acme Widgets, Inc.', 'Rex Poe']);
  expect(far.edges.map(({ type }) => type)).toEqual(['EMPLOYED_BY', 'LITIGATES_AGAINST']);
  const small = await api.graph({ project: 'acme', entity: acme, limit: 2 });
  expect([small.nodes.length, small.omitted_nodes]).toEqual([2, 1]);
});

test('a path leads from one entity to another, or is said not to exist', async () => {
  const path = await api.path(jane, rex);
  expect(path).toMatchObject({ found: true, length: 2 });
  expect(path.nodes.map(({ name }) => name)).toEqual(['Jane Roe', 'Acme Widgets, Inc.', 'Rex Poe']);
  expect(path.edges.map(({ type }) => type)).toEqual(['EMPLOYED_BY', 'LITIGATES_AGAINST']);
  expect(await api.path(jane, jane)).toMatchObject({ found: true, length: 0, edges: [] });
  await db.deleteFrom('neo4j_relationships_staging').where('relation_type', '=', 'LITIGATES_AGAINST').execute();
  expect(await api.path(jane, rex)).toEqual({ found: false, length: null, nodes: [], edges: [], omitted_nodes: 0 });
});

test('what is not in the project is not found', async () => {
  for (const path of [
    `/v1/entities/${randomUUID()}`,
    `/v1/graph?project=acme&entity=${randomUUID()}`,
    `/v1/graph?project=other&entity=${jane}`,
  ]) {
    expect((await request(path)).status, path).toBe(404);
  }
  expect((await request(`/v1/graph/path?from=${jane}&to=${randomUUID()}`)).status).toBe(404);
  expect((await request('/v1/entities')).status).toBe(400);
  expect(await api.graph({ project: 'empty' })).toEqual({ nodes: [], edges: [], omitted_nodes: 0 });
});

test.each(['jsonl', 'cypher', 'graphml', 'csv', 'ftm'] as const)('the graph is exported as %s', async (format) => {
  expect((await exported(format)).join('\n')).toContain('Acme Widgets, Inc.');
});

test.each(['jsonl', 'ftm'] as const)('every line of a %s export is an object', async (format) => {
  for (const line of await exported(format)) expect(JSON.parse(line)).toBeTypeOf('object');
});

async function exported(format: ExportFormat): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of api.exportGraph('acme', format)) lines.push(line);
  return lines;
}

test('an unknown format is refused', async () => {
  expect(await (await request('/v1/export?project=acme&format=pdf')).json()).toMatchObject({
    status: 400,
    errors: [{ position: 'format' }],
  });
});
