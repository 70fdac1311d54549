import type { GraphRows } from '@tributary/contracts';
import type { Neo4jGraph } from '@tributary/graph-store';

const batchRows = 1_000;

/** What one would write by hand to load these rows: UNWIND and MERGE on the unique keys, a thousand rows a transaction. No replacing, no removals. */
export async function bareGraph(graph: Neo4jGraph, { documents, chunks, entities, hasEntity, relations }: GraphRows): Promise<void> {
  const unwind = async (rows: readonly object[], statement: string) => {
    for (let at = 0; at < rows.length; at += batchRows) {
      const batch = rows.slice(at, at + batchRows);
      await graph.write((tx) => tx.run(`UNWIND $rows AS row ${statement}`, { rows: batch }));
    }
  };
  await unwind(documents, 'MERGE (d:Document {id: row.id}) SET d = row');
  await unwind(
    chunks,
    'MERGE (c:Chunk {id: row.id}) SET c = row WITH c, row MATCH (d:Document {id: row.documentId}) MERGE (c)-[:PART_OF]->(d)',
  );
  const first = chunks.filter(({ index }) => index === 0);
  await unwind(first, 'MATCH (c:Chunk {id: row.id}), (d:Document {id: row.documentId}) MERGE (d)-[:FIRST_CHUNK]->(c)');
  const before = new Map(chunks.map((chunk) => [`${chunk.documentId} ${chunk.index + 1}`, chunk.id]));
  const next = chunks.flatMap(({ documentId, index, id }) => {
    const from = before.get(`${documentId} ${index}`);
    return from === undefined ? [] : [{ from, to: id }];
  });
  await unwind(next, 'MATCH (a:Chunk {id: row.from}), (b:Chunk {id: row.to}) MERGE (a)-[:NEXT_CHUNK]->(b)');
  for (const [label, rows] of Map.groupBy(entities, (row) => row.label)) {
    await unwind(
      rows.map(({ label: _label, ...node }) => node),
      `MERGE (e:__Entity__ {uuid: row.uuid}) SET e += row SET e:${label}`,
    );
  }
  await unwind(
    hasEntity,
    `MATCH (c:Chunk {id: row.chunkId}), (e:__Entity__ {uuid: row.entityUuid}) MERGE (c)-[r:HAS_ENTITY]->(e)
     SET r = {mentionIds: row.mentionIds, starts: row.starts, ends: row.ends, pages: row.pages, confidence: row.confidence}`,
  );
  for (const [type, rows] of Map.groupBy(relations, (row) => row.type)) {
    await unwind(
      rows,
      `MATCH (a:__Entity__ {uuid: row.from}), (b:__Entity__ {uuid: row.to}) MERGE (a)-[r:${type}]->(b)
       SET r = {id: row.id, confidence: row.confidence, supportCount: row.supportCount, documentIds: row.documentIds, chunkIds: row.chunkIds, projectId: row.projectId}`,
    );
  }
}
