import type { FlowStage, StageName } from '../stage.js';

/** A project and its settings (P-10). */
export interface ProjectView {
  readonly project: string;
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly created_at: string;
  readonly documents: number;
}

/** `GET /v1/batches/{id}`. */
export interface BatchView {
  readonly batch_uuid: string;
  readonly project: string;
  readonly created_at: string;
  /** Documents of the batch, those found inside others included. */
  readonly total: number;
  /** Submissions of the batch whose bytes the project had already; they are not in `total`. */
  readonly duplicates: number;
  readonly ended: number;
  /** All documents of the batch rest. */
  readonly done: boolean;
  /** Share of stages that have ended, 0 to 1. */
  readonly progress: number;
  /** Documents by status. */
  readonly by_status: Readonly<Record<string, number>>;
  /** Documents by status of each stage. */
  readonly stages: readonly { readonly stage: FlowStage; readonly by_status: Readonly<Record<string, number>> }[];
}

/** One document that failed for good (P-70). */
export interface DeadLetterView {
  readonly dead_letter_id: string;
  readonly project: string;
  readonly document_uuid: string;
  readonly file_name: string | null;
  readonly processing_version: number;
  readonly stage: StageName;
  readonly code: string;
  readonly message: string;
  readonly attempts: number;
  readonly deliveries: number;
  readonly status: 'open' | 'replayed' | 'discarded';
  readonly failed_at: string;
  readonly event: unknown;
}

/** Dead letters with one cause. */
export interface DeadLetterGroup {
  readonly stage: StageName;
  readonly code: string;
  readonly count: number;
  readonly first_failed_at: string;
  readonly last_failed_at: string;
  readonly example: { readonly dead_letter_id: string; readonly message: string };
}

/** `GET /v1/dead-letters`. */
export interface DeadLetterList {
  readonly groups: readonly DeadLetterGroup[];
  readonly items: readonly DeadLetterView[];
  readonly next_cursor: string | null;
}

/** Which dead letters are meant. At least one field, or `all`. */
export interface DeadLetterSelection {
  readonly ids?: readonly string[];
  readonly project?: string;
  readonly stage?: string;
  readonly code?: string;
  readonly document_uuid?: string;
  readonly all?: boolean;
  /** No more than this many; default 100. */
  readonly limit?: number;
  readonly dry_run?: boolean;
  readonly reason?: string;
}

/** What a replay or discard did, or would do. */
export interface DeadLetterReceipt {
  readonly dry_run: boolean;
  /** How many the selection names, the limit aside. */
  readonly matched: number;
  readonly ids: readonly string[];
  readonly skipped: readonly { readonly dead_letter_id: string; readonly why: string }[];
}

/** An event that was no event (P-72). */
export interface QuarantineView {
  readonly quarantine_id: string;
  readonly stream: string;
  readonly entry_id: string;
  readonly reason: string;
  readonly rule: string;
  readonly position: string;
  /** Field–value pairs as they came; bytes that are no UTF-8 are escaped. */
  readonly fields: readonly string[];
  readonly status: 'open' | 'replayed' | 'discarded';
  readonly received_at: string;
}

/** Which quarantined entries are meant. At least one field, or `all`. */
export interface QuarantineSelection {
  readonly ids?: readonly string[];
  /** Reason code, such as `unsupported_version`. */
  readonly code?: string;
  readonly all?: boolean;
  /** No more than this many; default 100. */
  readonly limit?: number;
  readonly dry_run?: boolean;
  readonly reason?: string;
}

/** What a replay or discard did, or would do. */
export interface QuarantineReceipt {
  readonly dry_run: boolean;
  /** How many open entries the selection names, the limit aside. */
  readonly matched: number;
  readonly ids: readonly string[];
}

export interface ReprocessRequest {
  readonly from_stage?: FlowStage;
  readonly preserve_ocr?: boolean;
  readonly force?: boolean;
  readonly dry_run?: boolean;
  readonly reason?: string;
}

/** What a reprocess will do (P-59). */
export interface ReprocessPlan {
  readonly document_uuid: string;
  readonly dry_run: boolean;
  readonly processing_version: number;
  readonly next_version: number;
  readonly stages: readonly {
    readonly stage: FlowStage;
    /** `keep`: its output stays; `run`: it runs again; `remembered`: it runs, and its chunks are remembered by content. */
    readonly action: 'keep' | 'run' | 'remembered';
    readonly chunks: number | null;
    /** For a paid provider, at most. */
    readonly tokens: number | null;
  }[];
}

/** `DELETE /v1/documents/{id}` (P-61). */
export interface ErasureReceipt {
  readonly document_uuid: string;
  readonly status: 'erasing' | 'erased';
  /** Counts per store, once erased. */
  readonly deleted: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
}

/** `GET /v1/pipeline`. */
export interface PipelineView {
  readonly stages: readonly PipelineStage[];
  readonly dead_letters: number;
  readonly quarantined: number;
  readonly outbox_unsent: number;
}

export interface PipelineStage {
  readonly stage: StageName | 'intake';
  /** Entries nobody has read; null when Redis cannot tell. */
  readonly lag: number | null;
  readonly pending: number;
  readonly retrying: number;
  /** Milliseconds since the oldest document in this stage moved; null when there is none. */
  readonly oldest_ms: number | null;
  readonly in_per_minute: number;
  readonly out_per_minute: number;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  /** Consumers seen within the last minute. */
  readonly workers: number;
}

/** Reprocess what a filter names, in one project. */
export interface ProjectReprocessRequest extends ReprocessRequest {
  /** Only documents with this status, e.g. `failed`. */
  readonly status?: string;
  /** Only documents that failed at or stand in this stage. */
  readonly stage?: string;
  /** No more than this many; default 1,000. */
  readonly limit?: number;
}

export interface ProjectReprocessReceipt {
  readonly dry_run: boolean;
  /** How many the filter names, the limit aside. */
  readonly matched: number;
  readonly document_uuids: readonly string[];
}
