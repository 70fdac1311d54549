import { chunkList, chunkText } from '@tributary/cache-keys';
import { sql } from 'kysely';
import { recordset } from '../../sql/recordset.js';
import { documentUuidsOf, outputOf, writerOf } from './output-writer.js';

const columns = {
  chunk_uuid: 'uuid',
  document_uuid: 'uuid',
  chunk_index: 'integer',
  text: 'text',
  start_offset: 'integer',
  end_offset: 'integer',
  page_start: 'integer',
  page_end: 'integer',
  heading_path: 'jsonb',
  token_count: 'integer',
} as const;

/** Chunks with their text. What is gone goes first, with its mentions: a chunk that moved to another's index would meet it otherwise. */
export const chunkWriter = writerOf(chunkList, (written) => {
  const rows = written.flatMap(({ value, run }) => {
    const texts = outputOf(run, chunkText) ?? {};
    return value.map(({ index, start, end, ...chunk }) => ({
      ...chunk,
      document_uuid: run.documentUuid,
      chunk_index: index,
      start_offset: start,
      end_offset: end,
      text: texts[chunk.chunk_uuid] ?? '',
    }));
  });
  const gone = sql`
    with gone as (
      delete from neo4j_chunks c where c.document_uuid = any(${documentUuidsOf(written)}::uuid[])
        and (c.chunk_uuid, c.chunk_index) not in (
          select chunk_uuid, chunk_index from ${recordset('n', { chunk_uuid: 'uuid', chunk_index: 'integer' }, rows)})
      returning c.document_uuid, c.chunk_uuid
    )
    delete from neo4j_entity_mentions m using gone where m.document_uuid = gone.document_uuid and m.chunk_uuid = gone.chunk_uuid`;
  if (rows.length === 0) return [gone];
  const kept = sql`
    insert into neo4j_chunks as c
      (chunk_uuid, document_uuid, chunk_index, text, start_offset, end_offset, page_start, page_end, heading_path, token_count)
    select chunk_uuid, document_uuid, chunk_index, text, start_offset, end_offset, page_start, page_end, heading_path, token_count
    from ${recordset('n', columns, rows)} order by chunk_uuid
    on conflict (chunk_uuid) do update set text = excluded.text, start_offset = excluded.start_offset, end_offset = excluded.end_offset,
      page_start = excluded.page_start, page_end = excluded.page_end, heading_path = excluded.heading_path, token_count = excluded.token_count
    where (c.start_offset, c.end_offset, c.page_start, c.page_end, c.token_count, c.heading_path, c.text)
      is distinct from (excluded.start_offset, excluded.end_offset, excluded.page_start, excluded.page_end, excluded.token_count,
        excluded.heading_path, excluded.text)`;
  return [gone, kept];
});
