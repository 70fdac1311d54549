import { ocrResult } from '@tributary/cache-keys';
import { sql } from 'kysely';
import { recordset } from '../../sql/recordset.js';
import { writerOf } from './output-writer.js';

/** What reading the bytes told about the file. */
export const ocrResultWriter = writerOf(ocrResult, (written) => {
  const rows = written.map(({ value, run }) => ({
    document_uuid: run.documentUuid,
    detected_file_type: value.metadata?.detected_file_type ?? null,
  }));
  const typed = sql`
    update source_documents d set detected_file_type = item.detected_file_type
    from ${recordset('item', { document_uuid: 'uuid', detected_file_type: 'text' }, rows)}
    where d.document_uuid = item.document_uuid and item.detected_file_type is not null
      and d.detected_file_type is distinct from item.detected_file_type`;
  return [typed];
});
