import { createHash } from 'node:crypto';
import type { RegistryRules } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../schema/index.js';
import { prepared } from '../sql/prepared.js';
import { recordset, toStorableText } from '../sql/recordset.js';
import type { ContributionChange } from './change-contribution.js';
import type { MemberRow, NamedRow, VariantRow } from './registry-types.js';

const namedColumns = sql.raw(
  'v.variant_id, v.project_id, v.type, v.key, v.discriminator, v.name, v.seq, v.entity_uuid, v.document_count, v.mention_count, v.aliases',
);
/** Candidates one key may yield: more share a key only when it says little. */
const candidatesPerKey = 40;
/** Candidates of one variant: those that share most keys. */
const candidatesPerVariant = 50;

export async function loadVariants(tx: Transaction, ids: readonly string[]): Promise<VariantRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<VariantRow>`${prepared('load_variants')}
    select ${namedColumns}, v.identifiers, v.contexts from registry_variants v where v.variant_id = any(${ids}::uuid[])`.execute(tx);
  return rows;
}

/** Variants with all other members of their entities. */
export async function loadWithMates(tx: Transaction, ids: readonly string[]): Promise<NamedRow[]> {
  const { rows } = await sql<NamedRow>`${prepared('load_with_mates')}
    select ${namedColumns} from registry_variants v
    where v.entity_uuid in (select entity_uuid from registry_variants where variant_id = any(${ids}::uuid[]))`.execute(tx);
  return rows;
}

/** The other members of these variants' entities. */
export async function loadMates(tx: Transaction, variants: readonly NamedRow[]): Promise<NamedRow[]> {
  if (variants.length === 0) return [];
  const [ids, entities] = [variants.map((row) => row.variant_id), [...new Set(variants.map((row) => row.entity_uuid))]];
  const { rows } = await sql<NamedRow>`${prepared('load_mates')}
    select ${namedColumns} from registry_variants v where v.entity_uuid = any(${entities}::uuid[]) and v.variant_id <> all(${ids}::uuid[])`.execute(
    tx,
  );
  return rows;
}

const countColumns = { variant_id: 'uuid', document_count: 'integer', mention_count: 'integer' } as const;
const rememberedColumns = { ...countColumns, name: 'text', aliases: 'text[]', identifiers: 'text[]', contexts: 'text[]' } as const;
const variantColumns = { ...rememberedColumns, type: 'text', key: 'text', discriminator: 'text' } as const;

/** Writes variants that are new, each an entity of its own. */
export async function insertVariants(tx: Transaction, projectId: string, variants: readonly VariantRow[]): Promise<void> {
  if (variants.length === 0) return;
  await sql`${prepared('insert_variants')}
    insert into registry_variants
      (variant_id, project_id, type, key, discriminator, name, entity_uuid, document_count, mention_count, aliases, identifiers, contexts)
    select variant_id, ${projectId}, type, key, discriminator, name, variant_id, document_count, mention_count, aliases, identifiers, contexts
    from ${recordset('n', variantColumns, variants)} order by variant_id`.execute(tx);
}

export async function insertKeys(tx: Transaction, projectId: string, variants: readonly VariantRow[], rules: RegistryRules): Promise<void> {
  const rows = variants.flatMap((variant) =>
    rules.blockingKeys(variant).stored.map((key) => ({ key_hash: keyHash(projectId, key), variant_id: variant.variant_id })),
  );
  if (rows.length === 0) return;
  await sql`${prepared('insert_keys')} insert into registry_keys (key_hash, variant_id)
    select key_hash, variant_id from ${recordset('n', { key_hash: 'bigint', variant_id: 'uuid' }, rows)} on conflict do nothing`.execute(
    tx,
  );
}

/** Pairs of a variant and another that shares a key with it, each pair once. Reads the index of keys only. */
export async function findCandidates(
  tx: Transaction,
  projectId: string,
  variants: readonly VariantRow[],
  rules: RegistryRules,
): Promise<{ readonly variant_id: string; readonly other_id: string }[]> {
  const probes = variants.flatMap((variant) =>
    rules.blockingKeys(variant).probed.map((key) => ({ key_hash: keyHash(projectId, key), variant_id: variant.variant_id })),
  );
  if (probes.length === 0) return [];
  const { rows } = await sql<{ variant_id: string; other_id: string }>`${prepared('find_candidates')}
    select variant_id, other_id from (
      select p.variant_id, k.variant_id as other_id,
        row_number() over (partition by p.variant_id order by count(*) desc, k.variant_id) as place
      from ${recordset('p', { key_hash: 'bigint', variant_id: 'uuid' }, probes)}
      cross join lateral (
        select k.variant_id from registry_keys k where k.key_hash = p.key_hash order by k.variant_id limit ${candidatesPerKey}
      ) k where k.variant_id <> p.variant_id group by p.variant_id, k.variant_id
    ) ranked where place <= ${candidatesPerVariant}`.execute(tx);
  return rows;
}

/** Members of variants that may have to forget something; a bound on what a very popular one reads. */
export async function loadMembersOf(
  tx: Transaction,
  variantIds: readonly string[],
): Promise<(MemberRow & { readonly document_uuid: string })[]> {
  if (variantIds.length === 0) return [];
  const { rows } = await sql<MemberRow & { document_uuid: string }>`
    select m.* from unnest(${variantIds}::uuid[]) as wanted (id)
    cross join lateral (
      select document_uuid, canonical_id, variant_id, is_primary, active, name, mention_count, aliases, identifiers, contexts
      from registry_members where variant_id = wanted.id order by document_uuid limit 1000
    ) m`.execute(tx);
  return rows;
}

export async function updateCounts(tx: Transaction, variants: readonly VariantRow[]): Promise<void> {
  if (variants.length === 0) return;
  const rows = variants.map(({ variant_id, document_count, mention_count }) => ({ variant_id, document_count, mention_count }));
  await sql`${prepared('update_counts')}
    update registry_variants v set document_count = n.document_count, mention_count = n.mention_count
    from ${recordset('n', countColumns, rows)} where v.variant_id = n.variant_id`.execute(tx);
}

/** Counts, and all that is remembered. */
export async function updateRemembered(tx: Transaction, variants: readonly VariantRow[]): Promise<void> {
  if (variants.length === 0) return;
  await sql`${prepared('update_remembered')}
    update registry_variants v set document_count = n.document_count, mention_count = n.mention_count, name = n.name,
      aliases = n.aliases, identifiers = n.identifiers, contexts = n.contexts
    from ${recordset('n', rememberedColumns, variants)} where v.variant_id = n.variant_id`.execute(tx);
}

/** Removes variants that no document names any more, with their keys and judgements. */
export async function deleteOrphans(tx: Transaction, variants: readonly VariantRow[], rules: RegistryRules): Promise<Set<string>> {
  if (variants.length === 0) return new Set();
  const ids = variants.map((variant) => variant.variant_id);
  const { rows } = await sql<{ variant_id: string }>`
    delete from registry_variants v where v.variant_id = any(${ids}::uuid[])
      and not exists (select from registry_members m where m.variant_id = v.variant_id) returning v.variant_id`.execute(tx);
  const gone = new Set(rows.map((row) => row.variant_id));
  const keys = variants
    .filter((variant) => gone.has(variant.variant_id))
    .flatMap((variant) =>
      rules.blockingKeys(variant).stored.map((key) => ({ key_hash: keyHash(variant.project_id, key), variant_id: variant.variant_id })),
    );
  if (keys.length > 0) {
    await sql`delete from registry_keys k using ${recordset('n', { key_hash: 'bigint', variant_id: 'uuid' }, keys)}
      where k.key_hash = n.key_hash and k.variant_id = n.variant_id`.execute(tx);
  }
  return gone;
}

const memberColumns = {
  document_uuid: 'uuid',
  canonical_id: 'uuid',
  variant_id: 'uuid',
  is_primary: 'boolean',
  active: 'boolean',
  name: 'text',
  mention_count: 'integer',
  aliases: 'text[]',
  identifiers: 'text[]',
  contexts: 'text[]',
} as const;

/** Replaces what documents contribute. */
export async function replaceMembers(
  tx: Transaction,
  projectId: string,
  changes: readonly Pick<ContributionChange, 'documentUuid' | 'after'>[],
): Promise<void> {
  const documents = changes.map((change) => change.documentUuid);
  await sql`delete from registry_members where document_uuid = any(${documents}::uuid[])`.execute(tx);
  const rows = changes.flatMap(({ documentUuid, after }) => after.map((row) => ({ ...row, document_uuid: documentUuid })));
  if (rows.length === 0) return;
  await sql`${prepared('insert_members')} insert into registry_members
      (document_uuid, canonical_id, variant_id, project_id, is_primary, active, name, mention_count, aliases, identifiers, contexts)
    select document_uuid, canonical_id, variant_id, ${projectId}, is_primary, active, name, mention_count, aliases, identifiers, contexts
    from ${recordset('n', memberColumns, rows)}`.execute(tx);
}

/** A key's place in the index: 64 bits of its hash with the project's. Two keys that meet cost a comparison, no mistake. */
function keyHash(projectId: string, key: string): string {
  const digest = createHash('sha1')
    .update(`${projectId}\u001f${toStorableText(key)}`)
    .digest();
  return digest.readBigInt64BE(0).toString();
}
