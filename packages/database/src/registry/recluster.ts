import type { Judgement, RegistryRules } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../schema/index.js';
import { recordset } from '../sql/recordset.js';
import { judgementsAround } from './judgements.js';
import type { NamedRow } from './registry-types.js';
import { loadMates, loadWithMates } from './variants.js';

/** Variants looked at in one go at most: a neighbourhood this large is a crowd, and its far side is left as it is. */
const neighbourhoodLimit = 5_000;

/** Clusters as they are now, and which variants changed theirs. */
export interface Reclustered {
  readonly clusters: readonly { readonly entityUuid: string; readonly members: readonly NamedRow[] }[];
  /** Entities that gained, lost or exchanged members, or are no more. */
  readonly changed: ReadonlySet<string>;
  /** Entity of every variant looked at. */
  readonly entityOf: ReadonlyMap<string, string>;
}

/**
 * Derives the clusters around some variants anew from the judgements in force, and moves what has to move: variants, the
 * documents' rows that stand for them, and marks for the graph. The oldest member gives a cluster its id.
 */
export async function recluster(tx: Transaction, projectId: string, start: readonly string[], rules: RegistryRules): Promise<Reclustered> {
  if (start.length === 0) return { clusters: [], changed: new Set(), entityOf: new Map() };
  const { variants, judgements } = await neighbourhood(tx, start);
  const active = [...variants.values()].filter((variant) => variant.document_count > 0);
  const known = new Set(active.map((variant) => variant.variant_id));
  const derived = rules.deriveClusters(
    active,
    judgements.filter(({ a, b }) => known.has(a) && known.has(b)),
  );
  const clusters = derived.map((ids) => {
    const members = ids.flatMap((id) => variants.get(id) ?? []);
    const oldest = members.reduce((first, variant) => (variant.seq < first.seq ? variant : first));
    return { entityUuid: oldest.variant_id, members };
  });
  const entityOf = new Map(
    clusters.flatMap(({ entityUuid, members }) => members.map((variant) => [variant.variant_id, entityUuid] as const)),
  );
  const moved = [...variants.values()].filter(
    (variant) => (entityOf.get(variant.variant_id) ?? variant.variant_id) !== variant.entity_uuid,
  );
  await moveVariants(tx, moved, entityOf);
  const changed = new Set(moved.flatMap((variant) => [variant.entity_uuid, entityOf.get(variant.variant_id) ?? variant.variant_id]));
  const alive = new Set(entityOf.values());
  for (const variant of variants.values()) if (!alive.has(variant.entity_uuid)) changed.add(variant.entity_uuid);
  await markDirty(tx, projectId, changed);
  return { clusters, changed, entityOf };
}

/** Adds the entities, as they stand, of variants that nothing moved, with all their members. */
export async function withStanding(tx: Transaction, reclustered: Reclustered, variants: readonly NamedRow[]): Promise<Reclustered> {
  const rest = variants.filter((variant) => variant.document_count > 0 && !reclustered.entityOf.has(variant.variant_id));
  const mates = (await loadMates(tx, rest)).filter((variant) => variant.document_count > 0);
  const active = [...rest, ...mates];
  const standing = [...Map.groupBy(active, (variant) => variant.entity_uuid)];
  return {
    changed: reclustered.changed,
    clusters: [...reclustered.clusters, ...standing.map(([entityUuid, members]) => ({ entityUuid, members }))],
    entityOf: new Map([...reclustered.entityOf, ...active.map((variant) => [variant.variant_id, variant.entity_uuid] as const)]),
  };
}

/** The variants, all of their entities' members, and whatever positive judgements lead to. */
async function neighbourhood(
  tx: Transaction,
  start: readonly string[],
): Promise<{ variants: Map<string, NamedRow>; judgements: readonly Judgement[] }> {
  const variants = new Map<string, NamedRow>();
  const judgements = new Map<string, Judgement>();
  let frontier = [...start];
  while (frontier.length > 0 && variants.size < neighbourhoodLimit) {
    const found = (await loadWithMates(tx, frontier)).filter((variant) => !variants.has(variant.variant_id));
    for (const variant of found) variants.set(variant.variant_id, variant);
    const around = await judgementsAround(
      tx,
      found.map((variant) => variant.variant_id),
    );
    for (const one of around) judgements.set(`${one.a} ${one.b} ${one.author}`, one);
    const reached = around.filter((one) => one.judgement === 'positive').flatMap(({ a, b }) => [a, b]);
    frontier = [...new Set(reached)].filter((id) => !variants.has(id));
  }
  return { variants, judgements: [...judgements.values()] };
}

async function moveVariants(tx: Transaction, moved: readonly NamedRow[], entityOf: ReadonlyMap<string, string>): Promise<void> {
  if (moved.length === 0) return;
  const rows = moved.map(({ variant_id }) => ({ variant_id, entity_uuid: entityOf.get(variant_id) ?? variant_id }));
  const target = recordset('n', { variant_id: 'uuid', entity_uuid: 'uuid' }, rows);
  await sql`update registry_variants v set entity_uuid = n.entity_uuid from ${target} where v.variant_id = n.variant_id`.execute(tx);
  // A row that is being written at this moment is skipped: its writer waits for this transaction and asks the registry itself.
  await sql`
    with stale as (
      select e.canonical_id, n.entity_uuid from ${target}
      join registry_members m on m.variant_id = n.variant_id and m.is_primary
      join neo4j_canonical_entities e on e.canonical_id = m.canonical_id
      where e.entity_uuid <> n.entity_uuid
      for no key update of e skip locked
    )
    update neo4j_canonical_entities e set entity_uuid = stale.entity_uuid from stale where e.canonical_id = stale.canonical_id`.execute(tx);
}

export async function markDirty(tx: Transaction, projectId: string, entityUuids: Iterable<string>): Promise<void> {
  const rows = [...entityUuids].sort((a, b) => (a < b ? -1 : 1)).map((entity_uuid) => ({ entity_uuid }));
  if (rows.length === 0) return;
  await sql`insert into graph_dirty (entity_uuid, project_id) select entity_uuid, ${projectId} from ${recordset('n', { entity_uuid: 'uuid' }, rows)}
    on conflict (entity_uuid) do update set marked_at = now()`.execute(tx);
}
