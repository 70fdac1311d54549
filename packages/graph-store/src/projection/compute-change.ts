import type { GraphRows, ProjectEntity } from '@tributary/contracts';
import type { Database } from '@tributary/database';
import type { GraphChange, GraphContribution } from '../neo4j/graph-change.js';
import { documentsWith, loadEvidence } from '../staged/load-evidence.js';
import { loadRelations } from '../staged/load-relations.js';
import { projectEntities } from '../staged/project-entities.js';
import type { GraphBuilder } from './graph-builder.js';
import type { PendingDocument } from './pending.js';

export interface ComputedChange {
  readonly change: GraphChange;
  /** By document: what it contributes from now on. */
  readonly contributions: ReadonlyMap<string, GraphContribution>;
}

export interface ChangeRequest {
  readonly projectId: string;
  readonly pending: readonly PendingDocument[];
  /** Entities whose links moved without their documents being processed again. */
  readonly dirty: readonly string[];
}

/** What must change in Neo4j for these documents and entities, from the evidence in Postgres alone. */
export async function computeChange(db: Database, build: GraphBuilder, request: ChangeRequest): Promise<ComputedChange> {
  const { projectId, pending, dirty } = request;
  const pendingIds = pending.map((row) => row.document_uuid);
  const documents = await loadEvidence(db, pendingIds);
  const present = new Set(documents.map(({ document }) => document.id));
  const formerEntities = pending.flatMap((row) => row.contribution.entities ?? []);
  const formerRelations = pending.flatMap((row) => row.contribution.relations ?? []);

  const linked = documents.flatMap((document) => document.entities.map((entity) => entity.entity_uuid));
  const touched = unique([...linked, ...formerEntities, ...dirty]);
  const entities = await projectEntities(db, build, touched);
  const known = new Set(entities.map((entity) => entity.entity_uuid));

  const rows = build.projectionRows(projectId, documents, entities);
  const relations = build.relationRows(projectId, await loadRelations(db, [...rows.relations, ...formerRelations], dirty));
  const staying = new Set(relations.map((relation) => relation.id));
  const rewired = await rewiredEvidence(db, build, request, entities);

  const change: GraphChange = {
    rows: { ...rows, entities: build.entityRows(projectId, entities), hasEntity: [...rows.hasEntity, ...rewired], relations },
    replacedDocuments: [...present],
    goneDocuments: pendingIds.filter((id) => !present.has(id)),
    rewiredEntities: dirty,
    goneEntities: touched.filter((uuid) => !known.has(uuid)),
    goneRelations: formerRelations.filter((relation) => !staying.has(relation.id)),
  };
  return { change, contributions: contributionsOf(documents, rows) };
}

/** Evidence for moved entities in documents that are not projected again themselves. */
async function rewiredEvidence(
  db: Database,
  build: GraphBuilder,
  { projectId, pending, dirty }: ChangeRequest,
  entities: readonly ProjectEntity[],
): Promise<GraphRows['hasEntity']> {
  const covered = new Set(pending.map((row) => row.document_uuid));
  const others = (await documentsWith(db, dirty)).filter((id) => !covered.has(id));
  const moved = new Set(dirty);
  const { hasEntity } = build.projectionRows(projectId, await loadEvidence(db, others), entities);
  return hasEntity.filter((row) => moved.has(row.entityUuid));
}

function contributionsOf(
  documents: readonly { readonly document: { readonly id: string }; readonly entities: readonly { readonly entity_uuid: string }[] }[],
  rows: GraphRows,
): Map<string, GraphContribution> {
  return new Map(
    documents.map(({ document: { id }, entities }) => [
      id,
      {
        entities: unique(entities.map((entity) => entity.entity_uuid)),
        relations: rows.relations
          .filter((relation) => relation.documentIds.includes(id))
          .map(({ id: relationId, from, type, to }) => ({ id: relationId, from, type, to })),
      },
    ]),
  );
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
