import { documentStatuses } from '@tributary/state';

const statuses = documentStatuses.map((status) => `'${status}'`).join(', ');

/** Projects, batches, documents and how their submissions were recognised (P-10 to P-12). */
export const documentTables = [
  `create table projects (
    id uuid primary key,
    name text not null unique,
    extraction_schema jsonb,
    settings jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  `create table batches (
    batch_uuid uuid primary key,
    project_id uuid not null references projects (id),
    name text,
    submitted integer not null default 0,
    duplicates integer not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  // A purged document keeps its row with id, project, version and status: what else it said is null then. Hence the nullable columns.
  `create table source_documents (
    document_uuid uuid primary key,
    project_id uuid not null references projects (id),
    batch_uuid uuid references batches (batch_uuid) on delete set null,
    parent_document_uuid uuid,
    duplicate_of uuid,
    file_name text,
    source_uri text,
    content_uri text,
    content_type text,
    content_sha256 text,
    detected_file_type text,
    size_bytes bigint,
    options jsonb not null default '{}',
    priority text not null default 'interactive' check (priority in ('interactive', 'bulk')),
    processing_version integer not null default 1 check (processing_version >= 1),
    processing_status text not null default 'accepted' check (processing_status in (${statuses})),
    current_stage text,
    error_code text,
    error_message text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    completed_at timestamptz,
    check (processing_status = 'purged' or (file_name is not null and source_uri is not null))
  ) with (fillfactor = 80)`,
  // P-12: one document per content in a project. One that its submitter asked for although the bytes were known says so in duplicate_of.
  `create unique index source_documents_content on source_documents (project_id, content_sha256)
    where content_sha256 is not null and duplicate_of is null`,
  'create index source_documents_listing on source_documents (project_id, created_at desc, document_uuid)',
  'create index source_documents_by_status on source_documents (project_id, processing_status, created_at desc, document_uuid)',
  'create index source_documents_recent on source_documents (created_at desc, document_uuid)',
  'create index source_documents_by_batch on source_documents (batch_uuid, processing_status) where batch_uuid is not null',
  'create index source_documents_children on source_documents (parent_document_uuid) where parent_document_uuid is not null',
  `create index source_documents_unfinished on source_documents (document_uuid) where processing_status in ('accepted', 'processing')`,
  'create index source_documents_ended on source_documents (completed_at) where completed_at is not null',
  // The graph asks who had a file name first.
  'create index source_documents_by_name on source_documents (file_name, created_at, document_uuid)',
  // Two entries with the same source and id are the same event; event_key follows from both, and is all that a purge leaves of them.
  // `document_uuid` is the document the event asked for, `duplicate_of` the one it got.
  `create table intake_events (
    event_key uuid primary key,
    source text,
    event_id text,
    type text not null,
    document_uuid uuid not null,
    duplicate_of uuid,
    received_at timestamptz not null default now()
  )`,
  'create index intake_events_by_document on intake_events (document_uuid)',
  'create index intake_events_duplicates on intake_events (duplicate_of) where duplicate_of is not null',
];
