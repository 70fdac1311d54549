import type {
  CleanupMode,
  CloudEvent,
  EventType,
  FailureCode,
  FlowStage,
  RejectionCode,
  StageName,
  StageOutcome,
} from '@tributary/contracts';
import type { StageStatus } from '@tributary/state';
import type { ColumnType, Generated } from 'kysely';
import type { Json, NullableJson, NullableTimestamp, Timestamp } from './documents.js';

export interface StageRunsTable {
  document_uuid: string;
  processing_version: number;
  stage: FlowStage;
  status: StageStatus;
  /** Grows with every grant, across versions too; only the newest may commit (P-4). */
  fence: number;
  owner: string;
  fingerprint: string;
  event_id: string;
  /** How the run that made the outputs ended; stays when later requests are skipped. */
  outcome: StageOutcome | null;
  reason: string | null;
  announcement: NullableJson<CloudEvent>;
  attempts: Generated<number>;
  deliveries: Generated<number>;
  /** Requests answered from what was done before (P-1). */
  skips: Generated<number>;
  error_code: FailureCode | null;
  error_message: string | null;
  next_attempt_at: NullableTimestamp;
  started_at: Timestamp;
  finished_at: NullableTimestamp;
  duration_ms: number | null;
  memo_hits: Generated<number>;
  memo_misses: Generated<number>;
  updated_at: Timestamp;
}

export interface StageOutputsTable {
  document_uuid: string;
  name: string;
  stage: FlowStage;
  processing_version: number;
  fingerprint: string;
  value: Buffer;
  created_at: Timestamp;
}

export interface OutboxTable {
  event_id: string;
  type: EventType;
  document_uuid: string | null;
  event: Json<CloudEvent>;
  created_at: Timestamp;
  sent_at: NullableTimestamp;
}

export interface ProcessingHistoryTable {
  id: ColumnType<number, never, never>;
  document_uuid: string;
  processing_version: number;
  stage: StageName | null;
  change: string;
  detail: NullableJson<Record<string, unknown>>;
  at: Timestamp;
}

export interface DeadLettersTable {
  id: string;
  document_uuid: string;
  project_id: string;
  processing_version: number;
  stage: FlowStage;
  status: Generated<'open' | 'replayed' | 'discarded'>;
  error_code: FailureCode;
  error_message: string;
  retryable: boolean;
  attempts: number;
  deliveries: number;
  event_id: string;
  event: Json<CloudEvent>;
  announcement: Json<CloudEvent>;
  traceparent: string | null;
  replays: Generated<number>;
  first_failed_at: Timestamp;
  last_failed_at: Timestamp;
  resolved_at: NullableTimestamp;
  resolution_reason: string | null;
}

export interface QuarantineTable {
  id: string;
  stream: string;
  consumer_group: string;
  entry_id: string;
  reason: RejectionCode;
  rule: string;
  position: string;
  /** Name and value in turn, as they came. */
  fields: Buffer[];
  event_source: string | null;
  event_id: string | null;
  document_uuid: string | null;
  status: Generated<'open' | 'replayed' | 'discarded'>;
  created_at: Timestamp;
  resolved_at: NullableTimestamp;
  resolution_reason: string | null;
}

export interface CleanupRunsTable {
  event_id: string;
  document_uuid: string;
  mode: CleanupMode;
  result: Json<unknown>;
  created_at: Timestamp;
  finished_at: NullableTimestamp;
}
