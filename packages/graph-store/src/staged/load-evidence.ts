import type { CanonicalEntity, Chunk, DocumentEvidence, ResolvedMention, StagedRelationship } from '@tributary/contracts';
import type { Database } from '@tributary/database';

/** Everything the record holds about documents that the projection needs. Documents without rows (purged, not yet chunked) are left out. */
export async function loadEvidence(db: Database, documentUuids: readonly string[]): Promise<DocumentEvidence[]> {
  if (documentUuids.length === 0) return [];
  const documents = await loadDocuments(db, documentUuids);
  const chunks = Map.groupBy(await loadChunks(db, documentUuids), (row) => row.document_uuid);
  const mentions = Map.groupBy(await loadMentions(db, documentUuids), (row) => row.document_uuid);
  const entities = Map.groupBy(await loadEntities(db, documentUuids), (row) => row.document_uuid);
  const relationships = Map.groupBy(await loadRelationships(db, documentUuids), (row) => row.document_uuid);
  return documents.map((document): DocumentEvidence => {
    const own = chunks.get(document.id) ?? [];
    return {
      document,
      chunks: own.map(({ chunk }) => chunk),
      text: textOf(own),
      mentions: (mentions.get(document.id) ?? []).map(({ mention }) => mention),
      entities: (entities.get(document.id) ?? []).map(({ entity }) => entity),
      relationships: (relationships.get(document.id) ?? []).map(({ relationship }) => relationship),
    };
  });
}

type Held<T> = T & { readonly document_uuid: string };

async function loadDocuments(db: Database, documentUuids: readonly string[]): Promise<DocumentEvidence['document'][]> {
  const rows = await db
    .selectFrom('source_documents as s')
    .innerJoin('neo4j_documents as n', 'n.document_uuid', 's.document_uuid')
    .selectAll('s')
    .select(['n.title', 'n.language', 'n.category'])
    // The graph wants file names to be unique: all but the oldest of a name carry a part of their id.
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('source_documents as older')
            .select('older.document_uuid')
            .whereRef('older.file_name', '=', 's.file_name')
            .where((older) =>
              older.or([
                older('older.created_at', '<', older.ref('s.created_at')),
                older.and([
                  older('older.created_at', '=', older.ref('s.created_at')),
                  older('older.document_uuid', '<', older.ref('s.document_uuid')),
                ]),
              ]),
            ),
        )
        .as('name_taken'),
    )
    .where('s.document_uuid', 'in', [...documentUuids])
    .orderBy('s.document_uuid')
    .execute();
  return rows.map((row) => ({
    id: row.document_uuid,
    fileName: row.name_taken ? `${row.file_name}~${row.document_uuid.slice(0, 8)}` : (row.file_name ?? ''),
    originalFileName: row.file_name ?? '',
    title: row.title ?? row.file_name ?? '',
    fileSource: row.source_uri?.split(':')[0] ?? '',
    fileType: row.detected_file_type ?? '',
    fileSize: row.size_bytes ?? 0,
    url: row.source_uri ?? '',
    status: 'Completed',
    language: row.language ?? 'und',
    category: row.category ?? 'other',
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    projectId: row.project_id,
    version: row.processing_version,
    contentSha256: row.content_sha256 ?? '',
  }));
}

async function loadChunks(db: Database, documentUuids: readonly string[]): Promise<Held<{ chunk: Chunk; text: string }>[]> {
  const rows = await db
    .selectFrom('neo4j_chunks')
    .selectAll()
    .where('document_uuid', 'in', [...documentUuids])
    .orderBy('document_uuid')
    .orderBy('chunk_index')
    .execute();
  return rows.map((row) => ({
    document_uuid: row.document_uuid,
    text: row.text,
    chunk: {
      chunk_uuid: row.chunk_uuid,
      index: row.chunk_index,
      start: row.start_offset,
      end: row.end_offset,
      page_start: row.page_start,
      page_end: row.page_end,
      heading_path: row.heading_path,
      token_count: row.token_count,
    },
  }));
}

async function loadMentions(db: Database, documentUuids: readonly string[]): Promise<Held<{ mention: ResolvedMention }>[]> {
  const rows = await db
    .selectFrom('neo4j_entity_mentions')
    .selectAll()
    .where('document_uuid', 'in', [...documentUuids])
    .where('resolved_canonical_id', 'is not', null)
    .orderBy('document_uuid')
    .orderBy('start_offset')
    .orderBy('mention_uuid')
    .execute();
  return rows.map(({ document_uuid, start_offset, end_offset, normalized, resolved_canonical_id, ...row }) => ({
    document_uuid,
    mention: {
      ...row,
      start: start_offset,
      end: end_offset,
      resolved_canonical_id: resolved_canonical_id ?? '',
      ...(normalized === null ? {} : { normalized }),
    },
  }));
}

async function loadEntities(db: Database, documentUuids: readonly string[]): Promise<Held<{ entity: CanonicalEntity }>[]> {
  const rows = await db
    .selectFrom('neo4j_canonical_entities')
    .select(['document_uuid', 'canonical_id', 'entity_uuid', 'name', 'type', 'aliases', 'mention_count', 'confidence'])
    .where('document_uuid', 'in', [...documentUuids])
    .orderBy('canonical_id')
    .execute();
  return rows.map(({ document_uuid, ...entity }) => ({ document_uuid, entity }));
}

async function loadRelationships(db: Database, documentUuids: readonly string[]): Promise<Held<{ relationship: StagedRelationship }>[]> {
  const rows = await db
    .selectFrom('neo4j_relationships_staging')
    .select([
      'document_uuid',
      'relationship_uuid',
      'from_canonical_id',
      'relation_type as type',
      'to_canonical_id',
      'confidence',
      'evidence',
    ])
    .where('document_uuid', 'in', [...documentUuids])
    .orderBy('relationship_uuid')
    .execute();
  return rows.map(({ document_uuid, ...relationship }) => ({ document_uuid, relationship }));
}

/** The cleaned text as far as its chunks hold it, each at its offset: chunks are all the projection shows of it. */
function textOf(chunks: readonly { readonly chunk: Chunk; readonly text: string }[]): string {
  let text = '';
  for (const { chunk, text: own } of chunks) text = text.slice(0, chunk.start).padEnd(chunk.start) + own;
  return text;
}

/** Documents that speak of one of these entities. */
export async function documentsWith(db: Database, entityUuids: readonly string[]): Promise<string[]> {
  if (entityUuids.length === 0) return [];
  const rows = await db
    .selectFrom('neo4j_canonical_entities')
    .select('document_uuid')
    .distinct()
    .where('entity_uuid', 'in', [...entityUuids])
    .orderBy('document_uuid')
    .execute();
  return rows.map((row) => row.document_uuid);
}
