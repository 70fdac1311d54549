import type { ChunkNode, DocumentNode, EntityNode, GraphRows, HasEntity, Relation } from '@tributary/contracts';
import type { Neo4jGraph } from './neo4j-graph.js';

/** A project's whole graph as it stands in Neo4j: for audits and dumps. */
export async function readRows(graph: Neo4jGraph, projectId: string): Promise<GraphRows> {
  const project = { projectId };
  const nodes = <T>(statement: string) => graph.read<{ row: T }>(statement, project).then((rows) => rows.map(({ row }) => row));
  return {
    documents: await nodes<DocumentNode>('MATCH (d:Document {projectId: $projectId}) RETURN properties(d) AS row ORDER BY d.id'),
    chunks: await nodes<ChunkNode>(
      'MATCH (d:Document {projectId: $projectId})<-[:PART_OF]-(c:Chunk) RETURN properties(c) AS row ORDER BY c.documentId, c.index',
    ),
    entities: await nodes<EntityNode>(
      `MATCH (e:__Entity__ {projectId: $projectId})
       RETURN e {.*, label: [label IN labels(e) WHERE label <> '__Entity__'][0]} AS row ORDER BY e.uuid`,
    ),
    hasEntity: await nodes<HasEntity>(
      `MATCH (d:Document {projectId: $projectId})<-[:PART_OF]-(c:Chunk)-[r:HAS_ENTITY]->(e:__Entity__)
       RETURN r {.*, chunkId: c.id, entityUuid: e.uuid} AS row ORDER BY c.id, e.uuid`,
    ),
    relations: await nodes<Relation>(
      `MATCH (a:__Entity__ {projectId: $projectId})-[r]->(b:__Entity__)
       RETURN r {.*, from: a.uuid, type: type(r), to: b.uuid} AS row ORDER BY r.id`,
    ),
  };
}
