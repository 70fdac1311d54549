import type { ChunkNode, EntityNode, Relation } from '@tributary/contracts';
import type { ManagedTransaction } from 'neo4j-driver';
import type { GraphChange } from './graph-change.js';

/** Rows per UNWIND: enough to amortise the round trip, small enough for Neo4j's transaction memory. */
const batchRows = 1000;

/** Writes a change inside one transaction: removals first, then nodes, then relationships; keys sorted, so that replicas cannot deadlock. */
export async function applyChange(tx: ManagedTransaction, change: GraphChange): Promise<void> {
  await remove(tx, change);
  await writeNodes(tx, change);
  await writeLexical(tx, change);
  await unwind(tx, change.rows.hasEntity, hasEntityStatement);
  for (const [type, relations] of grouped(change.rows.relations, (row) => row.type)) {
    await unwind(tx, relations, relationStatement(type));
  }
}

async function remove(
  tx: ManagedTransaction,
  { rows, replacedDocuments, goneDocuments, rewiredEntities, goneEntities, goneRelations }: GraphChange,
) {
  const chunkIds = new Map([...Map.groupBy(rows.chunks, (row) => row.documentId)].map(([id, chunks]) => [id, chunks.map((row) => row.id)]));
  const replaced = replacedDocuments.map((id) => ({ id, keep: chunkIds.get(id) ?? [] }));
  await unwind(tx, replaced, 'MATCH (c:Chunk {documentId: row.id}) WHERE NOT c.id IN row.keep DETACH DELETE c');
  await unwind(tx, replaced, 'MATCH (c:Chunk {documentId: row.id})-[r:HAS_ENTITY|NEXT_CHUNK]->() DELETE r');
  await unwind(tx, replaced, 'MATCH (:Document {id: row.id})-[r:FIRST_CHUNK]->() DELETE r');
  await unwind(tx, ids(goneDocuments), 'MATCH (c:Chunk {documentId: row.id}) DETACH DELETE c');
  await unwind(tx, ids(goneDocuments), 'MATCH (d:Document {id: row.id}) DETACH DELETE d');
  await unwind(tx, ids(rewiredEntities), 'MATCH (e:__Entity__ {uuid: row.id})-[r]-() DELETE r');
  await unwind(tx, goneRelations, 'MATCH (:__Entity__ {uuid: row.from})-[r {id: row.id}]->() DELETE r');
  await unwind(tx, ids(goneEntities), 'MATCH (e:__Entity__ {uuid: row.id}) DETACH DELETE e');
}

async function writeNodes(tx: ManagedTransaction, { rows }: GraphChange) {
  await unwind(tx, rows.documents, 'MERGE (d:Document {id: row.id}) SET d = row');
  await unwind(tx, rows.chunks, 'MERGE (c:Chunk {id: row.id}) SET c = row');
  for (const [label, entities] of grouped(rows.entities, (row) => row.label)) {
    const properties = entities.map(({ label: _label, ...node }: EntityNode) => node);
    await unwind(tx, properties, `MERGE (e:__Entity__ {uuid: row.uuid}) SET e += row SET e:${name(label)}`);
  }
}

async function writeLexical(tx: ManagedTransaction, { rows }: GraphChange) {
  await unwind(
    tx,
    rows.chunks.map(({ id, documentId }) => ({ id, documentId })),
    'MATCH (c:Chunk {id: row.id}), (d:Document {id: row.documentId}) MERGE (c)-[:PART_OF]->(d)',
  );
  const first = rows.chunks.filter((chunk) => chunk.index === 0).map(({ id, documentId }) => ({ id, documentId }));
  await unwind(tx, first, 'MATCH (c:Chunk {id: row.id}), (d:Document {id: row.documentId}) MERGE (d)-[:FIRST_CHUNK]->(c)');
  await unwind(tx, successions(rows.chunks), 'MATCH (a:Chunk {id: row.from}), (b:Chunk {id: row.to}) MERGE (a)-[:NEXT_CHUNK]->(b)');
}

const hasEntityStatement = `MATCH (c:Chunk {id: row.chunkId}), (e:__Entity__ {uuid: row.entityUuid}) MERGE (c)-[r:HAS_ENTITY]->(e)
  SET r = {mentionIds: row.mentionIds, starts: row.starts, ends: row.ends, pages: row.pages, confidence: row.confidence}`;

function relationStatement(type: string): string {
  return `MATCH (a:__Entity__ {uuid: row.from}), (b:__Entity__ {uuid: row.to}) MERGE (a)-[r:${name(type)}]->(b)
    SET r = {id: row.id, confidence: row.confidence, supportCount: row.supportCount, documentIds: row.documentIds, chunkIds: row.chunkIds, projectId: row.projectId}`;
}

function successions(chunks: readonly ChunkNode[]): { from: string; to: string }[] {
  const byPlace = new Map(chunks.map((chunk) => [`${chunk.documentId} ${chunk.index}`, chunk.id]));
  return chunks.flatMap((chunk) => {
    const next = byPlace.get(`${chunk.documentId} ${chunk.index + 1}`);
    return next === undefined ? [] : [{ from: chunk.id, to: next }];
  });
}

async function unwind(tx: ManagedTransaction, rows: readonly object[], statement: string): Promise<void> {
  for (let at = 0; at < rows.length; at += batchRows) {
    await tx.run(`UNWIND $rows AS row ${statement}`, { rows: rows.slice(at, at + batchRows) });
  }
}

function ids(values: readonly string[]): { id: string }[] {
  return values.toSorted().map((id) => ({ id }));
}

function grouped<T extends EntityNode | Relation>(rows: readonly T[], by: (row: T) => string): [string, T[]][] {
  return [...Map.groupBy(rows, by)].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Labels and types cannot be parameters in Cypher; only names of this form may stand in a statement. */
function name(text: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(text)) throw new Error(`${JSON.stringify(text)} cannot be a label or relationship type`);
  return text;
}
