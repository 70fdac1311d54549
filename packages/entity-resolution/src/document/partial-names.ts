import { compareNames } from '../names/compare-names.js';
import { genericWords } from '../names/compare-organization-names.js';
import { fullNamesOf, type Gender } from '../names/given-names.js';
import type { ParsedName } from '../names/name-key.js';
import { soundKey } from '../names/string-distance.js';
import { type Cluster, chooseHome, genderOf, settle } from './clusters.js';
import type { NameGroup } from './name-group.js';

/** Clusters offered to a partial name at most. */
const candidateLimit = 60;

/** How complete a name is: full names are merged first, then less complete ones look for them. */
export function tierOf(parsed: ParsedName): number {
  if (parsed.kind === 'person') {
    if (!parsed.name.single) return (parsed.name.given[0] ?? '').length === 1 ? 1 : 0;
    return parsed.name.titles.length > 0 && parsed.name.surname !== '' ? 2 : 3;
  }
  if (parsed.kind === 'organization') {
    if (parsed.name.legalForms.length > 0) return 0;
    const words = parsed.name.core.length;
    return words === 1 ? 3 : words === 2 ? 2 : words === 3 ? 1 : 0;
  }
  if (parsed.kind === 'other') return parsed.words.length === 1 ? 3 : 0;
  return 0;
}

/**
 * Gives each mention of a partial name to the cluster it most likely means: the only one that fits, else the one spoken of
 * last. Groups that fit none become clusters of their own (merged among themselves by the caller's next tier).
 */
export function placePartialNames(partial: readonly NameGroup[], clusters: readonly Cluster[]): NameGroup[] {
  const index = indexClusters(clusters);
  const homeless: NameGroup[] = [];
  const genders = new Map<Cluster, Gender | undefined>();
  // In order of first use: what an earlier name settled (a title's gender) holds for the later ones.
  for (const group of partial.toSorted((a, b) => (a.mentions[0] ?? 0) - (b.mentions[0] ?? 0))) {
    const gender = group.parsed.kind === 'person' ? group.parsed.name.gender : undefined;
    const candidates = candidatesFor(group, index).filter((cluster) => !gender || (genders.get(cluster) ?? gender) === gender);
    const home = chooseHome(candidates, group);
    if (!home) {
      homeless.push(group);
      continue;
    }
    if (gender) genders.set(home, gender);
    home.groups.push(group);
    home.mentions.push(...group.mentions);
    settle(home);
  }
  return homeless;
}

function indexClusters(clusters: readonly Cluster[]): Map<string, Cluster[]> {
  const index = new Map<string, Cluster[]>();
  for (const cluster of clusters) {
    const keys = new Set(cluster.groups.flatMap((group) => [...announcedParts(group.parsed)]));
    for (const key of keys) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [cluster]);
      else if (known.length < candidateLimit) known.push(cluster);
    }
  }
  return index;
}

/** The short forms a name makes possible. */
function* announcedParts(parsed: ParsedName): Generator<string> {
  if (parsed.kind === 'person') {
    const { given, surname, tokens, single } = parsed.name;
    const last = surname.split(' ').at(-1) ?? '';
    yield `s:${soundKey(last)}`;
    if (single) yield `s:${soundKey(tokens[0] ?? '')}`;
    if (tokens.length === 2) yield `s:${soundKey(tokens.join(''))}`;
    for (const token of tokens.slice(1, -1)) yield `s:${soundKey(token)}`;
    for (const name of fullNamesOf(given[0] ?? '')) yield `g:${soundKey(name)}`;
    return;
  }
  if (parsed.kind === 'organization' || parsed.kind === 'other') {
    const words = parsed.kind === 'organization' ? parsed.name.core : parsed.words;
    if (parsed.kind === 'other' && words.length > 1) {
      yield `p:${initialsOfWords(words)}`;
      yield `p:t${initialsOfWords(words)}`;
    }
    if (parsed.kind === 'organization' && words.length > 1) {
      yield `a:${parsed.name.initials}`;
      yield `a:${parsed.name.allInitials}`;
    }
    for (let n = 1; n < Math.min(words.length, 8); n++) {
      yield `p:${words.slice(0, n).join(' ')}`;
      yield `p:${words.slice(-n).join(' ')}`;
    }
    yield `p:${words.join(' ')}`;
  }
}

function* soughtParts(parsed: ParsedName): Generator<string> {
  if (parsed.kind === 'person') {
    const { surname, tokens, single, given } = parsed.name;
    yield `s:${soundKey(single ? (tokens.at(-1) ?? '') : (surname.split(' ').at(-1) ?? ''))}`;
    if (single) for (const name of fullNamesOf(given[0] ?? tokens[0] ?? '')) yield `g:${soundKey(name)}`;
    return;
  }
  if (parsed.kind === 'organization') {
    if (parsed.name.core.length === 1) yield `a:${parsed.name.core[0] ?? ''}`;
    yield `p:${parsed.name.core.join(' ')}`;
  }
  if (parsed.kind === 'other') yield `p:${parsed.words.join(' ')}`;
}

function candidatesFor(group: NameGroup, index: ReadonlyMap<string, Cluster[]>): Cluster[] {
  const found = new Set<Cluster>();
  for (const key of soughtParts(group.parsed))
    for (const cluster of index.get(key) ?? []) if (cluster.groups[0]?.type === group.type) found.add(cluster);
  const scored = [...found].map((cluster) => ({ cluster, score: fit(group, cluster) })).filter(({ score }) => score > 0);
  const best = Math.max(0, ...scored.map(({ score }) => score));
  // A surname or a given name: within a band of scores the text decides. Of firms the closest name is meant.
  const band = group.type === 'PERSON' ? 0.15 : 0.05;
  return scored.filter(({ score }) => score >= best - band).map(({ cluster }) => cluster);
}

/** How well a partial name fits a cluster: its best comparison, or 0 when any member contradicts it. */
function fit({ parsed, mentions }: NameGroup, cluster: Cluster): number {
  let best = 0;
  for (const group of cluster.groups.slice(0, 20)) {
    const { score: agreement, conflict, evidence } = compareNames(parsed, group.parsed);
    if (conflict) return 0;
    const isAfter = (group.mentions[0] ?? 0) < (mentions[0] ?? 0);
    // A firm's short name follows its full one; `Samsung` before `Samsung Electronics` is the larger thing. A legal form names in full.
    const isFull = group.parsed.kind === 'organization' && group.parsed.name.legalForms.length > 0;
    const score = parsed.kind === 'organization' && evidence.includes('part_of_name') && !isAfter && !isFull ? 0 : agreement;
    const part = parsed.kind === 'other' && group.parsed.kind === 'other' ? partOf(parsed.words, group.parsed.words, isAfter) : 0;
    best = Math.max(best, part, score);
  }
  if (parsed.kind === 'person' && best > 0) {
    const gender = genderOf(cluster);
    if (parsed.name.gender && gender.likely && gender.likely !== parsed.name.gender) return 0;
  }
  return best >= 0.4 ? best : 0;
}

/** Of works, products and events: the first letters, or some words at either end; a single word only of what was named before. */
function partOf(short: readonly string[], long: readonly string[], isAfter: boolean): number {
  const letters = short.join('');
  if (short.length === 1 && letters.length > 1 && [initialsOfWords(long), `t${initialsOfWords(long)}`].includes(letters)) return 0.6;
  if (short.length >= long.length || (short.length === 1 && !isAfter) || short.every((word) => genericWords.has(word) || word.length < 3))
    return 0;
  const starts = short.every((word, i) => word === long[i]);
  const ends = short.every((word, i) => word === long[long.length - short.length + i]);
  return starts || ends ? 0.5 : 0;
}

function initialsOfWords(words: readonly string[]): string {
  return words.map((word) => word[0] ?? '').join('');
}
