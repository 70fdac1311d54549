import { deriveUuid, type EntityDraft, type Mention, type ResolvedMention } from '@tributary/contracts';
import { foldTokens } from '../names/fold-text.js';
import { isValueType, parseName } from '../names/name-key.js';
import { acronymFits } from '../names/organization-name.js';
import type { ClusteringInput, DocumentClusters } from './cluster-mentions.js';
import type { Cluster } from './clusters.js';
import { contextsOf } from './contexts.js';
import { identifiersOf } from './identifiers.js';

/** Forms of a name kept beside the main one: more are spellings of no use to a reader. */
const aliasLimit = 50;

/** Writes clusters down as entities and their mentions, with ids that depend on the document and the text only. */
export function draftEntities(
  input: ClusteringInput,
  mentions: readonly Mention[],
  clusters: readonly Cluster[],
  terms: ReadonlySet<number>,
): DocumentClusters {
  const idOf = new Map<number, string>();
  const entities: EntityDraft[] = [];
  for (const cluster of clusters.toSorted((a, b) => (a.mentions[0] ?? 0) - (b.mentions[0] ?? 0))) {
    const members = cluster.mentions.flatMap((i) => mentions[i] ?? []);
    const [first] = members;
    if (!first) continue;
    const type = cluster.groups[0]?.type ?? first.type;
    const canonicalId = deriveUuid('canonical', input.documentUuid, type, first.mention_uuid);
    for (const i of cluster.mentions) idOf.set(i, canonicalId);
    const named = cluster.mentions.filter((i) => !terms.has(i)).flatMap((i) => mentions[i] ?? []);
    const name = bestName(type, named.length > 0 ? named : members);
    const aliases = [...new Set(members.map((mention) => tidy(mention.text)))].filter((text) => text !== name).slice(0, aliasLimit);
    const local = localNames(
      name,
      aliases,
      new Set(cluster.mentions.filter((i) => terms.has(i)).map((i) => tidy(mentions[i]?.text ?? ''))),
    );
    entities.push({
      canonical_id: canonicalId,
      name,
      type,
      aliases,
      ...(local.length > 0 ? { terms: local } : {}),
      mention_count: members.length,
      confidence: members.reduce((top, { confidence }) => Math.max(top, confidence), -Infinity),
      ...(isValueType(type) ? { normalized: cluster.groups[0]?.parsed.key ?? name } : {}),
    });
  }
  const resolved = mentions.flatMap((mention, i): ResolvedMention[] => {
    const id = idOf.get(i);
    return id ? [{ ...mention, resolved_canonical_id: id }] : [];
  });
  const [contexts, identifiers] = [contextsOf(entities, resolved), identifiersOf(input.text, entities, resolved)];
  return {
    entities: entities.map((entity) => withEvidence(entity, contexts.get(entity.canonical_id), identifiers.get(entity.canonical_id))),
    mentions: resolved,
  };
}

function withEvidence(entity: EntityDraft, contexts: readonly string[] = [], identifiers: readonly string[] = []): EntityDraft {
  return { ...entity, ...(contexts.length > 0 ? { contexts } : {}), ...(identifiers.length > 0 ? { identifiers } : {}) };
}

/** Defined terms that are no shorter form of the name: they say nothing outside the document. */
function localNames(name: string, aliases: readonly string[], terms: ReadonlySet<string>): string[] {
  if (terms.size === 0) return [];
  const words = foldTokens(name);
  return aliases.filter(
    (alias) => terms.has(alias) && !acronymFits(foldTokens(alias).join(''), words) && !words.includes(foldTokens(alias).join(' ')),
  );
}

/** The fullest form; among equals the most frequent, then the first. Titles and capitals throughout count against a form. */
function bestName(type: string, members: readonly Mention[]): string {
  const forms = new Map<string, { count: number; order: number }>();
  for (const [order, mention] of members.entries()) {
    const text = tidy(mention.text);
    const form = forms.get(text);
    if (form) form.count++;
    else forms.set(text, { count: 1, order });
  }
  if (forms.size === 1) return [...forms.keys()][0] ?? '';
  const ranked = [...forms].map(([text, form]) => ({ text, ...form, fullness: fullness(type, text) }));
  ranked.sort((a, b) => b.fullness - a.fullness || b.count - a.count || a.order - b.order);
  return ranked[0]?.text ?? '';
}

function fullness(type: string, text: string): number {
  const shouting = /\p{Ll}/u.test(text) ? 0 : 0.5;
  const parsed = parseName(type, text);
  if (parsed.kind === 'person') {
    const { given, surname, suffix, titles } = parsed.name;
    return (
      given.reduce((sum, name) => sum + (name.length > 1 ? 2 : 1), surname === '' ? 0 : 3) +
      (suffix ? 1 : 0) -
      (titles.length > 0 ? 0.5 : 0) -
      (text.includes(',') && !suffix ? 0.3 : 0) -
      shouting
    );
  }
  if (parsed.kind === 'organization')
    return parsed.name.core.length * 2 + (parsed.name.legalForms.length > 0 ? 1 : 0) - (parsed.name.isAcronym ? 1 : 0) - shouting;
  return 0;
}

function tidy(text: string): string {
  return /\s{2}|[^\S ]|^\s|\s$/.test(text) ? text.replaceAll(/\s+/g, ' ').trim() : text;
}
