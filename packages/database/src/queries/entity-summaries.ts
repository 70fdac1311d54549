import type { EntitySummary } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Database } from '../schema/index.js';

/**
 * Project-wide entities, put together from what all documents say of them: the name most mentions use (then the longest, then the first by code point),
 * every other name an alias. In the order asked for; unknown ones are left out.
 */
export async function entitySummaries(db: Database, entityUuids: readonly string[]): Promise<readonly EntitySummary[]> {
  if (entityUuids.length === 0) return [];
  const { rows } = await sql<EntitySummary>`
    with mine as (select * from neo4j_canonical_entities where entity_uuid = any(${[...entityUuids]}::uuid[])),
    named as (select entity_uuid, name, sum(mention_count) as mentions from mine group by entity_uuid, name),
    best as (
      select distinct on (entity_uuid) entity_uuid, name from named order by entity_uuid, mentions desc, length(name) desc, name collate "C"
    ),
    aliased as (
      select entity_uuid, name as alias from mine union select entity_uuid, jsonb_array_elements_text(aliases) from mine
    )
    select b.entity_uuid, p.name as project, b.name, t.type, t.mention_count, t.document_count,
      coalesce((select jsonb_agg(a.alias order by a.alias collate "C") from aliased a where a.entity_uuid = b.entity_uuid and a.alias <> b.name), '[]')
        as aliases
    from best b
    join (
      select entity_uuid, min(type) as type, min(project_id::text)::uuid as project_id, sum(mention_count)::int as mention_count,
        count(distinct document_uuid)::int as document_count
      from mine group by entity_uuid
    ) t on t.entity_uuid = b.entity_uuid
    join projects p on p.id = t.project_id`.execute(db);
  const known = new Map(rows.map((row) => [row.entity_uuid, row]));
  return entityUuids.flatMap((uuid) => known.get(uuid) ?? []);
}
