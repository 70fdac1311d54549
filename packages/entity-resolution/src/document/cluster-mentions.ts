import type { DefinedTerm, EntityDraft, EntityType, Mention, ResolvedMention } from '@tributary/contracts';
import { isValueType } from '../names/name-key.js';
import { findAliases } from './aliases.js';
import type { Cluster } from './clusters.js';
import { type Definition, findDefinitions, foldTerm } from './definitions.js';
import { draftEntities } from './draft-entities.js';
import { mergeFullNames } from './merge-full-names.js';
import { groupByName, type NameGroup } from './name-group.js';
import { placePartialNames, tierOf } from './partial-names.js';
import { settleTypes } from './settle-types.js';

export interface ClusteringSettings {
  /** Names that agree at this score or better are one thing. 0 to 1. */
  readonly mergeAt: number;
}

/** Grows when the same mentions would be clustered differently: outputs of older code are not reused (P-1). */
export const clusteringVersion = 1;

/** Tuned on the development sets for few wrong merges; see the quality report. */
export const defaultClustering: ClusteringSettings = { mergeAt: 0.78 };

export interface ClusteringInput {
  readonly documentUuid: string;
  /** The cleaned text. */
  readonly text: string;
  readonly mentions: readonly Mention[];
  /** Terms found elsewhere; those the text defines in brackets are found here. */
  readonly definedTerms?: readonly DefinedTerm[];
  readonly settings?: ClusteringSettings;
}

export interface DocumentClusters {
  readonly entities: readonly EntityDraft[];
  /** Sorted by start; every mention given, each with its entity. */
  readonly mentions: readonly ResolvedMention[];
}

/** Clusters the mentions of one document into the things it speaks of (P-50). Time is near-linear in mentions. */
export function clusterMentions(input: ClusteringInput): DocumentClusters {
  const mentions = input.mentions.toSorted((a, b) => a.start - b.start || a.end - b.end || (a.type < b.type ? -1 : 1));
  const definitions = [...findDefinitions(input.text, mentions), ...outsideDefinitions(input.definedTerms ?? [], mentions)];
  const terms = termUses(mentions, definitions);
  const groups = groupByName(mentions, settleTypes(input.text, mentions), new Set(terms.keys()));
  const clusters = [...Map.groupBy(groups, (group) => group.type)].flatMap(([type, ofType]) =>
    clusterType(type, ofType, input.settings ?? defaultClustering),
  );
  addTerms(clusters, terms);
  return draftEntities(input, mentions, joinAliases(clusters, findAliases(input.text, mentions)), new Set(terms.keys()));
}

function clusterType(type: EntityType, groups: readonly NameGroup[], { mergeAt }: ClusteringSettings): Cluster[] {
  if (isValueType(type)) return groups.map((group, id) => ({ id, groups: [group], mentions: group.mentions }));
  const tiers = Map.groupBy(groups, (group) => tierOf(group.parsed));
  let clusters: Cluster[] = [];
  let nextId = 0;
  for (const tier of [0, 1, 2, 3]) {
    const homeless = tier === 0 ? (tiers.get(0) ?? []) : placePartialNames(tiers.get(tier) ?? [], clusters);
    const fresh = mergeFullNames(homeless, mergeAt, nextId);
    nextId += homeless.length;
    clusters = [...clusters, ...fresh];
  }
  return clusters;
}

/** Which mentions are uses of a defined term, and the mention each stands for: the definition before it, else the first. */
function termUses(mentions: readonly Mention[], definitions: readonly Definition[]): Map<number, number> {
  const written = mentions.map((mention) => (isValueType(mention.type) ? '' : foldTerm(mention.text)));
  const used = new Set(written);
  // `products (the "Products")` defines nothing we look for, and what stands before it is not its target.
  const useful = definitions.filter(({ term }) => used.has(term));
  const byTerm = Map.groupBy(useful, (definition) => definition.term);
  const targets = new Set(useful.map(({ target }) => target));
  const uses = new Map<number, number>();
  for (const [i, mention] of mentions.entries()) {
    const defined = byTerm.get(written[i] ?? '');
    if (targets.has(i)) continue;
    const nearest = defined?.findLast(({ at }) => at <= mention.start) ?? defined?.[0];
    if (nearest) uses.set(i, nearest.target);
  }
  return uses;
}

function outsideDefinitions(terms: readonly DefinedTerm[], mentions: readonly Mention[]): Definition[] {
  const byRange = new Map(mentions.map((mention, i) => [`${mention.start}-${mention.end}`, i]));
  return terms.flatMap((term) => {
    const target = byRange.get(`${term.refers_to.start}-${term.refers_to.end}`);
    return target === undefined ? [] : [{ term: foldTerm(term.term), at: term.start, target }];
  });
}

function addTerms(clusters: readonly Cluster[], terms: ReadonlyMap<number, number>): void {
  const home = new Map(clusters.flatMap((cluster) => cluster.mentions.map((mention) => [mention, cluster] as const)));
  for (const [use, target] of terms) home.get(target)?.mentions.push(use);
  for (const cluster of clusters) cluster.mentions.sort((a, b) => a - b);
}

/** Joins clusters that the text calls the same by another name. */
function joinAliases(clusters: readonly Cluster[], pairs: readonly (readonly [number, number])[]): Cluster[] {
  const home = new Map(clusters.flatMap((cluster) => cluster.mentions.map((mention) => [mention, cluster] as const)));
  const left = new Set(clusters);
  for (const [a, b] of pairs) {
    const [into, from] = [home.get(a), home.get(b)];
    if (!into || !from || into === from) continue;
    into.groups.push(...from.groups);
    into.mentions.push(...from.mentions);
    into.mentions.sort((x, y) => x - y);
    for (const mention of from.mentions) home.set(mention, into);
    left.delete(from);
  }
  return [...left];
}
