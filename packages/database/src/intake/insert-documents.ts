import type { SubmissionOptions } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Pipeline } from '../connection/pipeline.js';
import { prepared } from '../sql/prepared.js';
import { recordset } from '../sql/recordset.js';
import type { Submission } from './accept-submissions.js';

export type Lane = 'interactive' | 'bulk';

/** A submission with the ids of its document and project, and the lane it will travel in. */
export interface Submitter {
  readonly submission: Submission;
  readonly documentUuid: string;
  readonly projectId: string;
  readonly lane: Lane;
}

export interface InsertedDocument {
  readonly document_uuid: string;
  readonly source_uri: string;
  readonly content_uri: string | null;
  readonly file_name: string;
  readonly content_type: string | null;
  readonly content_sha256: string | null;
  readonly size_bytes: number | null;
  readonly batch_uuid: string | null;
  readonly parent_document_uuid: string | null;
  readonly options: SubmissionOptions;
  readonly priority: Lane;
}

const columns = {
  document_uuid: 'uuid',
  project_id: 'uuid',
  batch_uuid: 'uuid',
  parent_document_uuid: 'uuid',
  file_name: 'text',
  source_uri: 'text',
  content_uri: 'text',
  content_type: 'text',
  content_sha256: 'text',
  size_bytes: 'bigint',
  options: 'jsonb',
  priority: 'text',
  copy: 'boolean',
} as const;

/** Inserts documents that are new by id and content; those left out are in the way of an older one. */
export async function insertDocuments(
  pipeline: Pipeline,
  submitters: readonly Submitter[],
): Promise<ReadonlyMap<string, InsertedDocument>> {
  if (submitters.length === 0) return new Map();
  const rows = submitters.map(documentRow);
  const result = await pipeline.send(sql<InsertedDocument>`${prepared('insert_documents')}
    insert into source_documents (document_uuid, project_id, batch_uuid, parent_document_uuid, file_name, source_uri, content_uri, content_type,
      content_sha256, size_bytes, options, priority, duplicate_of)
    select document_uuid, project_id, batch_uuid, parent_document_uuid, file_name, source_uri, content_uri, content_type,
      content_sha256, size_bytes, options, priority, case when copy then (
        select original.document_uuid from source_documents original
        where original.project_id = d.project_id and original.content_sha256 = d.content_sha256 and original.duplicate_of is null
          and original.document_uuid <> d.document_uuid
      ) end
    from ${recordset('d', columns, rows)} order by document_uuid
    on conflict do nothing
    returning document_uuid, source_uri, content_uri, file_name, content_type, content_sha256, size_bytes, batch_uuid, parent_document_uuid, options,
      priority
  `);
  return new Map(result.map((row) => [row.document_uuid, row]));
}

function documentRow({ submission: { data, contentUri }, documentUuid, projectId, lane }: Submitter) {
  return {
    document_uuid: documentUuid,
    project_id: projectId,
    batch_uuid: data.batch_uuid ?? null,
    parent_document_uuid: data.parent_document_uuid ?? null,
    file_name: data.file_name,
    source_uri: data.uri,
    content_uri: contentUri ?? null,
    content_type: data.content_type ?? null,
    content_sha256: data.sha256 ?? null,
    size_bytes: data.size ?? null,
    options: data.options ?? {},
    priority: lane,
    copy: data.options?.allow_duplicate === true,
  };
}

/** For each document that was not inserted: which one stands in its way, by id or by content. */
export async function whyRefused(
  pipeline: Pipeline,
  submitters: readonly Submitter[],
): Promise<ReadonlyMap<string, { readonly existing: string; readonly purged: boolean }>> {
  if (submitters.length === 0) return new Map();
  const result = await pipeline.send(sql<{ document_uuid: string; existing: string; purged: boolean }>`
    select d.document_uuid, coalesce(own.document_uuid, same.document_uuid) as existing, coalesce(own.processing_status = 'purged', false) as purged
    from ${recordset('d', columns, submitters.map(documentRow))}
    left join source_documents own on own.document_uuid = d.document_uuid
    left join source_documents same on same.project_id = d.project_id and same.content_sha256 = d.content_sha256 and same.duplicate_of is null
    where coalesce(own.document_uuid, same.document_uuid) is not null`);
  return new Map(result.map((row) => [row.document_uuid, row]));
}
