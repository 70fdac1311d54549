import {
  type ChunkNode,
  chunkNodeId,
  type DocumentEvidence,
  type DocumentNode,
  type EntityNode,
  type GraphRows,
  type HasEntity,
  type ProjectEntity,
  type Relation,
  relationId,
} from '@tributary/contracts';
import { entityLabel, relationLabel } from '../entity-label.js';
import { symmetricRelations } from '../relation-direction.js';

/** As much of a document's evidence as its relations rest on. */
export type RelationEvidence = Pick<DocumentEvidence, 'chunks' | 'entities' | 'relationships'> & {
  readonly document: { readonly id: string; readonly version: number };
};

/** The rows of one or many documents of a project: relations merged, every list sorted, nothing that depends on order or clock. */
export function projectionRows(projectId: string, documents: readonly DocumentEvidence[], entities: readonly ProjectEntity[]): GraphRows {
  const chunks = documents.flatMap(chunkRows);
  const hasEntity = documents.flatMap(evidenceRows);
  const used = new Set(documents.flatMap((document) => document.entities.map((entity) => entity.entity_uuid)));
  return {
    documents: documents.map(documentRow).sort(byKey((row) => row.id)),
    chunks: chunks.sort(byKey((row) => `${row.documentId} ${String(row.index).padStart(9, '0')}`)),
    entities: entityRows(
      projectId,
      entities.filter((entity) => used.has(entity.entity_uuid)),
    ),
    hasEntity: hasEntity.sort(byKey((row) => `${row.chunkId} ${row.entityUuid}`)),
    relations: relationRows(projectId, documents),
  };
}

function documentRow({ document, chunks, entities, relationships }: DocumentEvidence): DocumentNode {
  return {
    ...document,
    total_chunks: chunks.length,
    chunkNodeCount: chunks.length,
    entityNodeCount: new Set(entities.map((entity) => entity.entity_uuid)).size,
    relationshipCount: relationships.length,
  };
}

function chunkRows({ document, text, chunks }: DocumentEvidence): ChunkNode[] {
  return chunks.map((chunk) => ({
    id: chunkNodeId(document.id, document.version, chunk.index),
    text: text.slice(chunk.start, chunk.end),
    index: chunk.index,
    position: chunk.index + 1,
    length: chunk.end - chunk.start,
    content_offset: chunk.start,
    page_number: chunk.page_start,
    fileName: document.fileName,
    documentId: document.id,
    pageEnd: chunk.page_end,
    startOffset: chunk.start,
    endOffset: chunk.end,
    headingPath: chunk.heading_path,
  }));
}

/** Project-wide entities as nodes. */
export function entityRows(projectId: string, entities: readonly ProjectEntity[]): EntityNode[] {
  return entities.map((entity) => entityRow(projectId, entity)).sort(byKey((row) => row.uuid));
}

function entityRow(projectId: string, entity: ProjectEntity): EntityNode {
  return {
    uuid: entity.entity_uuid,
    id: entity.id,
    name: entity.name,
    label: entityLabel(entity.type),
    aliases: entity.aliases.toSorted(),
    mentionCount: entity.mention_count,
    documentCount: entity.document_count,
    projectId,
  };
}

function evidenceRows({ document, chunks, mentions, entities }: DocumentEvidence): HasEntity[] {
  const entityUuids = new Map(entities.map((entity) => [entity.canonical_id, entity.entity_uuid]));
  const chunkOf = new Map(chunks.map((chunk) => [chunk.chunk_uuid, chunk]));
  const grouped = Map.groupBy(
    mentions.filter((mention) => chunkOf.has(mention.chunk_uuid) && entityUuids.has(mention.resolved_canonical_id)),
    (mention) => `${mention.chunk_uuid} ${entityUuids.get(mention.resolved_canonical_id) ?? ''}`,
  );
  return [...grouped.values()].flatMap((group): HasEntity[] => {
    const sorted = group.toSorted((a, b) => a.start - b.start || a.end - b.end);
    const [first] = sorted;
    const chunk = first && chunkOf.get(first.chunk_uuid);
    const entityUuid = first && entityUuids.get(first.resolved_canonical_id);
    if (!chunk || !entityUuid) return [];
    return [
      {
        chunkId: chunkNodeId(document.id, document.version, chunk.index),
        entityUuid,
        mentionIds: sorted.map((mention) => mention.mention_uuid),
        starts: sorted.map((mention) => mention.start),
        ends: sorted.map((mention) => mention.end),
        pages: sorted.map(() => chunk.page_start),
        confidence: Math.max(...sorted.map((mention) => mention.confidence)),
      },
    ];
  });
}

/** What documents say of relations between project-wide entities, merged by source, type and target. Needs no text and no mentions. */
export function relationRows(projectId: string, documents: readonly RelationEvidence[]): Relation[] {
  const merged = new Map<string, Relation>();
  for (const { document, chunks, entities, relationships } of documents) {
    const entityUuids = new Map(entities.map((entity) => [entity.canonical_id, entity.entity_uuid]));
    const chunkIds = new Map(chunks.map((chunk) => [chunk.chunk_uuid, chunkNodeId(document.id, document.version, chunk.index)]));
    for (const staged of relationships) {
      const [subject, object] = [entityUuids.get(staged.from_canonical_id), entityUuids.get(staged.to_canonical_id)];
      const swap = symmetricRelations.has(staged.type) && (subject ?? '') > (object ?? '');
      const [from, to] = swap ? [object, subject] : [subject, object];
      // The registry may have made one of two that the document kept apart.
      if (!from || !to || from === to) continue;
      const type = relationLabel(staged.type);
      const id = relationId(from, type, to);
      const known = merged.get(id);
      merged.set(id, {
        id,
        from,
        type,
        to,
        confidence: Math.max(known?.confidence ?? 0, staged.confidence),
        supportCount: (known?.supportCount ?? 0) + staged.evidence.length,
        documentIds: union(known?.documentIds, [document.id]),
        chunkIds: union(
          known?.chunkIds,
          staged.evidence.flatMap((evidence) => chunkIds.get(evidence.chunk_uuid) ?? []),
        ),
        projectId,
      });
    }
  }
  return [...merged.values()].sort(byKey((row) => row.id));
}

function union(known: readonly string[] | undefined, added: readonly string[]): string[] {
  return [...new Set([...(known ?? []), ...added])].sort();
}

function byKey<T>(key: (row: T) => string): (a: T, b: T) => number {
  return (a, b) => {
    const [x, y] = [key(a), key(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  };
}
