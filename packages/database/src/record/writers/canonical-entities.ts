import { canonicalEntities } from '@tributary/cache-keys';
import type { CanonicalEntity } from '@tributary/contracts';
import { type RawBuilder, sql } from 'kysely';
import { shareRegistries } from '../../registry/registry-lock.js';
import type { Transaction } from '../../schema/index.js';
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

/** One of a document's entities as it is stored. */
export interface EntityRow extends CanonicalEntity {
  readonly document_uuid: string;
  readonly project_id: string;
}

/** The document's view of the entities it speaks of, with the project-wide entity each was linked to. */
export const canonicalEntityWriter = writerOf(canonicalEntities, (written) => {
  const rows = written.flatMap(({ value, run }) =>
    value.map((entity) => ({ ...entity, document_uuid: run.documentUuid, project_id: run.projectId })),
  );
  const gone = sql`
    with gone as (
      delete from neo4j_canonical_entities e where e.document_uuid = any(${documentUuidsOf(written)}::uuid[])
        and e.canonical_id not in (select canonical_id from ${recordset('n', { canonical_id: 'uuid' }, rows)})
      returning e.document_uuid, e.canonical_id
    ),
    unrelated as (
      delete from neo4j_relationships_staging r using gone
      where r.document_uuid = gone.document_uuid and gone.canonical_id in (r.from_canonical_id, r.to_canonical_id)
    )
    update neo4j_entity_mentions m set resolved_canonical_id = null from gone
    where m.document_uuid = gone.document_uuid and m.resolved_canonical_id = gone.canonical_id`;
  const locked = shareRegistries(written.map(({ run }) => run.projectId));
  return rows.length === 0 ? [locked, gone] : [locked, gone, upsert(rows)];
});

/** Writes entities of documents. The caller holds the documents. */
export async function writeEntities(tx: Transaction, rows: readonly EntityRow[]): Promise<void> {
  await shareRegistries(rows.map((row) => row.project_id)).execute(tx);
  await upsert(rows).execute(tx);
}

/**
 * Another document may have merged an entity since this one was linked to it. The registry is asked again, by a statement that begins after the locks were had
 * and so sees whatever was committed before.
 */
function upsert(rows: readonly EntityRow[]): RawBuilder<unknown> {
  return sql`
    insert into neo4j_canonical_entities
      (canonical_id, document_uuid, project_id, entity_uuid, name, type, aliases, mention_count, confidence)
    select n.canonical_id, n.document_uuid, n.project_id, coalesce(v.entity_uuid, n.entity_uuid), n.name, n.type, n.aliases, n.mention_count, n.confidence
    from ${recordset('n', columns, rows)}
    left join registry_members m on m.canonical_id = n.canonical_id and m.is_primary
    left join registry_variants v on v.variant_id = m.variant_id
    order by n.canonical_id
    on conflict (canonical_id) do update set entity_uuid = excluded.entity_uuid, name = excluded.name, type = excluded.type,
      aliases = excluded.aliases, mention_count = excluded.mention_count, confidence = excluded.confidence`;
}
