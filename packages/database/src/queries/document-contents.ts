import type { ChunkView, CleanedText, DocumentCategory, DocumentText, MentionView, OcrResult, Page } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Database } from '../schema/index.js';
import { decodeCursor, type PageRequest, toPage } from './cursor.js';
import { loadOutputValue } from './load-output-value.js';
import { pageAt } from './page-at.js';

/** The cleaned text with its pages; `undefined` before the text stage has ended. */
export async function findText(db: Database, documentUuid: string): Promise<DocumentText | undefined> {
  const [cleaned, category, version] = await Promise.all([
    loadOutputValue<CleanedText>(db, documentUuid, 'DOC_CLEANED_TEXT'),
    loadOutputValue<DocumentCategory>(db, documentUuid, 'DOC_CATEGORY'),
    sql<{ processing_version: number }>`select processing_version from source_documents where document_uuid = ${documentUuid}`.execute(db),
  ]);
  if (cleaned === undefined) return undefined;
  return {
    document_uuid: documentUuid,
    processing_version: version.rows[0]?.processing_version ?? 1,
    text: cleaned.text,
    language: cleaned.language,
    category: category?.name ?? null,
    pages: cleaned.pages,
  };
}

interface ChunkRow extends Omit<ChunkView, 'index' | 'start' | 'end'> {
  readonly chunk_index: number;
  readonly start_offset: number;
  readonly end_offset: number;
}

/** Chunks in the order of the text. */
export async function listChunks(db: Database, documentUuid: string, page: PageRequest): Promise<Page<ChunkView>> {
  const [after] = page.cursor === undefined ? [-1] : decodeCursor(page.cursor, 'integer');
  const { rows } = await sql<ChunkRow>`
    select chunk_uuid, chunk_index, start_offset, end_offset, page_start, page_end, heading_path, token_count, text
    from neo4j_chunks where document_uuid = ${documentUuid} and chunk_index > ${after}
    order by chunk_index limit ${page.limit + 1}`.execute(db);
  return toPage(
    rows,
    page.limit,
    (row) => [row.chunk_index],
    ({ chunk_index, start_offset, end_offset, ...rest }) => ({ ...rest, index: chunk_index, start: start_offset, end: end_offset }),
  );
}

interface MentionRow extends Omit<MentionView, 'start' | 'end' | 'page'> {
  readonly start_offset: number;
  readonly end_offset: number;
  readonly page_start: number;
}

/** Mentions in the order of the text, with the project's entity each was resolved to. */
export async function listMentions(db: Database, documentUuid: string, page: PageRequest): Promise<Page<MentionView>> {
  const [start, uuid] =
    page.cursor === undefined ? [-1, '00000000-0000-0000-0000-000000000000'] : decodeCursor(page.cursor, 'integer', 'uuid');
  const [cleaned, { rows }] = await Promise.all([
    loadOutputValue<CleanedText>(db, documentUuid, 'DOC_CLEANED_TEXT'),
    sql<MentionRow>`
      select m.mention_uuid, m.chunk_uuid, m.text, m.type, m.start_offset, m.end_offset, c.page_start, m.confidence, m.provider, m.normalized,
        e.entity_uuid
      from neo4j_entity_mentions m
      join neo4j_chunks c on c.chunk_uuid = m.chunk_uuid
      left join neo4j_canonical_entities e on e.canonical_id = m.resolved_canonical_id
      where m.document_uuid = ${documentUuid} and (m.start_offset, m.mention_uuid) > (${start}::integer, ${uuid}::uuid)
      order by m.start_offset, m.mention_uuid limit ${page.limit + 1}`.execute(db),
  ]);
  return toPage(
    rows,
    page.limit,
    (row) => [row.start_offset, row.mention_uuid],
    ({ start_offset, end_offset, page_start, ...rest }) => ({
      ...rest,
      start: start_offset,
      end: end_offset,
      page: pageAt(cleaned?.pages ?? [], start_offset) ?? page_start,
    }),
  );
}

/** What was read and what cleaning made of it: with both, offsets lead back to places on pages. */
export interface DocumentReading {
  readonly ocr: OcrResult;
  /** `undefined` before the text stage has ended. */
  readonly cleaned: CleanedText | undefined;
}

/** `undefined` before the ocr stage has ended. */
export async function findReading(db: Database, documentUuid: string): Promise<DocumentReading | undefined> {
  const [ocr, cleaned] = await Promise.all([
    loadOutputValue<OcrResult>(db, documentUuid, 'DOC_OCR_RESULT'),
    loadOutputValue<CleanedText>(db, documentUuid, 'DOC_CLEANED_TEXT'),
  ]);
  return ocr === undefined ? undefined : { ocr, cleaned };
}

/** Which reading there is: the same stamp is the same reading. */
export interface ReadingStamp {
  readonly stamp: string;
  /** As it is stored. */
  readonly bytes: number;
}

/** `undefined` before the ocr stage has ended. Reads no values. */
export async function findReadingStamp(db: Database, documentUuid: string): Promise<ReadingStamp | undefined> {
  const { rows } = await sql<ReadingStamp & { readonly is_read: boolean | null }>`
    select string_agg(name || ' ' || extract(epoch from created_at), ', ' order by name) as stamp,
      sum(octet_length(value))::integer as bytes, bool_or(name = 'DOC_OCR_RESULT') as is_read
    from stage_outputs where document_uuid = ${documentUuid} and name in ('DOC_OCR_RESULT', 'DOC_CLEANED_TEXT')`.execute(db);
  const [row] = rows;
  return row?.is_read === true ? { stamp: row.stamp, bytes: row.bytes } : undefined;
}

/** Where a document's bytes are; `undefined` when there is no such document, or when it was purged. */
export interface DocumentSource {
  readonly project: string;
  readonly file_name: string;
  readonly content_type: string | null;
  /** What the bytes were found to be; null before they were read. */
  readonly detected_file_type: string | null;
  readonly sha256: string | null;
  /** In the object store, or where the submitter keeps them. */
  readonly content_uri: string;
}

export async function findSource(db: Database, documentUuid: string): Promise<DocumentSource | undefined> {
  const { rows } = await sql<DocumentSource>`
    select p.name as project, d.file_name, d.content_type, d.detected_file_type, d.content_sha256 as sha256, coalesce(d.content_uri, d.source_uri) as content_uri
    from source_documents d join projects p on p.id = d.project_id
    where d.document_uuid = ${documentUuid} and d.processing_status <> 'purged'`.execute(db);
  return rows[0];
}
