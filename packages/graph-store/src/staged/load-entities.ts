import type { ProjectEntity } from '@tributary/contracts';
import type { Database } from '@tributary/database';
import { sql } from 'kysely';

interface Row {
  readonly entity_uuid: string;
  readonly type: string;
  readonly names: readonly { readonly name: string; readonly mentions: number }[];
  readonly aliases: readonly string[];
  readonly mention_count: number;
  readonly document_count: number;
}

/** A project-wide entity before homonyms are told apart. */
export type NamedEntity = Omit<ProjectEntity, 'id'>;

/**
 * Project-wide entities put together from what all documents say of them, whatever their order of arrival: the name most mentions use (then the longest,
 * then the first by code point), every other name an alias.
 */
export async function loadEntities(db: Database, entityUuids: readonly string[]): Promise<NamedEntity[]> {
  if (entityUuids.length === 0) return [];
  const { rows } = await sql<Row>`
    select entity_uuid, min(type) as type, sum(mention_count)::int as mention_count, count(distinct document_uuid)::int as document_count,
      jsonb_agg(jsonb_build_object('name', name, 'mentions', mention_count)) as names,
      coalesce((select jsonb_agg(distinct alias) from neo4j_canonical_entities a, jsonb_array_elements_text(a.aliases) alias
        where a.entity_uuid = e.entity_uuid), '[]') as aliases
    from neo4j_canonical_entities e where entity_uuid = any(${[...entityUuids]}::uuid[]) group by entity_uuid order by entity_uuid`.execute(db);
  return rows.map(({ names, aliases, ...entity }) => {
    const name = mostUsed(names);
    const others = new Set([...names.map((one) => one.name), ...aliases]);
    others.delete(name);
    return { ...entity, name, aliases: [...others].sort() };
  });
}

/** Entities of the same type and name as one of these, these included: homonyms change each other's display name. */
export async function homonymsOf(db: Database, entityUuids: readonly string[]): Promise<string[]> {
  if (entityUuids.length === 0) return [];
  const { rows } = await sql<{ entity_uuid: string }>`
    select distinct other.entity_uuid from neo4j_canonical_entities mine
    join neo4j_canonical_entities other on other.project_id = mine.project_id and other.type = mine.type and other.name = mine.name
    where mine.entity_uuid = any(${[...entityUuids]}::uuid[])`.execute(db);
  return rows.map((row) => row.entity_uuid);
}

function mostUsed(names: Row['names']): string {
  const mentions = new Map<string, number>();
  for (const { name, mentions: count } of names) mentions.set(name, (mentions.get(name) ?? 0) + count);
  const [first] = [...mentions].sort(([a, x], [b, y]) => y - x || b.length - a.length || (a < b ? -1 : 1));
  return first?.[0] ?? '';
}
