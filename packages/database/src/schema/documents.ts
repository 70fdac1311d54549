import type { ExtractionSchema, SubmissionOptions } from '@tributary/contracts';
import type { DocumentStatus } from '@tributary/state';
import type { ColumnType, Generated } from 'kysely';

/** A timestamp that the database sets when it is left out. */
export type Timestamp = ColumnType<Date, Date | string | undefined, Date | string>;
export type NullableTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** JSON: read as a value, written as text. */
export type Json<T> = ColumnType<T, string, string>;
export type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
/** JSON with a default. */
export type GeneratedJson<T> = ColumnType<T, string | undefined, string>;

export interface ProjectsTable {
  id: string;
  name: string;
  /** What the project wants found (P-41); null means the default schema. */
  extraction_schema: NullableJson<ExtractionSchema>;
  settings: GeneratedJson<Record<string, unknown>>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface BatchesTable {
  batch_uuid: string;
  project_id: string;
  name: string | null;
  /** Events that named the batch, duplicates included. */
  submitted: Generated<number>;
  duplicates: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

/** Null columns beside id, project, version and status mean that the document was purged, or that a fact is not known yet. */
export interface SourceDocumentsTable {
  document_uuid: string;
  project_id: string;
  batch_uuid: string | null;
  parent_document_uuid: string | null;
  duplicate_of: string | null;
  file_name: string | null;
  source_uri: string | null;
  content_uri: string | null;
  content_type: string | null;
  content_sha256: string | null;
  detected_file_type: string | null;
  size_bytes: number | null;
  options: GeneratedJson<SubmissionOptions>;
  priority: Generated<'interactive' | 'bulk'>;
  processing_version: Generated<number>;
  processing_status: Generated<DocumentStatus>;
  current_stage: string | null;
  error_code: string | null;
  error_message: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  completed_at: NullableTimestamp;
}

export interface IntakeEventsTable {
  /** UUIDv5 of source and id. */
  event_key: string;
  source: string | null;
  event_id: string | null;
  type: string;
  document_uuid: string;
  duplicate_of: string | null;
  received_at: Timestamp;
}
