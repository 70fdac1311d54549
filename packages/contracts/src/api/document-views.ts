import type { FailureCode } from '../failure.js';
import type { FlowStage, StageName, StageOutcome } from '../stage.js';
import type { TextPlace } from './page-views.js';

/** `POST /v1/projects/{project}/documents` answers 202 with this: every document is recorded durably. */
export interface SubmissionReceipt {
  readonly project: string;
  readonly batch_uuid: string;
  readonly documents: readonly SubmittedDocument[];
  /** Files of the same request that were refused; the others are in. */
  readonly rejected: readonly { readonly file_name: string; readonly code: string; readonly detail: string }[];
}

export interface SubmittedDocument {
  /** The new document, or the existing one when these bytes are known to the project (P-12). */
  readonly document_uuid: string;
  /** The existing document, when the bytes were recognised. */
  readonly duplicate_of: string | null;
  readonly file_name: string;
  readonly uri: string;
  readonly sha256: string | null;
  readonly size: number | null;
}

/** A document as lists show it (P-10). Times are RFC 3339. */
export interface DocumentSummary {
  readonly document_uuid: string;
  readonly project: string;
  readonly file_name: string;
  readonly uri: string;
  /** One of `documentStatuses`. */
  readonly status: string;
  readonly processing_version: number;
  readonly detected_file_type: string | null;
  readonly content_type: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly category: string | null;
  readonly language: string | null;
  readonly batch_uuid: string | null;
  readonly parent_document_uuid: string | null;
  readonly error: DocumentError | null;
  readonly submitted_at: string;
  readonly updated_at: string;
}

export interface DocumentError {
  readonly stage: StageName;
  readonly code: FailureCode;
  readonly message: string;
}

/** `GET /v1/documents/{id}`. */
export interface DocumentDetail extends DocumentSummary {
  /** All stages of the flow in order, those not begun included. */
  readonly stages: readonly StageView[];
  readonly duplicate_of: string | null;
  /** Open dead letters of this document. */
  readonly dead_letter_ids: readonly string[];
}

export interface StageView {
  readonly stage: FlowStage;
  /** One of `stageStatuses`. */
  readonly status: string;
  readonly outcome: StageOutcome | null;
  /** Why it ended empty or partial, or why it failed. */
  readonly reason: string | null;
  readonly attempts: number;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly duration_ms: number | null;
  /** Whether the output was found, not computed (P-1). */
  readonly cache_hit: boolean;
  /** Parts of the work that were remembered, and that were not. */
  readonly memo: { readonly hits: number; readonly misses: number } | null;
  readonly provider: string | null;
  /** US dollars; null where the provider is free. */
  readonly cost: number | null;
  readonly warnings: readonly string[];
  readonly error: { readonly code: FailureCode; readonly message: string } | null;
}

/** `GET /v1/documents/{id}/text`: offsets are half-open, into `text`. */
export interface DocumentText {
  readonly document_uuid: string;
  readonly processing_version: number;
  readonly text: string;
  readonly language: string | null;
  readonly category: string | null;
  readonly pages: readonly { readonly number: number; readonly start: number; readonly end: number }[];
}

/** `GET /v1/documents/{id}/chunks`. */
export interface ChunkView {
  readonly chunk_uuid: string;
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly page_start: number;
  readonly page_end: number;
  readonly heading_path: readonly string[];
  readonly token_count: number;
  readonly text: string;
}

/** `GET /v1/documents/{id}/mentions`. */
export interface MentionView {
  readonly mention_uuid: string;
  readonly chunk_uuid: string;
  readonly text: string;
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly page: number;
  readonly confidence: number;
  readonly provider: string;
  readonly normalized: string | null;
  /** The project-wide entity, once resolution has run. */
  readonly entity_uuid: string | null;
  /** Where it stands on its pages, when asked for by `places=true`; empty where the source has no places. */
  readonly places?: readonly TextPlace[];
}
