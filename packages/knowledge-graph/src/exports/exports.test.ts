import { expect, test } from 'vitest';
import { sampleDocuments, sampleGraph } from '../testing/sample-graph.js';
import { cypherScript } from './cypher-script.js';
import { followTheMoney } from './follow-the-money.js';
import { graphml } from './graphml.js';
import { jsonLines } from './json-lines.js';
import { neo4jCsv } from './neo4j-csv.js';

const graph = sampleGraph(sampleDocuments);

test('JSON Lines carry every row, and give the graph back', () => {
  const rows = [...jsonLines(graph)].map((line) => JSON.parse(line) as { kind: string });
  const ofKind = (kind: string) => rows.filter((row) => row.kind === kind).map(({ kind: _kind, ...row }) => row);
  expect({
    documents: ofKind('document'),
    chunks: ofKind('chunk'),
    entities: ofKind('entity'),
    hasEntity: ofKind('has_entity'),
    relations: ofKind('relation'),
  }).toEqual(graph);
});

test('GraphML declares every key, escapes text and joins known nodes', () => {
  const xml = [...graphml(graph)].join('');
  const used = new Set([...xml.matchAll(/<data key="([^"]+)"/g)].map((match) => match[1]));
  const declared = new Set([...xml.matchAll(/<key id="([^"]+)"/g)].map((match) => match[1]));
  expect([...used].filter((key) => !declared.has(key))).toEqual([]);
  const nodes = new Set([...xml.matchAll(/<node id="([^"]+)"/g)].map((match) => match[1]));
  const ends = [...xml.matchAll(/(?:source|target)="([^"]+)"/g)].map((match) => match[1]);
  expect(ends.filter((id) => !nodes.has(id))).toEqual([]);
  expect(nodes.size).toBe(graph.documents.length + graph.chunks.length + graph.entities.length);
  expect(xml).toContain('Beta &quot;Ltd&quot; &lt;twice&gt;');
});

test('GraphML drops control characters, which XML cannot hold', () => {
  const chunks = graph.chunks.map((row) => ({ ...row, text: `a${String.fromCharCode(1)}b` }));
  expect([...graphml({ ...graph, chunks })].join('')).toContain('>ab<');
});

test('the Cypher script merges on unique keys only and quotes what it writes', () => {
  const script = [...cypherScript(graph)];
  expect(script.filter((line) => line.startsWith('CREATE CONSTRAINT'))).toHaveLength(3);
  const writes = script.filter((line) => line.startsWith('UNWIND')).map((line) => line.slice(line.indexOf(' AS row ')));
  expect(writes.every((line) => line.includes('MERGE') && !line.includes('CREATE'))).toBe(true);
  expect(script.join('')).toContain('n:`Person`');
  expect(script.join('')).toContain('[r:`EMPLOYED_BY`]');
  expect(script.join('')).toContain('Beta \\"Ltd\\"');
  expect(script.join('')).not.toContain('"label":');
});

test('CSV files have as many columns in each row as in the header', () => {
  const files = neo4jCsv(graph).map(({ name, kind, lines }) => ({ name, kind, lines: [...lines] }));
  expect(files.map(({ name, kind, lines }) => [name, kind, lines.length - 1])).toEqual([
    ['documents.csv', 'nodes', 2],
    ['chunks.csv', 'nodes', 3],
    ['entities.csv', 'nodes', 5],
    ['part-of.csv', 'relationships', 3],
    ['first-chunk.csv', 'relationships', 2],
    ['next-chunk.csv', 'relationships', 1],
    ['has-entity.csv', 'relationships', 10],
    ['relations.csv', 'relationships', 4],
  ]);
  for (const { lines } of files) expect(new Set(lines.map((line) => cellsOf(line))).size).toBe(1);
  expect(files[2]?.lines.join('')).toContain('"Beta ""Ltd"""');
});

test('FollowTheMoney has people, companies, addresses and what joins them', () => {
  const rows = [...followTheMoney(graph)].map(
    (line) => JSON.parse(line) as { id: string; schema: string; properties: Record<string, string[]> },
  );
  const bySchema = Object.fromEntries([...Map.groupBy(rows, (row) => row.schema)].map(([schema, own]) => [schema, own.length]));
  expect(bySchema).toEqual({ Document: 2, Person: 2, Organization: 2, Address: 1, Employment: 1, Payment: 1, Family: 1, UnknownLink: 1 });
  const employment = rows.find((row) => row.schema === 'Employment');
  const ann = rows.find((row) => row.properties['name']?.[0] === 'Ann Lee');
  expect(employment?.properties).toMatchObject({ employee: [ann?.id], role: ['employed by'] });
  expect(employment?.properties['proof']).toHaveLength(2);
});

test('an empty graph makes empty exports that are still well formed', () => {
  const none = { documents: [], chunks: [], entities: [], hasEntity: [], relations: [] };
  expect([...jsonLines(none)]).toEqual([]);
  expect([...followTheMoney(none)]).toEqual([]);
  expect([...graphml(none)].join('')).toContain('</graphml>');
  expect([...cypherScript(none)]).toHaveLength(3);
});

/** Cells of one CSV line, quotes respected. */
function cellsOf(line: string): number {
  return line.replaceAll(/"(?:[^"]|"")*"/g, 'x').split(',').length;
}
