import type { DocumentError, DocumentSummary, FailureCode, Page, StageName } from '@tributary/contracts';
import { type RawBuilder, sql } from 'kysely';
import { projectIdOf } from '../intake/projects.js';
import type { Database } from '../schema/index.js';
import { decodeCursor, type PageRequest, toPage } from './cursor.js';

export interface DocumentFilter {
  readonly project?: string;
  /** Only in these projects. */
  readonly projects?: readonly string[];
  readonly status?: string;
  /** The stage a document stands in or failed at. */
  readonly stage?: string;
  readonly category?: string;
  readonly batchUuid?: string;
  /** Part of the file's name. */
  readonly q?: string;
}

export interface DocumentRow {
  readonly document_uuid: string;
  readonly project: string;
  readonly file_name: string | null;
  readonly source_uri: string | null;
  readonly content_type: string | null;
  readonly content_sha256: string | null;
  readonly detected_file_type: string | null;
  readonly size_bytes: number | null;
  readonly processing_version: number;
  readonly processing_status: string;
  readonly current_stage: StageName | null;
  readonly error_code: FailureCode | null;
  readonly error_message: string | null;
  readonly batch_uuid: string | null;
  readonly parent_document_uuid: string | null;
  readonly duplicate_of: string | null;
  readonly category: string | null;
  readonly language: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** What every view of a document selects. */
export const documentSelection = sql`
  select d.document_uuid, p.name as project, d.file_name, d.source_uri, d.content_type, d.content_sha256, d.detected_file_type, d.size_bytes,
    d.processing_version, d.processing_status, d.current_stage, d.error_code, d.error_message, d.batch_uuid, d.parent_document_uuid, d.duplicate_of,
    n.category, n.language, d.created_at, d.updated_at
  from source_documents d
  join projects p on p.id = d.project_id
  left join neo4j_documents n on n.document_uuid = d.document_uuid`;

/** Documents, newest first. A purged document is not listed. */
export async function listDocuments(db: Database, filter: DocumentFilter, page: PageRequest): Promise<Page<DocumentSummary>> {
  const conditions = [...conditionsOf(filter), ...after(page)];
  const { rows } = await sql<DocumentRow>`
    ${documentSelection} where ${sql.join(conditions, sql` and `)}
    order by d.created_at desc, d.document_uuid limit ${page.limit + 1}`.execute(db);
  return toPage(rows, page.limit, (row) => [row.created_at.toISOString(), row.document_uuid], documentSummary);
}

/** Conditions on `source_documents d` and `neo4j_documents n`; never empty. */
export function conditionsOf(filter: DocumentFilter): RawBuilder<unknown>[] {
  const conditions = [sql`d.processing_status <> 'purged'`];
  if (filter.project !== undefined) conditions.push(sql`d.project_id = ${projectIdOf(filter.project)}`);
  if (filter.projects !== undefined) conditions.push(sql`d.project_id = any(${filter.projects.map(projectIdOf)}::uuid[])`);
  if (filter.status !== undefined) conditions.push(sql`d.processing_status = ${filter.status}`);
  if (filter.stage !== undefined) conditions.push(sql`d.current_stage = ${filter.stage}`);
  if (filter.category !== undefined) conditions.push(sql`n.category = ${filter.category}`);
  if (filter.batchUuid !== undefined) conditions.push(sql`d.batch_uuid = ${filter.batchUuid}`);
  if (filter.q !== undefined) conditions.push(sql`d.file_name ilike ${containing(filter.q)}`);
  return conditions;
}

/** A pattern for LIKE that finds these characters as they are. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** Times have microseconds in the database and milliseconds here: the comparison is made on milliseconds. */
function after({ cursor }: PageRequest): RawBuilder<unknown>[] {
  if (cursor === undefined) return [];
  const [time, uuid] = decodeCursor(cursor, 'time', 'uuid');
  const created = sql`date_trunc('milliseconds', d.created_at)`;
  return [sql`(${created} < ${time}::timestamptz or (${created} = ${time}::timestamptz and d.document_uuid > ${uuid}::uuid))`];
}

export function documentSummary(row: DocumentRow): DocumentSummary {
  return {
    document_uuid: row.document_uuid,
    project: row.project,
    file_name: row.file_name ?? '',
    uri: row.source_uri ?? '',
    status: row.processing_status,
    processing_version: row.processing_version,
    detected_file_type: row.detected_file_type,
    content_type: row.content_type,
    size: row.size_bytes,
    sha256: row.content_sha256,
    category: row.category,
    language: row.language,
    batch_uuid: row.batch_uuid,
    parent_document_uuid: row.parent_document_uuid,
    error: errorOf(row),
    submitted_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

function errorOf({ error_code, error_message, current_stage }: DocumentRow): DocumentError | null {
  if (error_code === null) return null;
  return { stage: current_stage ?? 'ocr', code: error_code, message: error_message ?? '' };
}
