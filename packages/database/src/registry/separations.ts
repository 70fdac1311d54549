import type { RegistryRules } from '@tributary/contracts';
import { sql } from 'kysely';
import { documentKey } from '../record/lock-documents.js';
import type { Transaction } from '../schema/index.js';
import { toStorableJson } from '../sql/recordset.js';
import { changeContributions } from './change-contribution.js';
import { loadSplits, membersOf, variantIdOf } from './contributions.js';
import type { DecidedBy } from './decisions.js';
import { markDirty } from './recluster.js';
import type { Contribution, MemberRow } from './registry-types.js';
import { loadVariants } from './variants.js';

export interface Separation extends DecidedBy {
  readonly decisionId: string;
  readonly projectId: string;
}

/**
 * Says that what a document calls by one of an entity's names is a namesake: it becomes a variant of its own, also when the document is processed again. Documents of
 * one decision mean the same namesake. Returns the variants the document has under that decision; none when it does not speak of the entity.
 */
export async function separateDocument(
  tx: Transaction,
  separation: Separation,
  documentUuid: string,
  names: ReadonlySet<string>,
  rules: RegistryRules,
): Promise<readonly string[]> {
  const { projectId, decisionId, decidedBy, reason } = separation;
  const before = await membersOf(tx, documentUuid);
  const variants = new Map(
    (
      await loadVariants(
        tx,
        before.map((row) => row.variant_id),
      )
    ).map((one) => [one.variant_id, one]),
  );
  const own = before.filter((row) => row.is_primary && row.active && names.has(row.variant_id));
  if (own.length === 0) return [];
  const described = (row: MemberRow): Contribution[] => {
    const variant = variants.get(row.variant_id);
    return variant === undefined ? [] : [{ ...row, type: variant.type, key: variant.key, discriminator: variant.discriminator }];
  };
  const moved = own.flatMap(described).map((row): Contribution => {
    return { ...row, discriminator: decisionId, variant_id: variantIdOf(projectId, row.type, row.key, decisionId) };
  });
  // Its other names spoke for the old variant; on its own it keeps the one that was meant.
  const leaving = new Set(own.map((row) => row.canonical_id));
  for (const row of moved) {
    const setAside = before.filter((one) => one.canonical_id === row.canonical_id && !own.includes(one)).flatMap(described);
    await sql`insert into registry_splits (decision_id, document_uuid, type, key, discriminator, decided_by, reason, set_aside)
      values (${decisionId}, ${documentUuid}, ${row.type}, ${row.key}, ${decisionId}, ${decidedBy}, ${reason ?? null}, ${toStorableJson(setAside)}::jsonb)
      on conflict do nothing`.execute(tx);
  }
  const after = [...before.filter((row) => !leaving.has(row.canonical_id)), ...moved.map(toMember)];
  await changeContributions(tx, projectId, [{ documentUuid, before, after, contributions: moved }], rules);
  await followRegistry(tx, projectId, documentUuid);
  return [...new Set(moved.map((row) => row.variant_id))];
}

/** Takes a split back: what was separated contributes as before. Returns the variants that were affected. */
export async function rejoin(
  tx: Transaction,
  { projectId, decisionId, undoneBy }: { readonly projectId: string; readonly decisionId: string; readonly undoneBy: string },
  rules: RegistryRules,
): Promise<readonly string[]> {
  const { rows } = await sql<{ document_uuid: string; type: string; key: string; set_aside: readonly Contribution[] }>`
    update registry_splits s set undone_at = now(), undone_by = ${undoneBy} from source_documents d
    where s.decision_id = ${decisionId} and s.undone_at is null and d.document_uuid = s.document_uuid and d.project_id = ${projectId}
    returning s.document_uuid, s.type, s.key, s.set_aside`.execute(tx);
  const affected: string[] = [];
  for (const [documentUuid, splits] of Map.groupBy(rows, (row) => row.document_uuid)) {
    const before = await membersOf(tx, documentUuid);
    const standing = (await loadSplits(tx, [documentUuid])).get(documentKey(documentUuid)) ?? new Map<string, string>();
    const back = splits.flatMap(({ type, key, set_aside }) => {
      const separated = before.filter((row) => row.variant_id === variantIdOf(projectId, type, key, decisionId));
      const discriminator = standing.get(`${type}\n${key}`) ?? '';
      const target = variantIdOf(projectId, type, key, discriminator);
      const present = new Set(separated.map((row) => row.canonical_id));
      const others = discriminator === '' ? set_aside.filter((row) => present.has(row.canonical_id)) : [];
      return [...separated.map((row): Contribution => ({ ...row, type, key, discriminator, variant_id: target })), ...others];
    });
    const returning = new Set(back.map((row) => row.canonical_id));
    const after = [...before.filter((row) => !returning.has(row.canonical_id)), ...back.map(toMember)];
    await changeContributions(tx, projectId, [{ documentUuid, before, after, contributions: back }], rules);
    await followRegistry(tx, projectId, documentUuid);
    affected.push(...back.map((row) => row.variant_id));
  }
  return affected;
}

/** Brings the document's rows to where its contribution is now. A row that is being written is skipped: its writer asks the registry itself. */
async function followRegistry(tx: Transaction, projectId: string, documentUuid: string): Promise<void> {
  const { rows } = await sql<{ was: string; is: string }>`
    with stale as (
      select e.canonical_id, e.entity_uuid as was, v.entity_uuid as is
      from registry_members m join registry_variants v using (variant_id) join neo4j_canonical_entities e on e.canonical_id = m.canonical_id
      where m.document_uuid = ${documentUuid} and m.is_primary and e.entity_uuid <> v.entity_uuid
      for no key update of e skip locked
    )
    update neo4j_canonical_entities e set entity_uuid = stale.is from stale where e.canonical_id = stale.canonical_id returning stale.was, stale.is`.execute(
    tx,
  );
  await markDirty(tx, projectId, new Set(rows.flatMap((row) => [row.was, row.is])));
}

export function toMember({ type: _type, key: _key, discriminator: _discriminator, ...member }: Contribution): MemberRow {
  return member;
}
