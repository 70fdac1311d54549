import type { Judgement, NamedVariant, RegistryVariant } from '@tributary/contracts';
import { compareNames } from '../names/compare-names.js';
import type { NameComparison } from '../names/name-comparison.js';
import { type ParsedName, parseName } from '../names/name-key.js';

/** At or above: one thing. Chosen on the development sets for few wrong merges. */
export const positiveAt = 0.78;
/** At or above, and below `positiveAt`: a person should look. */
export const unsureAt = 0.58;
/** What names in the neighbourhood that both share add, and at most. */
const contextBonus = 0.07;
const contextBonusLimit = 0.21;

/** Contradictions worth remembering: names so alike that somebody may wonder. Others are simply other names. */
const homonymous = new Set(['generation', 'gender', 'middle_name', 'legal_form', 'region']);

/**
 * Judges whether two variants of one type mean the same (P-51, P-53): by name first; a shared e-mail address or number settles
 * it, shared company lifts it. Symmetric, and a function of the two variants alone.
 */
export function scorePair(a: RegistryVariant, b: RegistryVariant): Judgement | undefined {
  if (a.type !== b.type || a.variant_id === b.variant_id) return undefined;
  const [left, right] = a.variant_id < b.variant_id ? [a, b] : [b, a];
  const pair = { a: left.variant_id, b: right.variant_id, author: 'matcher' as const };
  if (left.discriminator !== right.discriminator && left.key === right.key) {
    return { ...pair, judgement: 'negative', score: 0, evidence: ['separated'] };
  }
  const comparison = compareNames(parsedOf(left), parsedOf(right));
  if (comparison.conflict !== undefined) {
    return homonymous.has(comparison.conflict) ? { ...pair, judgement: 'negative', score: 0, evidence: [comparison.conflict] } : undefined;
  }
  if (comparison.score === 0) return undefined;
  const { score, evidence } = withContext(comparison, left, right);
  if (score < unsureAt) return undefined;
  return { ...pair, judgement: score >= positiveAt ? 'positive' : 'unsure', score, evidence };
}

/** A variant is compared with many others: its name is read once. */
const parsedNames = new WeakMap<NamedVariant, ParsedName>();

export function parsedOf(variant: NamedVariant): ParsedName {
  const known = parsedNames.get(variant) ?? parseName(variant.type, variant.name);
  parsedNames.set(variant, known);
  return known;
}

function withContext({ score, evidence }: NameComparison, a: RegistryVariant, b: RegistryVariant): NameComparison {
  if (a.identifiers.some((identifier) => b.identifiers.includes(identifier))) {
    return { score: Math.max(score, 0.96), evidence: [...evidence, 'shared_identifier'] };
  }
  const shared = countShared(a.contexts, b.contexts);
  if (shared === 0) return { score: round(score), evidence };
  const bonus = Math.min(contextBonusLimit, shared * contextBonus);
  return { score: round(Math.min(0.99, score + bonus)), evidence: [...evidence, 'shared_context'] };
}

/** Values in both lists, as far as they count. */
function countShared(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  for (const value of a) if (shared * contextBonus < contextBonusLimit && b.includes(value)) shared++;
  return shared;
}

/** Scores are stored and compared: four digits are the same on every machine. */
function round(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}
