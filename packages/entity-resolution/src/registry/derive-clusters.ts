import type { Judgement, NamedVariant } from '@tributary/contracts';
import { compareNames } from '../names/compare-names.js';
import type { ParsedName } from '../names/name-key.js';
import { DisjointSets } from './disjoint-sets.js';
import { parsedOf } from './score-pair.js';

/** Evidence that says a name is incomplete: it decides only where one thing fits. */
const partialEvidence = new Set([
  'initials',
  'surname_only',
  'given_name_only',
  'part_of_name',
  'acronym',
  'goes_by_middle_name',
  'middle_name_missing',
  'suffix_missing',
  'legal_form_missing',
  'region_missing',
]);
const authority = { person: 2, document: 1, matcher: 0 } as const;

/**
 * Clusters variants by the judgements about them (P-53): people first, then what documents say themselves, then the matcher's
 * surest. Two clusters stay apart where a negative judgement or a contradiction between names stands between them, unless a person
 * said otherwise. An incomplete name that fits several clusters joins none. Depends on the sets given, not on their order.
 */
export function deriveClusters(variants: readonly NamedVariant[], judgements: readonly Judgement[]): string[][] {
  const clusters = new Clusters(variants, judgements);
  const positive = bySureness(
    variants,
    judgements.filter((one) => one.judgement === 'positive' && clusters.has(one.a) && clusters.has(one.b)),
  );
  const isPartial = (one: Judgement) => one.author === 'matcher' && one.evidence.some((item) => partialEvidence.has(item));
  for (const one of positive) if (!isPartial(one)) clusters.merge(one);
  placePartial(clusters, variants, positive.filter(isPartial));
  return clusters.members();
}

/** Longer names first: what `J. Smith` joins is known before `Smith` looks. */
function placePartial(clusters: Clusters, variants: readonly NamedVariant[], judgements: readonly Judgement[]): void {
  const rank = new Map(variants.map((variant) => [variant.variant_id, completeness(variant)]));
  const ofVariant = Map.groupBy(judgements, ({ a, b }) => ((rank.get(a) ?? '') < (rank.get(b) ?? '') ? a : b));
  const ordered = [...ofVariant].sort(([a], [b]) => ((rank.get(a) ?? '') < (rank.get(b) ?? '') ? 1 : -1));
  for (const [variant, own] of ordered) {
    const open = own.filter((one) => clusters.mayMerge(one));
    const targets = new Set(open.map((one) => clusters.rootOf(one.a === variant ? one.b : one.a)));
    if (targets.size === 1 && open[0]) clusters.merge(open[0]);
  }
}

/** Sorts by how much of a name is said; ties by key, so that the order is total. */
function completeness({ key, variant_id }: NamedVariant): string {
  return `${String(key.length).padStart(6, '0')} ${key} ${variant_id}`;
}

/** The surest first. Ties fall by name, not by id: another project with the same names gives the same clusters. */
function bySureness(variants: readonly NamedVariant[], judgements: readonly Judgement[]): Judgement[] {
  const keys = new Map(variants.map(({ variant_id, key, discriminator }) => [variant_id, `${key} ${discriminator}`]));
  const pair = ({ a, b }: Judgement) => [keys.get(a) ?? '', keys.get(b) ?? ''].sort(order).join(' | ');
  const named = judgements.map((one) => ({ one, pair: pair(one) }));
  named.sort((x, y) => authority[y.one.author] - authority[x.one.author] || y.one.score - x.one.score || order(x.pair, y.pair));
  return named.map(({ one }) => one);
}

function order(x: string, y: string): number {
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Disjoint sets that refuse a merge across a negative judgement. */
class Clusters {
  readonly #sets = new DisjointSets();
  /**
   * Within a cluster, names that are forms of one another. Where a person or a document has joined names that contradict each other (`Mark Twain`, `Samuel
   * Clemens`) there are several families: another form of one is not held against the other.
   */
  readonly #families = new DisjointSets();
  readonly #parsed = new Map<string, ParsedName>();
  readonly #apart = new Map<string, Set<string>>();
  /** Pairs that a person joined or a document uses for one thing: contradictions between these names are explained. */
  readonly #joined = new Set<string>();

  constructor(variants: readonly NamedVariant[], judgements: readonly Judgement[]) {
    for (const variant of variants) {
      this.#sets.add(variant.variant_id);
      this.#families.add(variant.variant_id);
      this.#parsed.set(variant.variant_id, parsedOf(variant));
    }
    const decided = new Set(judgements.filter((one) => one.author === 'person').map(pairKey));
    for (const one of judgements) {
      const overruled = one.author !== 'person' && decided.has(pairKey(one));
      if (one.judgement === 'positive' && one.author !== 'matcher' && !overruled) this.#joined.add(pairKey(one));
      if (one.judgement === 'negative' && !overruled) this.#keepApart(one.a, one.b);
    }
  }

  has(id: string): boolean {
    return this.#parsed.has(id);
  }

  rootOf(id: string): string {
    return this.#sets.rootOf(id);
  }

  mayMerge(one: Judgement): boolean {
    return this.rootOf(one.a) === this.rootOf(one.b) || !this.#contradict(one);
  }

  merge(one: Judgement): void {
    if (!this.mayMerge(one)) return;
    if (!this.#namesConflict(one.a, one.b)) this.#families.join(one.a, one.b);
    this.#sets.join(one.a, one.b);
  }

  members(): string[][] {
    return this.#sets
      .all()
      .map((ids) => ids.toSorted(order))
      .sort((x, y) => order(x[0] ?? '', y[0] ?? ''));
  }

  #keepApart(a: string, b: string): void {
    this.#apart.set(a, (this.#apart.get(a) ?? new Set()).add(b));
    this.#apart.set(b, (this.#apart.get(b) ?? new Set()).add(a));
  }

  #contradict(cause: Judgement): boolean {
    const byPerson = cause.author === 'person' ? pairKey(cause) : undefined;
    for (const a of this.#sets.with(cause.a))
      for (const b of this.#sets.with(cause.b)) if (this.#apart.get(a)?.has(b) && pairKey({ a, b }) !== byPerson) return true;
    if (cause.author !== 'matcher') return false;
    for (const a of this.#families.with(cause.a))
      for (const b of this.#families.with(cause.b)) if (!this.#joined.has(pairKey({ a, b })) && this.#namesConflict(a, b)) return true;
    return false;
  }

  #namesConflict(a: string, b: string): boolean {
    const [left, right] = [this.#parsed.get(a), this.#parsed.get(b)];
    return left !== undefined && right !== undefined && compareNames(left, right).conflict !== undefined;
  }
}

function pairKey({ a, b }: { readonly a: string; readonly b: string }): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
