import type { EntityType, RelationType, StagedRelationship, StructuredData } from '@tributary/contracts';
import type { DocumentStatus } from '@tributary/state';
import type { Generated } from 'kysely';
import type { GeneratedJson, Json, NullableJson, NullableTimestamp, Timestamp } from './documents.js';

export interface Neo4jDocumentsTable {
  document_uuid: string;
  project_id: string;
  processing_version: number;
  processing_status: DocumentStatus;
  title: string | null;
  category: string | null;
  subcategory: string | null;
  category_confidence: number | null;
  language: string | null;
  language_confidence: number | null;
  page_count: number | null;
  chunk_count: number | null;
  character_count: number | null;
  /** The member `document_level` of DOC_STRUCTURED (P-32). */
  structured: NullableJson<StructuredData>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface Neo4jChunksTable {
  chunk_uuid: string;
  document_uuid: string;
  chunk_index: number;
  text: string;
  start_offset: number;
  end_offset: number;
  page_start: number;
  page_end: number;
  heading_path: GeneratedJson<readonly string[]>;
  token_count: number;
}

export interface Neo4jEntityMentionsTable {
  mention_uuid: string;
  document_uuid: string;
  chunk_uuid: string;
  text: string;
  type: EntityType;
  start_offset: number;
  end_offset: number;
  confidence: number;
  provider: string;
  normalized: string | null;
  resolved_canonical_id: string | null;
}

export interface Neo4jCanonicalEntitiesTable {
  canonical_id: string;
  document_uuid: string;
  project_id: string;
  /** The project-wide entity of the registry. */
  entity_uuid: string;
  name: string;
  type: EntityType;
  aliases: GeneratedJson<readonly string[]>;
  mention_count: number;
  confidence: number;
}

export interface Neo4jRelationshipsStagingTable {
  relationship_uuid: string;
  document_uuid: string;
  project_id: string;
  /** One per run of the graph stage. */
  batch_process_id: string;
  from_canonical_id: string;
  relation_type: RelationType;
  to_canonical_id: string;
  confidence: number;
  evidence: Json<StagedRelationship['evidence']>;
  created_at: Timestamp;
}

/** One relation of the projection. */
export interface RelationRef {
  readonly id: string;
  readonly from: string;
  readonly type: string;
  readonly to: string;
}

/** What a document contributes to the projection and whether it is there (P-57): projected when `projected_fence` equals `fence`. */
export interface GraphProjectionsTable {
  document_uuid: string;
  project_id: string;
  processing_version: number;
  fence: number;
  projected_fence: number | null;
  /** Entities and relations it had when it was last projected: what may have to go. */
  contribution: GeneratedJson<{ readonly entities?: readonly string[]; readonly relations?: readonly RelationRef[] }>;
  attempts: Generated<number>;
  error_message: string | null;
  requested_at: Timestamp;
  projected_at: NullableTimestamp;
}
