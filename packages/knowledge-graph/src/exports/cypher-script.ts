import type { GraphRows } from '@tributary/contracts';

/** Rows a statement carries: large enough to be quick, small enough for any client's limit on a statement. */
const batchSize = 500;

/** A script for `cypher-shell` that builds the same graph, and may be run again: every write merges on a unique key. */
export function* cypherScript(graph: GraphRows): Generator<string> {
  for (const [label, key] of [
    ['Document', 'id'],
    ['Chunk', 'id'],
    ['__Entity__', 'uuid'],
  ]) {
    yield `CREATE CONSTRAINT IF NOT EXISTS FOR (n:\`${label}\`) REQUIRE n.${key} IS UNIQUE;\n`;
  }
  yield* statements(graph.documents, 'MERGE (n:Document {id: row.id}) SET n += row');
  yield* statements(
    graph.chunks,
    'MERGE (n:Chunk {id: row.id}) SET n += row WITH n, row MATCH (d:Document {id: row.documentId}) MERGE (n)-[:PART_OF]->(d)',
  );
  for (const [label, rows] of Map.groupBy(graph.entities, (row) => row.label)) {
    yield* statements(
      rows.map((row) => omit(row, 'label')),
      `MERGE (n:__Entity__ {uuid: row.uuid}) SET n += row, n:\`${label}\``,
    );
  }
  yield* statements(
    graph.chunks.filter((row) => row.index === 0).map((row) => ({ documentId: row.documentId, chunkId: row.id })),
    'MATCH (d:Document {id: row.documentId}), (c:Chunk {id: row.chunkId}) MERGE (d)-[:FIRST_CHUNK]->(c)',
  );
  yield* statements(nextChunks(graph), 'MATCH (a:Chunk {id: row.from}), (b:Chunk {id: row.to}) MERGE (a)-[:NEXT_CHUNK]->(b)');
  yield* statements(
    graph.hasEntity.map(({ chunkId, entityUuid, ...properties }) => ({ chunkId, entityUuid, properties })),
    'MATCH (c:Chunk {id: row.chunkId}), (n:__Entity__ {uuid: row.entityUuid}) MERGE (c)-[r:HAS_ENTITY]->(n) SET r += row.properties',
  );
  for (const [type, rows] of Map.groupBy(graph.relations, (row) => row.type)) {
    yield* statements(
      rows.map((row) => ({ from: row.from, to: row.to, properties: omit(row, 'from', 'to', 'type') })),
      `MATCH (a:__Entity__ {uuid: row.from}), (b:__Entity__ {uuid: row.to}) MERGE (a)-[r:\`${type}\`]->(b) SET r += row.properties`,
    );
  }
}

/** Pairs of chunks that follow each other in one document, as (Chunk)-[:NEXT_CHUNK]->(Chunk). */
export function nextChunks({ chunks }: Pick<GraphRows, 'chunks'>): { from: string; to: string }[] {
  return [...Map.groupBy(chunks, (row) => row.documentId).values()].flatMap((ofDocument) => {
    const sorted = ofDocument.toSorted((a, b) => a.index - b.index);
    return sorted.slice(1).map((row, i) => ({ from: sorted[i]?.id ?? '', to: row.id }));
  });
}

function* statements(rows: readonly object[], write: string): Generator<string> {
  for (let at = 0; at < rows.length; at += batchSize) {
    yield `UNWIND ${literal(rows.slice(at, at + batchSize))} AS row ${write};\n`;
  }
}

function omit(row: object, ...keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key)));
}

/** A value as Cypher writes it: maps have bare keys, strings JSON escapes (which Cypher shares). */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => `${key}: ${literal(item)}`)
      .join(', ')}}`;
  }
  return JSON.stringify(value);
}
