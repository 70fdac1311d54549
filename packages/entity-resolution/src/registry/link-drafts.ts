import { deriveUuid, type EntityDraft, type Judgement, type RegistryVariant, type VariantDraft } from '@tributary/contracts';
import { blockingKeys } from './blocking-keys.js';
import { betterSpelling } from './choose-name.js';
import { deriveClusters } from './derive-clusters.js';
import { scorePair } from './score-pair.js';
import { variantsOf } from './variants-of.js';

/** Score of what a document says itself: both names stand for one thing in it. */
const documentScore = 0.95;

/**
 * Links the entities of many documents at once, as a registry does one document at a time: the entity of each draft, by its
 * canonical id. For small collections, and as the measure of what a registry must come to.
 */
export function linkDrafts(drafts: readonly EntityDraft[], decided: readonly Judgement[] = []): Map<string, string> {
  const named = drafts.map((draft) => ({ draft, variants: variantsOf(draft) }));
  const variants = collectVariants(named);
  const judgements = [...judgeCandidates([...variants.values()]), ...documentJudgements(named), ...decided];
  const entityOf = new Map<string, string>();
  for (const cluster of deriveClusters([...variants.values()], judgements)) for (const id of cluster) entityOf.set(id, cluster[0] ?? id);
  return new Map(named.flatMap(({ draft, variants: [main] }) => (main ? [[draft.canonical_id, entityOf.get(idOf(main)) ?? '']] : [])));
}

/** The id a variant has where there is no project: of type and name alone. */
export function idOf({ type, key }: Pick<VariantDraft, 'type' | 'key'>): string {
  return deriveUuid('variant', type, key);
}

interface Named {
  readonly draft: EntityDraft;
  readonly variants: readonly VariantDraft[];
}

function collectVariants(named: readonly Named[]): Map<string, RegistryVariant> {
  const variants = new Map<string, RegistryVariant>();
  for (const { draft, variants: own } of named) {
    for (const [i, { type, key, name }] of own.entries()) {
      const id = idOf({ type, key });
      const known = variants.get(id);
      variants.set(id, {
        variant_id: id,
        type,
        key,
        discriminator: '',
        name: known ? betterSpelling(type, known.name, name) : name,
        document_count: (known?.document_count ?? 0) + 1,
        mention_count: (known?.mention_count ?? 0) + (i === 0 ? draft.mention_count : 0),
        identifiers: union(known?.identifiers, draft.identifiers),
        contexts: union(known?.contexts, draft.contexts),
        aliases: union(known?.aliases, i === 0 ? draft.aliases : []),
      });
    }
  }
  return variants;
}

function judgeCandidates(variants: readonly RegistryVariant[]): Judgement[] {
  const stored = new Map<string, RegistryVariant[]>();
  for (const variant of variants) {
    for (const key of blockingKeys(variant).stored) {
      const block = stored.get(key);
      if (block) block.push(variant);
      else stored.set(key, [variant]);
    }
  }
  const judgements = new Map<string, Judgement>();
  for (const variant of variants) {
    const candidates = new Set(blockingKeys(variant).probed.flatMap((key) => stored.get(key) ?? []));
    for (const candidate of candidates) {
      const judgement = scorePair(variant, candidate);
      if (judgement) judgements.set(`${judgement.a} ${judgement.b}`, judgement);
    }
  }
  return [...judgements.values()];
}

function documentJudgements(named: readonly Named[]): Judgement[] {
  return named.flatMap(({ variants: [main, ...others] }) =>
    others.map((other): Judgement => {
      const [x, y] = [main ? idOf(main) : '', idOf(other)];
      const [a, b] = x < y ? [x, y] : [y, x];
      return { a, b, judgement: 'positive', score: documentScore, evidence: ['same_document'], author: 'document' };
    }),
  );
}

function union(known: readonly string[] = [], added: readonly string[] = []): string[] {
  return [...new Set([...known, ...added])].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
