import type { RegistryRules } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../schema/index.js';
import { prepared } from '../sql/prepared.js';
import { recordset } from '../sql/recordset.js';
import type { ContributionChange } from './change-contribution.js';
import type { Reclustered } from './recluster.js';
import type { MemberRow, NamedRow } from './registry-types.js';

/** Other names an entity is listed with. */
const aliasLimit = 50;

const entityColumns = {
  entity_uuid: 'uuid',
  type: 'text',
  name: 'text',
  aliases: 'text[]',
  documents: 'integer',
  mentions: 'integer',
} as const;

/**
 * Brings the list of entities up to date with the clusters. Counts of an entity whose members stayed change by what the documents
 * changed, so that a popular one costs no more than a rare one; others are counted anew.
 */
export async function updateEntities(
  tx: Transaction,
  projectId: string,
  { clusters, changed, entityOf }: Reclustered,
  changes: readonly Pick<ContributionChange, 'before' | 'after'>[],
  rules: RegistryRules,
): Promise<void> {
  const alive = new Set(clusters.map((cluster) => cluster.entityUuid));
  const gone = [...changed].filter((entityUuid) => !alive.has(entityUuid));
  if (gone.length > 0) await sql`delete from registry_entities where entity_uuid = any(${gone}::uuid[])`.execute(tx);
  const deltas = countChanges(changes, entityOf);
  const touched = clusters.filter(({ entityUuid }) => changed.has(entityUuid) || deltas.has(entityUuid));
  const rows = touched.map(({ entityUuid, members }) => ({
    entity_uuid: entityUuid,
    ...describe(members, rules),
    documents: deltas.get(entityUuid)?.documents ?? 0,
    mentions: deltas.get(entityUuid)?.mentions ?? 0,
  }));
  await upsertEntities(tx, projectId, rows);
  await countAnew(
    tx,
    [...changed].filter((entityUuid) => alive.has(entityUuid)),
  );
}

async function upsertEntities(tx: Transaction, projectId: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`${prepared('upsert_entities')}
    insert into registry_entities as known (entity_uuid, project_id, type, name, aliases, document_count, mention_count)
    select entity_uuid, ${projectId}, type, name, aliases, documents, mentions
    from ${recordset('n', entityColumns, rows)} order by entity_uuid
    on conflict (entity_uuid) do update set type = excluded.type, name = excluded.name, aliases = excluded.aliases, updated_at = now(),
      document_count = known.document_count + excluded.document_count, mention_count = known.mention_count + excluded.mention_count`.execute(
    tx,
  );
}

async function countAnew(tx: Transaction, entityUuids: readonly string[]): Promise<void> {
  if (entityUuids.length === 0) return;
  await sql`
    update registry_entities e set document_count = counted.documents, mention_count = counted.mentions
    from (
      select v.entity_uuid, count(distinct m.document_uuid) as documents, sum(m.mention_count) as mentions
      from registry_variants v join registry_members m using (variant_id)
      where v.entity_uuid = any(${entityUuids}::uuid[]) and m.is_primary and m.active
      group by v.entity_uuid
    ) counted where e.entity_uuid = counted.entity_uuid`.execute(tx);
}

function describe(members: readonly NamedRow[], rules: RegistryRules): { type: string; name: string; aliases: string[] } {
  const name = rules.chooseName(members);
  const aliases = new Set(members.flatMap((variant) => [variant.name, ...variant.aliases]));
  aliases.delete(name);
  return { type: members[0]?.type ?? '', name, aliases: [...aliases].sort((a, b) => (a < b ? -1 : 1)).slice(0, aliasLimit) };
}

/** By how much the documents change the counts of each entity. One that names an entity in several ways counts once. */
function countChanges(changes: readonly Pick<ContributionChange, 'before' | 'after'>[], entityOf: ReadonlyMap<string, string>) {
  const deltas = new Map<string, { documents: number; mentions: number }>();
  const count = (rows: readonly MemberRow[], sign: 1 | -1) => {
    const primary = rows.filter((row) => row.is_primary && row.active);
    for (const [entity, own] of Map.groupBy(primary, (row) => entityOf.get(row.variant_id) ?? '')) {
      const known = deltas.get(entity) ?? { documents: 0, mentions: 0 };
      const mentions = own.reduce((sum, row) => sum + row.mention_count, 0);
      deltas.set(entity, { documents: known.documents + sign, mentions: known.mentions + sign * mentions });
    }
  };
  for (const { before, after } of changes) {
    count(before, -1);
    count(after, 1);
  }
  return deltas;
}
