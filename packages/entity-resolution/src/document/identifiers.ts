import type { EntityDraft, ResolvedMention } from '@tributary/contracts';
import { foldTokens } from '../names/fold-text.js';
import { parsePersonName } from '../names/person-name.js';

/** What may stand between a name and its address: `Ann Lee <ann@acme.com>`, `Ann Lee (ann@acme.com)`, `Ann Lee, ann@acme.com`. */
const beside = /^["']?\s*[<([,:–-]?\s*(?:mailto:|e-?mail:?\s*)?$/i;
/** Boxes of offices and roles belong to nobody. */
const shared =
  /^(?:info|office|contact|admin|sales|support|hello|mail|no-?reply|accounts?|billing|hr|legal|press|help|service|team|webmaster|postmaster)$/;

/** E-mail addresses that the text ties to a person: written beside the name, or spelling one person's name and nobody else's (P-50). */
export function identifiersOf(text: string, entities: readonly EntityDraft[], mentions: readonly ResolvedMention[]): Map<string, string[]> {
  const people = new Map(entities.filter((entity) => entity.type === 'PERSON').map((entity) => [entity.canonical_id, entity]));
  const found = new Map<string, Set<string>>();
  for (const [i, mention] of mentions.entries()) {
    if (mention.type !== 'EMAIL') continue;
    const [address, local] = [mention.text.toLowerCase(), mention.text.toLowerCase().split('@')[0] ?? ''];
    if (shared.test(local)) continue;
    const before = mentions[i - 1];
    const adjacent = before && people.has(before.resolved_canonical_id) && beside.test(text.slice(before.end, mention.start));
    const owner = adjacent ? before.resolved_canonical_id : onlySpelling(local, [...people.values()]);
    if (owner) found.set(owner, (found.get(owner) ?? new Set()).add(address));
  }
  return new Map([...found].map(([id, addresses]) => [id, [...addresses].sort((a, b) => (a < b ? -1 : 1))]));
}

function onlySpelling(local: string, people: readonly EntityDraft[]): string | undefined {
  const fitting = people.filter((person) => spells(local, person.name));
  return fitting.length === 1 ? fitting[0]?.canonical_id : undefined;
}

/** `john.smith`, `jsmith`, `smithj`, `smith.john`, with digits at the end or without. */
function spells(local: string, name: string): boolean {
  const { given, surname } = parsePersonName(name);
  const [first = '', last] = [given[0], surname.replaceAll(' ', '')];
  if (first === '' || last.length < 3) return false;
  const letters = foldTokens(local.replaceAll(/\d+$/g, '')).join('');
  const initial = first[0] ?? '';
  return [`${first}${last}`, `${last}${first}`, `${initial}${last}`, `${last}${initial}`].includes(letters) && letters.length > last.length;
}
