import type { EntitySummary, Page } from '@tributary/contracts';
import { type RawBuilder, sql } from 'kysely';
import { projectIdOf } from '../intake/projects.js';
import type { Database } from '../schema/index.js';
import { decodeCursor, maxInteger, type PageRequest, toPage } from './cursor.js';
import { entitySelection } from './entity-summaries.js';
import { containing } from './list-documents.js';

export interface EntityFilter {
  readonly project: string;
  readonly type?: string;
  /** Part of a name or alias. */
  readonly q?: string;
}

/** Entities of a project, those with most mentions first. One that no document speaks of any more is not listed. */
export async function listEntities(db: Database, filter: EntityFilter, page: PageRequest): Promise<Page<EntitySummary>> {
  const conditions = [sql`e.project_id = ${projectIdOf(filter.project)} and e.document_count > 0`, after(page)];
  if (filter.type !== undefined) conditions.push(sql`e.type = ${filter.type}`);
  if (filter.q !== undefined) {
    const pattern = containing(filter.q);
    conditions.push(sql`(e.name ilike ${pattern} or exists (select from unnest(e.aliases) as a where a ilike ${pattern}))`);
  }
  const { rows } = await sql<EntitySummary>`
    ${entitySelection} where ${sql.join(conditions, sql` and `)}
    order by e.mention_count desc, e.entity_uuid limit ${page.limit + 1}`.execute(db);
  return toPage(
    rows,
    page.limit,
    (row) => [row.mention_count, row.entity_uuid],
    (row) => row,
  );
}

function after({ cursor }: PageRequest): RawBuilder<unknown> {
  if (cursor === undefined) return sql`true`;
  const [count, uuid] = decodeCursor(cursor, 'integer', 'uuid');
  return sql`(e.mention_count < ${count} or (e.mention_count = ${count} and e.entity_uuid > ${uuid}::uuid))`;
}

interface DocumentEntityRow extends EntitySummary {
  readonly mentions: number;
}

/** Entities that a document speaks of, those it mentions most first; counts are project-wide. */
export async function listDocumentEntities(db: Database, documentUuid: string, page: PageRequest): Promise<Page<EntitySummary>> {
  const [count, uuid] = page.cursor === undefined ? [maxInteger, ''] : decodeCursor(page.cursor, 'integer', 'uuid');
  const { rows } = await sql<DocumentEntityRow>`
    with own as (
      select entity_uuid, sum(mention_count)::int as mentions from neo4j_canonical_entities where document_uuid = ${documentUuid} group by entity_uuid
    )
    select e.*, own.mentions from own join (${entitySelection}) e using (entity_uuid)
    where own.mentions < ${count} or (own.mentions = ${count} and own.entity_uuid::text > ${uuid})
    order by own.mentions desc, own.entity_uuid limit ${page.limit + 1}`.execute(db);
  return toPage(
    rows,
    page.limit,
    (row) => [row.mentions, row.entity_uuid],
    ({ mentions: _mentions, ...entity }) => entity,
  );
}
