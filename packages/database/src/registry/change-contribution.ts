import type { Judgement, RegistryRules, RegistryVariant } from '@tributary/contracts';
import type { Transaction } from '../schema/index.js';
import { updateEntities } from './entities.js';
import { countDocumentPairs, dropMatcherJudgements, judgementsAround, saveMatcherJudgements } from './judgements.js';
import { type Reclustered, recluster, withStanding } from './recluster.js';
import type { Contribution, MemberRow, VariantRow } from './registry-types.js';
import { isClusteredOtherwise, isJudgedOtherwise, isRememberedOtherwise, mustForget, withMembers } from './variant-totals.js';
import {
  deleteOrphans,
  findCandidates,
  insertKeys,
  insertVariants,
  loadMembersOf,
  loadVariants,
  replaceMembers,
  updateCounts,
  updateRemembered,
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
 * together share every statement. What is judged and clustered anew is what may come out otherwise: a name that everybody uses costs no more than a rare one.
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
  const known = await loadVariants(tx, touched);
  const variants = await totalled(tx, known, before, after, rules);
  const added = variants.filter((variant) => fresh.has(variant.variant_id));
  await insertKeys(tx, projectId, added, rules);
  const unsettled = new Set([
    ...(await countDocumentPairs(tx, projectId, before, after)),
    ...(await judge(tx, projectId, { variants, added, altered: changedOnes(known, variants, isJudgedOtherwise) }, rules)),
    ...changedOnes(known, variants, isClusteredOtherwise).map((variant) => variant.variant_id),
    ...fresh,
  ]);
  const reclustered = await withStanding(tx, await recluster(tx, projectId, [...unsettled], rules), touched);
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
  known: readonly VariantRow[],
  before: readonly MemberRow[],
  after: readonly MemberRow[],
  rules: RegistryRules,
): Promise<VariantRow[]> {
  const rowsBefore = Map.groupBy(before, (row) => row.variant_id);
  const rowsAfter = Map.groupBy(after, (row) => row.variant_id);
  const forgetful = known
    .map((variant) => variant.variant_id)
    .filter((id) => mustForget(rowsBefore.get(id) ?? [], rowsAfter.get(id) ?? []));
  const members = Map.groupBy(await loadMembersOf(tx, forgetful), (row) => row.variant_id);
  const variants = known.map((variant) => {
    const [old, now] = [rowsBefore.get(variant.variant_id) ?? [], rowsAfter.get(variant.variant_id) ?? []];
    return withMembers(variant, old, now, members.get(variant.variant_id), rules);
  });
  await updateCounts(tx, variants);
  await updateRemembered(tx, changedOnes(known, variants, isRememberedOtherwise));
  return variants;
}

/** Those of the variants of which a comparison with what was known says that they changed. */
function changedOnes(
  known: readonly VariantRow[],
  variants: readonly VariantRow[],
  hasChanged: (before: VariantRow, after: VariantRow) => boolean,
): VariantRow[] {
  return variants.filter((variant, index) => {
    const before = known[index];
    return before === undefined || hasChanged(before, variant);
  });
}

interface ToJudge {
  readonly variants: readonly VariantRow[];
  /** Of `variants`, those that are new. */
  readonly added: readonly VariantRow[];
  /** Of `variants`, those of which something is known that judging asks for. */
  readonly altered: readonly VariantRow[];
}

/**
 * Judges new variants against their candidates, and altered ones again against what they were judged with: company may have changed. Answers the variants of
 * which a judgement came, went or changed.
 */
async function judge(
  tx: Transaction,
  projectId: string,
  { variants, added, altered }: ToJudge,
  rules: RegistryRules,
): Promise<readonly string[]> {
  const candidates = await findCandidates(tx, projectId, added, rules);
  const standing = (
    await judgementsAround(
      tx,
      altered.map((variant) => variant.variant_id),
    )
  ).filter((one) => one.author === 'matcher');
  const pairs = new Map<string, { a: string; b: string }>();
  for (const { variant_id: x, other_id: y } of candidates)
    pairs.set(x < y ? `${x} ${y}` : `${y} ${x}`, x < y ? { a: x, b: y } : { a: y, b: x });
  for (const { a, b } of standing) pairs.set(`${a} ${b}`, { a, b });
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
  const heldBefore = new Set(standing.map(({ a, b }) => `${a} ${b}`));
  const changed = [
    ...(await saveMatcherJudgements(tx, projectId, held)),
    ...(await dropMatcherJudgements(
      tx,
      dropped.filter(({ a, b }) => heldBefore.has(`${a} ${b}`)),
    )),
  ];
  return changed.flatMap(({ a, b }) => [a, b]);
}
