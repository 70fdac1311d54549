import type { EntitySummary, Page } from '@tributary/contracts';
import { type RawBuilder, sql } from 'kysely';
import { projectIdOf } from '../intake/projects.js';
import type { Database } from '../schema/index.js';
import { decodeCursor, encodeCursor, type PageRequest } from './cursor.js';
import { entitySummaries } from './entity-summaries.js';
import { containing } from './list-documents.js';

export interface EntityFilter {
  readonly project: string;
  readonly type?: string;
  /** Part of a name or alias. */
  readonly q?: string;
}

/** Entities of a project, those with most mentions first. */
export async function listEntities(db: Database, filter: EntityFilter, page: PageRequest): Promise<Page<EntitySummary>> {
  const typed = filter.type === undefined ? sql`true` : sql`e.type = ${filter.type}`;
  const { rows } = await sql<{ entity_uuid: string; mention_count: number }>`
    select e.entity_uuid, sum(e.mention_count)::int as mention_count
    from neo4j_canonical_entities e where e.project_id = ${projectIdOf(filter.project)} and ${typed}
    group by e.entity_uuid having ${named(filter.q)} and ${after(page)}
    order by mention_count desc, e.entity_uuid limit ${page.limit + 1}`.execute(db);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    items: await entitySummaries(
      db,
      shown.map((row) => row.entity_uuid),
    ),
    next_cursor: rows.length > page.limit && last !== undefined ? encodeCursor([last.mention_count, last.entity_uuid]) : null,
  };
}

function named(q: string | undefined): RawBuilder<unknown> {
  if (q === undefined) return sql`true`;
  const pattern = containing(q);
  return sql`bool_or(e.name ilike ${pattern} or exists (select from jsonb_array_elements_text(e.aliases) a where a ilike ${pattern}))`;
}

function after({ cursor }: PageRequest): RawBuilder<unknown> {
  if (cursor === undefined) return sql`true`;
  const [count, uuid] = decodeCursor(cursor, ['number', 'string']);
  return sql`(sum(e.mention_count) < ${count} or (sum(e.mention_count) = ${count} and e.entity_uuid > ${uuid}::uuid))`;
}

/** Entities that a document speaks of, those it mentions most first; counts are project-wide. */
export async function listDocumentEntities(db: Database, documentUuid: string, page: PageRequest): Promise<Page<EntitySummary>> {
  const [count, uuid] = page.cursor === undefined ? [Number.MAX_SAFE_INTEGER, ''] : decodeCursor(page.cursor, ['number', 'string']);
  const { rows } = await sql<{ entity_uuid: string; mentions: number }>`
    select entity_uuid, sum(mention_count)::int as mentions from neo4j_canonical_entities where document_uuid = ${documentUuid}
    group by entity_uuid having sum(mention_count) < ${count} or (sum(mention_count) = ${count} and entity_uuid::text > ${uuid})
    order by mentions desc, entity_uuid limit ${page.limit + 1}`.execute(db);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    items: await entitySummaries(
      db,
      shown.map((row) => row.entity_uuid),
    ),
    next_cursor: rows.length > page.limit && last !== undefined ? encodeCursor([last.mentions, last.entity_uuid]) : null,
  };
}
