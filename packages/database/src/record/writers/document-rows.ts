import { category, chunkList, chunkText, cleanedText, documentLevel, structuredData } from '@tributary/cache-keys';
import { sql } from 'kysely';
import { recordset } from '../../sql/recordset.js';
import type { Committed } from '../write-completions.js';
import { type OutputWriter, outputOf } from './output-writer.js';

const columns = {
  document_uuid: 'uuid',
  project_id: 'uuid',
  processing_version: 'integer',
  processing_status: 'text',
  title: 'text',
  category: 'text',
  subcategory: 'text',
  category_confidence: 'double precision',
  language: 'text',
  language_confidence: 'double precision',
  page_count: 'integer',
  chunk_count: 'integer',
  character_count: 'integer',
  structured: 'jsonb',
} as const;
const names = sql.raw(Object.keys(columns).join(', '));
const assignments = sql.raw(
  Object.keys(columns)
    .filter((column) => column !== 'document_uuid')
    .map((column) => `${column} = excluded.${column}`)
    .join(', '),
);
const textOutputs: readonly string[] = [cleanedText, category, chunkList, chunkText, structuredData].map((output) => output.name);

/** The document as a node (P-30): one row from all outputs of the text stage. Comes first, since everything found in the document refers to it. */
export const documentRowWriter: OutputWriter = {
  name: cleanedText.name,
  statements(committed) {
    const rows = committed.filter((run) => run.completion.outputs.some((output) => textOutputs.includes(output.name))).map(documentRow);
    if (rows.length === 0) return [];
    const written = sql`
      insert into neo4j_documents (${names}) select ${names} from ${recordset('d', columns, rows)}
      on conflict (document_uuid) do update set ${assignments}, updated_at = now()`;
    return [written];
  },
};

function documentRow(run: Committed) {
  const text = outputOf(run, cleanedText);
  const placed = outputOf(run, category);
  const structured = outputOf(run, structuredData)?.[documentLevel];
  return {
    document_uuid: run.documentUuid,
    project_id: run.projectId,
    processing_version: run.completion.run.version,
    processing_status: run.status,
    title: structured?.title,
    category: placed?.name,
    subcategory: placed?.subcategory,
    category_confidence: placed?.confidence,
    language: text?.language,
    language_confidence: text?.language_confidence,
    page_count: text?.pages?.length,
    chunk_count: outputOf(run, chunkList)?.length,
    character_count: text?.text?.length,
    structured,
  };
}
