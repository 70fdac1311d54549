import type { RegistryRules } from '@tributary/contracts';
import type { MemberRow, VariantRow } from './registry-types.js';

/** Values of each kind that a variant remembers: enough to compare by, however popular it is. */
const rememberedLimit = 40;

/**
 * A variant after one document's members were replaced. `exact` holds all its members where something may have to be forgotten;
 * without them, what is new is added. Sets are cut by letters, not by age, so that order of arrival leaves no trace.
 */
export function withMembers(
  variant: VariantRow,
  before: readonly MemberRow[],
  after: readonly MemberRow[],
  exact: readonly MemberRow[] | undefined,
  rules: RegistryRules,
): VariantRow {
  const active = (rows: readonly MemberRow[]) => rows.filter((row) => row.active);
  const mentions = (rows: readonly MemberRow[]) => active(rows).reduce((sum, row) => sum + row.mention_count, 0);
  const described = exact ?? after;
  const known = exact ? emptied(variant) : variant;
  return {
    ...variant,
    document_count: variant.document_count + active(after).length - active(before).length,
    mention_count: variant.mention_count + mentions(after) - mentions(before),
    name:
      described.reduce((name, row) => (name === '' ? row.name : rules.betterSpelling(variant.type, name, row.name)), known.name) ||
      variant.name,
    aliases: remember(
      known.aliases,
      described.flatMap((row) => row.aliases),
    ),
    identifiers: remember(
      known.identifiers,
      described.flatMap((row) => row.identifiers),
    ),
    contexts: remember(
      known.contexts,
      described.flatMap((row) => row.contexts),
    ),
  };
}

/** Whether something the variant remembers may come from the members that go. */
export function mustForget(before: readonly MemberRow[], after: readonly MemberRow[]): boolean {
  const kept = new Set(after.flatMap(remembered));
  return before.flatMap(remembered).some((item) => !kept.has(item));
}

/** Whether its counts changed. */
export function isCountedOtherwise(before: VariantRow, after: VariantRow): boolean {
  return before.document_count !== after.document_count || before.mention_count !== after.mention_count;
}

/** Whether what is stored of a variant beside its counts changed. */
export function isRememberedOtherwise(before: VariantRow, after: VariantRow): boolean {
  return isJudgedOtherwise(before, after) || !sameList(before.aliases, after.aliases);
}

/** Whether a pair with this variant may be judged otherwise: pairs are judged by name, identifiers and company. */
export function isJudgedOtherwise(before: VariantRow, after: VariantRow): boolean {
  return before.name !== after.name || !sameList(before.identifiers, after.identifiers) || !sameList(before.contexts, after.contexts);
}

/** Whether clusters may come out otherwise though no judgement changed: they hold active variants, and keep contradicting names apart. */
export function isClusteredOtherwise(before: VariantRow, after: VariantRow): boolean {
  return before.name !== after.name || before.document_count > 0 !== after.document_count > 0;
}

function sameList(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((item, index) => item === after[index]);
}

function remembered(row: MemberRow): string[] {
  return [`n${row.name}`, ...row.aliases.map((x) => `a${x}`), ...row.identifiers.map((x) => `i${x}`), ...row.contexts.map((x) => `c${x}`)];
}

function emptied(variant: VariantRow): VariantRow {
  return { ...variant, name: '', aliases: [], identifiers: [], contexts: [] };
}

function remember(known: readonly string[], added: readonly string[]): string[] {
  const all = [...new Set([...known, ...added])];
  return all.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).slice(0, rememberedLimit);
}
