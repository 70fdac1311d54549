/** What went wrong and what people asked for: dead letters, quarantine, cleanup. */
export const operationTables = [
  `create table dead_letters (
    id uuid primary key,
    document_uuid uuid not null references source_documents (document_uuid) on delete cascade,
    project_id uuid not null references projects (id),
    processing_version integer not null,
    stage text not null,
    status text not null default 'open' check (status in ('open', 'replayed', 'discarded')),
    error_code text not null,
    error_message text not null,
    retryable boolean not null,
    attempts integer not null,
    deliveries integer not null,
    event_id text not null,
    event jsonb not null,
    announcement jsonb not null,
    traceparent text,
    replays integer not null default 0,
    first_failed_at timestamptz not null default now(),
    last_failed_at timestamptz not null default now(),
    resolved_at timestamptz,
    resolution_reason text,
    unique (document_uuid, processing_version, stage)
  )`,
  'create index dead_letters_recent on dead_letters (status, last_failed_at desc, id)',
  'create index dead_letters_by_project on dead_letters (project_id, status, last_failed_at desc)',
  // Fields as they came, name and value in turn. Source and id as far as they could be read.
  `create table quarantine (
    id uuid primary key,
    stream text not null,
    consumer_group text not null,
    entry_id text not null,
    reason text not null,
    rule text not null,
    position text not null,
    fields bytea[] not null,
    event_source text,
    event_id text,
    document_uuid uuid,
    created_at timestamptz not null default now(),
    unique (stream, consumer_group, entry_id)
  )`,
  'create index quarantine_recent on quarantine (created_at desc, id)',
  // Makes a cleanup one thing however often its request arrives. `result` is what the request came to; a purge that is finished leaves counts there.
  `create table cleanup_runs (
    event_id text primary key,
    document_uuid uuid not null,
    mode text not null,
    result jsonb not null,
    created_at timestamptz not null default now(),
    finished_at timestamptz
  )`,
  'create index cleanup_runs_by_document on cleanup_runs (document_uuid)',
];
