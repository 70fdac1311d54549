import type { GraphRows } from '@tributary/contracts';
import type { Database } from '@tributary/database';
import type { GraphBuilder } from '../projection/graph-builder.js';
import { loadEvidence } from './load-evidence.js';
import { projectEntities } from './project-entities.js';

/** The whole graph of a project as Postgres holds it: what Neo4j must equal, and what is exported without it (P-57). */
export async function stagedGraph(db: Database, build: GraphBuilder, projectId: string): Promise<GraphRows> {
  const ids = await db
    .selectFrom('neo4j_documents')
    .select('document_uuid')
    .where('project_id', '=', projectId)
    .orderBy('document_uuid')
    .execute();
  const documents = await loadEvidence(
    db,
    ids.map((row) => row.document_uuid),
  );
  const linked = new Set(documents.flatMap((document) => document.entities.map((entity) => entity.entity_uuid)));
  return build.projectionRows(projectId, documents, await projectEntities(db, build, [...linked]));
}
