import type { Judgement, RegistryRules, RegistryVariant } from '@tributary/contracts';
import type { Transaction } from '../schema/index.js';
import { updateEntities } from './entities.js';
import { countDocumentPairs, dropMatcherJudgements, judgementsAround, saveMatcherJudgements } from './judgements.js';
import { type Reclustered, recluster } from './recluster.js';
import type { Contribution, MemberRow, VariantRow } from './registry-types.js';
import { mustForget, withMembers } from './variant-totals.js';
import {
  deleteOrphans,
  findCandidates,
  insertKeys,
  insertVariants,
  loadMembersOf,
  loadVariants,
  replaceMembers,
  updateTotals,
} from './variants.js';

/** What one document contributed and contributes from now on. */
export interface ContributionChange {
  readonly documentUuid: string;
  readonly before: readonly MemberRow[];
  readonly after: readonly MemberRow[];
  /** Of `after`, with what a variant that is new is made of. */
  readonly contributions: readonly Contribution[];
}

/**
 * Replaces what documents of one project contribute and brings variants, judgements, clusters and the list of entities up to date. Under the project's lock. Documents that change
 * together share every statement, and the neighbourhoods that they have in common.
 */
export async function changeContributions(
  tx: Transaction,
  projectId: string,
  changes: readonly ContributionChange[],
  rules: RegistryRules,
): Promise<Reclustered> {
  const before = changes.flatMap((change) => change.before);
  const after = changes.flatMap((change) => change.after);
  const fresh = await insertVariants(
    tx,
    projectId,
    changes.flatMap((change) => change.contributions),
  );
  await replaceMembers(tx, projectId, changes);
  const touched = [...new Set([...before, ...after].map((row) => row.variant_id))];
  const variants = await totalled(tx, await loadVariants(tx, touched), before, after, rules);
  const added = variants.filter((variant) => fresh.has(variant.variant_id));
  await insertKeys(tx, projectId, added, rules);
  await countDocumentPairs(tx, projectId, before, after);
  await judge(tx, projectId, variants, added, rules);
  const reclustered = await recluster(tx, projectId, touched, rules);
  await updateEntities(tx, projectId, reclustered, changes, rules);
  const named = new Set(after.map((row) => row.variant_id));
  await deleteOrphans(
    tx,
    variants.filter((variant) => !named.has(variant.variant_id) && variant.document_count === 0),
    rules,
  );
  return reclustered;
}

async function totalled(
  tx: Transaction,
  variants: readonly VariantRow[],
  before: readonly MemberRow[],
  after: readonly MemberRow[],
  rules: RegistryRules,
): Promise<VariantRow[]> {
  const rowsBefore = Map.groupBy(before, (row) => row.variant_id);
  const rowsAfter = Map.groupBy(after, (row) => row.variant_id);
  const forgetful = variants
    .map((variant) => variant.variant_id)
    .filter((id) => mustForget(rowsBefore.get(id) ?? [], rowsAfter.get(id) ?? []));
  const members = Map.groupBy(await loadMembersOf(tx, forgetful), (row) => row.variant_id);
  const updated = variants.map((variant) => {
    const [old, now] = [rowsBefore.get(variant.variant_id) ?? [], rowsAfter.get(variant.variant_id) ?? []];
    return withMembers(variant, old, now, members.get(variant.variant_id), rules);
  });
  await updateTotals(tx, updated);
  return updated;
}

/** Judges new variants against their candidates, and known ones again against what they were judged with: company may have changed. */
async function judge(
  tx: Transaction,
  projectId: string,
  variants: readonly VariantRow[],
  added: readonly VariantRow[],
  rules: RegistryRules,
): Promise<void> {
  const candidates = await findCandidates(tx, projectId, added, rules);
  const known = (
    await judgementsAround(
      tx,
      variants.map((variant) => variant.variant_id),
    )
  ).filter((one) => one.author === 'matcher');
  const pairs = new Map<string, { a: string; b: string }>();
  for (const { variant_id: x, other_id: y } of candidates)
    pairs.set(x < y ? `${x} ${y}` : `${y} ${x}`, x < y ? { a: x, b: y } : { a: y, b: x });
  for (const { a, b } of known) pairs.set(`${a} ${b}`, { a, b });
  const loaded = new Map<string, RegistryVariant>(variants.map((variant) => [variant.variant_id, variant]));
  const missing = [...new Set([...pairs.values()].flatMap(({ a, b }) => [a, b]))].filter((id) => !loaded.has(id));
  for (const variant of await loadVariants(tx, missing)) loaded.set(variant.variant_id, variant);
  const [held, dropped]: [Judgement[], { a: string; b: string }[]] = [[], []];
  for (const { a, b } of pairs.values()) {
    const [left, right] = [loaded.get(a), loaded.get(b)];
    const judgement = left && right ? rules.scorePair(left, right) : undefined;
    if (judgement) held.push(judgement);
    else dropped.push({ a, b });
  }
  await saveMatcherJudgements(tx, projectId, held);
  const heldBefore = new Set(known.map(({ a, b }) => `${a} ${b}`));
  await dropMatcherJudgements(
    tx,
    dropped.filter(({ a, b }) => heldBefore.has(`${a} ${b}`)),
  );
}
