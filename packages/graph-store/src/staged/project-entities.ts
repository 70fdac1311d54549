import type { ProjectEntity } from '@tributary/contracts';
import type { Database } from '@tributary/database';
import { sql } from 'kysely';
import type { GraphBuilder } from '../projection/graph-builder.js';

type NamedEntity = Omit<ProjectEntity, 'id'>;

/**
 * These entities as the registry knows them, with display ids. Their homonyms come too, since one changes the other's display id; entities that nothing
 * supports any more are missing.
 */
export async function projectEntities(db: Database, build: GraphBuilder, entityUuids: readonly string[]): Promise<ProjectEntity[]> {
  if (entityUuids.length === 0) return [];
  const { rows: named } = await sql<NamedEntity>`
    select e.entity_uuid, e.type, e.name, to_jsonb(e.aliases) as aliases, e.mention_count, e.document_count from registry_entities e
    where e.entity_uuid = any(${[...entityUuids]}::uuid[])
    union
    select e.entity_uuid, e.type, e.name, to_jsonb(e.aliases), e.mention_count, e.document_count from registry_entities mine
    join registry_entities e on e.project_id = mine.project_id and e.type = mine.type and e.name = mine.name
    where mine.entity_uuid = any(${[...entityUuids]}::uuid[])
    order by entity_uuid`.execute(db);
  const ids = build.displayIds(named.map(({ entity_uuid: uuid, type, name }) => ({ uuid, name, label: build.entityLabel(type) })));
  return named.map((entity) => ({ ...entity, id: ids.get(entity.entity_uuid) ?? entity.name }));
}
