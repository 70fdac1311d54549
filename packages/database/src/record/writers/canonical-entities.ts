import { canonicalEntities } from '@tributary/cache-keys';
import { type RawBuilder, sql } from 'kysely';
import { recordset } from '../../sql/recordset.js';
import { documentUuidsOf, writerOf } from './output-writer.js';

const columns = {
  canonical_id: 'uuid',
  document_uuid: 'uuid',
  project_id: 'uuid',
  entity_uuid: 'uuid',
  name: 'text',
  type: 'text',
  aliases: 'jsonb',
  mention_count: 'integer',
  confidence: 'double precision',
} as const;

/** The document's view of the entities it speaks of, with the project-wide entity each was linked to. */
export const canonicalEntityWriter = writerOf(canonicalEntities, (written) => {
  const rows = written.flatMap(({ value, run }) =>
    value.map((entity) => ({ ...entity, document_uuid: run.documentUuid, project_id: run.projectId })),
  );
  const locked = lockRegistries(written.map(({ run }) => run.projectId));
  const gone = sql`
    with gone as (
      delete from neo4j_canonical_entities e where e.document_uuid = any(${documentUuidsOf(written)}::uuid[])
        and e.canonical_id not in (select canonical_id from ${recordset('n', { canonical_id: 'uuid' }, rows)})
      returning e.canonical_id
    )
    update neo4j_entity_mentions m set resolved_canonical_id = null from gone where m.resolved_canonical_id = gone.canonical_id`;
  if (rows.length === 0) return [locked, gone];
  const kept = sql`
    insert into neo4j_canonical_entities
      (canonical_id, document_uuid, project_id, entity_uuid, name, type, aliases, mention_count, confidence)
    select canonical_id, document_uuid, project_id, entity_uuid, name, type, aliases, mention_count, confidence
    from ${recordset('n', columns, rows)} order by canonical_id
    on conflict (canonical_id) do update set entity_uuid = excluded.entity_uuid, name = excluded.name, type = excluded.type,
      aliases = excluded.aliases, mention_count = excluded.mention_count, confidence = excluded.confidence`;
  return [locked, gone, kept];
});

/**
 * The registry, when it merges or splits, renames what is written here, under its project's lock; every inserted row asks for a share of that lock. Taking the
 * shares of all projects first, in order, means that no row is held while waiting for one.
 */
function lockRegistries(projectIds: readonly string[]): RawBuilder<unknown> {
  const locks = [...new Set(projectIds)].sort().map((id) => `registry:${id}`);
  return sql`select pg_advisory_xact_lock_shared(hashtextextended(lock, 0)) from unnest(${locks}::text[]) with ordinality as l(lock, place)
    order by place`;
}
