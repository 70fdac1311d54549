import type { Judgement, RegistryRules } from '@tributary/contracts';
import type { Transaction } from '../schema/index.js';
import { updateEntities } from './entities.js';
import { countDocumentPairs, dropMatcherJudgements, matcherJudgementsAround, saveMatcherJudgements, type Verdict } from './judgements.js';
import { type Reclustered, recluster, withStanding } from './recluster.js';
import type { Contribution, MemberRow, VariantRow } from './registry-types.js';
import {
  isClusteredOtherwise,
  isCountedOtherwise,
  isJudgedOtherwise,
  isRememberedOtherwise,
  mustForget,
  withMembers,
} from './variant-totals.js';
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
  await replaceMembers(tx, projectId, changes);
  const known = await loadVariants(tx, [...new Set([...before, ...after].map((row) => row.variant_id))]);
  const fresh = newVariants(projectId, known, changes);
  const variants = await totalled(tx, known, { before, after }, rules);
  const added = await totalled(tx, fresh, { before: [], after }, rules);
  await insertVariants(tx, projectId, added);
  const remembered = new Set(changedOnes(known, variants, isRememberedOtherwise));
  await updateRemembered(tx, [...remembered]);
  await updateCounts(
    tx,
    changedOnes(known, variants, isCountedOtherwise).filter((variant) => !remembered.has(variant)),
  );
  await insertKeys(tx, projectId, added, rules);
  const unsettled = new Set([
    ...(await countDocumentPairs(tx, projectId, before, after)),
    ...(await judge(tx, projectId, { variants, added, altered: changedOnes(known, variants, isJudgedOtherwise) }, rules)),
    ...changedOnes(known, variants, isClusteredOtherwise).map((variant) => variant.variant_id),
  ]);
  const reclustered = await withStanding(tx, await recluster(tx, projectId, [...unsettled], rules), [...variants, ...added]);
  await updateEntities(tx, projectId, reclustered, changes, rules);
  const named = new Set(after.map((row) => row.variant_id));
  await deleteOrphans(
    tx,
    variants.filter((variant) => !named.has(variant.variant_id) && variant.document_count === 0),
    rules,
  );
  return reclustered;
}

/** Variants that are named for the first time, each an entity of its own, before anything is known of them. */
function newVariants(projectId: string, known: readonly VariantRow[], changes: readonly ContributionChange[]): VariantRow[] {
  const standing = new Set(known.map((variant) => variant.variant_id));
  const fresh = new Map<string, VariantRow>();
  for (const { variant_id, type, key, discriminator } of changes.flatMap((change) => change.contributions)) {
    const identity = { variant_id, project_id: projectId, type, key, discriminator, name: '', entity_uuid: variant_id };
    const unknown = { seq: Number.POSITIVE_INFINITY, document_count: 0, mention_count: 0, aliases: [], identifiers: [], contexts: [] };
    if (!standing.has(variant_id)) fresh.set(variant_id, { ...identity, ...unknown });
  }
  return [...fresh.values()];
}

/** Variants with what documents contributed before taken out and what they contribute now put in. */
async function totalled(
  tx: Transaction,
  known: readonly VariantRow[],
  { before, after }: { readonly before: readonly MemberRow[]; readonly after: readonly MemberRow[] },
  rules: RegistryRules,
): Promise<VariantRow[]> {
  const rowsBefore = Map.groupBy(before, (row) => row.variant_id);
  const rowsAfter = Map.groupBy(after, (row) => row.variant_id);
  const forgetful = known
    .map((variant) => variant.variant_id)
    .filter((id) => mustForget(rowsBefore.get(id) ?? [], rowsAfter.get(id) ?? []));
  const members = Map.groupBy(await loadMembersOf(tx, forgetful), (row) => row.variant_id);
  return known.map((variant) => {
    const [old, now] = [rowsBefore.get(variant.variant_id) ?? [], rowsAfter.get(variant.variant_id) ?? []];
    return withMembers(variant, old, now, members.get(variant.variant_id), rules);
  });
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
  /** Variants that were known, as they are now. */
  readonly variants: readonly VariantRow[];
  /** Variants that are new. */
  readonly added: readonly VariantRow[];
  /** Of `variants`, those of which something is known that judging asks for. */
  readonly altered: readonly VariantRow[];
}

/**
 * Judges new variants against their candidates, and altered ones again against what they were judged with: company may have changed. Answers variants from
 * which all clusters can be reached that may come out otherwise for it.
 */
async function judge(
  tx: Transaction,
  projectId: string,
  { variants, added, altered }: ToJudge,
  rules: RegistryRules,
): Promise<readonly string[]> {
  const candidates = await findCandidates(tx, projectId, added, rules);
  const standing = await matcherJudgementsAround(
    tx,
    altered.map((variant) => variant.variant_id),
  );
  const before = new Map(standing.map((one) => [`${one.a} ${one.b}`, one]));
  const pairs = new Map<string, { a: string; b: string }>(before);
  for (const { variant_id: x, other_id: y } of candidates)
    pairs.set(x < y ? `${x} ${y}` : `${y} ${x}`, x < y ? { a: x, b: y } : { a: y, b: x });
  const loaded = new Map([...variants, ...added].map((variant) => [variant.variant_id, variant]));
  const missing = [...new Set([...pairs.values()].flatMap(({ a, b }) => [a, b]))].filter((id) => !loaded.has(id));
  for (const variant of await loadVariants(tx, missing)) loaded.set(variant.variant_id, variant);
  const [saved, dropped]: [Judgement[], Verdict[]] = [[], []];
  const unsettled: string[] = [];
  for (const [pair, { a, b }] of pairs) {
    const [left, right] = [loaded.get(a), loaded.get(b)];
    const [held, now] = [before.get(pair), left && right ? rules.scorePair(left, right) : undefined];
    if (held?.judgement === now?.judgement && held?.score === now?.score) continue;
    if (now !== undefined) saved.push(now);
    else if (held !== undefined) dropped.push(held);
    unsettled.push(...unsettledBy(held, now));
  }
  await saveMatcherJudgements(tx, projectId, saved);
  await dropMatcherJudgements(tx, dropped);
  return unsettled;
}

/**
 * Where to look for clusters that a changed judgement may change. What is joined by positive judgements is reached from either side. A negative one matters only
 * between names that are joined otherwise, so that one side is enough; one that is unsure decides nothing.
 */
function unsettledBy(held: Verdict | undefined, now: Verdict | undefined): readonly string[] {
  const { a, b } = now ?? held ?? { a: '', b: '' };
  if (now?.judgement === 'positive') return [a];
  if (held?.judgement === 'positive') return [a, b];
  return (held?.judgement === 'negative') === (now?.judgement === 'negative') ? [] : [a];
}
