import { extractedMentions, resolvedMentions } from '@tributary/cache-keys';
import { sql } from 'kysely';
import { recordset } from '../../sql/recordset.js';
import { documentUuidsOf, writerOf } from './output-writer.js';

const columns = {
  mention_uuid: 'uuid',
  document_uuid: 'uuid',
  chunk_uuid: 'uuid',
  text: 'text',
  type: 'text',
  start_offset: 'integer',
  end_offset: 'integer',
  confidence: 'double precision',
  provider: 'text',
  normalized: 'text',
} as const;

/** Mentions as they were extracted. A mention that is found again keeps its row; whom it names is asked anew. */
export const mentionWriter = writerOf(extractedMentions, (written) => {
  const rows = written.flatMap(({ value, run }) =>
    value.map(({ start, end, ...mention }) => ({ ...mention, document_uuid: run.documentUuid, start_offset: start, end_offset: end })),
  );
  const gone = sql`delete from neo4j_entity_mentions m where m.document_uuid = any(${documentUuidsOf(written)}::uuid[])
    and m.mention_uuid not in (select mention_uuid from ${recordset('n', { mention_uuid: 'uuid' }, rows)})`;
  if (rows.length === 0) return [gone];
  const kept = sql`
    insert into neo4j_entity_mentions
      (mention_uuid, document_uuid, chunk_uuid, text, type, start_offset, end_offset, confidence, provider, normalized)
    select mention_uuid, document_uuid, chunk_uuid, text, type, start_offset, end_offset, confidence, provider, normalized
    from ${recordset('n', columns, rows)} order by mention_uuid
    on conflict (mention_uuid) do update set chunk_uuid = excluded.chunk_uuid, text = excluded.text, type = excluded.type,
      start_offset = excluded.start_offset, end_offset = excluded.end_offset, confidence = excluded.confidence,
      provider = excluded.provider, normalized = excluded.normalized, resolved_canonical_id = null`;
  return [gone, kept];
});

/** Says which canonical entity of the document each mention belongs to. */
export const resolvedMentionWriter = writerOf(resolvedMentions, (written) => {
  const rows = written.flatMap(({ value }) => value);
  const resolved = recordset('n', { mention_uuid: 'uuid', resolved_canonical_id: 'uuid' }, rows);
  const unresolved = sql`
    update neo4j_entity_mentions m set resolved_canonical_id = null
    where m.document_uuid = any(${documentUuidsOf(written)}::uuid[]) and m.resolved_canonical_id is not null
      and m.mention_uuid not in (select mention_uuid from ${resolved})`;
  const named = sql`
    update neo4j_entity_mentions m set resolved_canonical_id = n.resolved_canonical_id from ${resolved}
    where m.mention_uuid = n.mention_uuid and m.resolved_canonical_id is distinct from n.resolved_canonical_id`;
  return [unresolved, named];
});
