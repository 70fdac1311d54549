import type { EntitySummary } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Database } from '../schema/index.js';

/** What every view of an entity selects, from the registry's clusters. */
export const entitySelection = sql`
  select e.entity_uuid, p.name as project, e.name, e.type, to_jsonb(e.aliases) as aliases, e.mention_count, e.document_count
  from registry_entities e join projects p on p.id = e.project_id`;

/** Project-wide entities in the order asked for; unknown ones are left out. */
export async function entitySummaries(db: Database, entityUuids: readonly string[]): Promise<readonly EntitySummary[]> {
  if (entityUuids.length === 0) return [];
  const { rows } = await sql<EntitySummary>`${entitySelection} where e.entity_uuid = any(${[...entityUuids]}::uuid[])`.execute(db);
  const known = new Map(rows.map((row) => [row.entity_uuid, row]));
  return entityUuids.flatMap((uuid) => known.get(uuid) ?? []);
}
