import { flowStages } from '@tributary/contracts';
import { stageStatuses } from '@tributary/state';

const list = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');

/** What was run and what came of it: the stage record, its outputs, the outbox and the history. */
export const runTables = [
  `create table stage_runs (
    document_uuid uuid not null references source_documents (document_uuid) on delete cascade,
    processing_version integer not null,
    stage text not null check (stage in (${list(flowStages)})),
    status text not null check (status in (${list(stageStatuses)})),
    fence bigint not null,
    owner text not null,
    fingerprint text not null,
    event_id text not null,
    outcome text,
    reason text,
    announcement jsonb,
    attempts integer not null default 1,
    deliveries integer not null default 1,
    skips integer not null default 0,
    error_code text,
    error_message text,
    next_attempt_at timestamptz,
    started_at timestamptz not null,
    finished_at timestamptz,
    duration_ms integer,
    memo_hits integer not null default 0,
    memo_misses integer not null default 0,
    updated_at timestamptz not null default now(),
    primary key (document_uuid, processing_version, stage)
  ) with (fillfactor = 80)`,
  // The durable copy of every cached output: JSON, plain or zstd-compressed.
  `create table stage_outputs (
    document_uuid uuid not null references source_documents (document_uuid) on delete cascade,
    name text not null,
    stage text not null,
    processing_version integer not null,
    fingerprint text not null,
    value bytea not null,
    created_at timestamptz not null default now(),
    primary key (document_uuid, name)
  )`,
  'alter table stage_outputs alter column value set storage external',
  `create table outbox (
    event_id text primary key,
    type text not null,
    document_uuid uuid,
    event jsonb not null,
    created_at timestamptz not null default now(),
    sent_at timestamptz
  )`,
  'create index outbox_unsent on outbox (created_at) where sent_at is null',
  'create index outbox_age on outbox using brin (created_at)',
  `create table processing_history (
    id bigint generated always as identity primary key,
    document_uuid uuid not null references source_documents (document_uuid) on delete cascade,
    processing_version integer not null,
    stage text,
    change text not null,
    detail jsonb,
    at timestamptz not null default now()
  )`,
  'create index processing_history_by_document on processing_history (document_uuid, id)',
];
