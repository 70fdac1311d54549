import type { EntityType, Mention } from '@tributary/contracts';
import { foldTokens } from '../names/fold-text.js';
import { isValueType } from '../names/name-key.js';
import { parseOrganizationName } from '../names/organization-name.js';
import { parsePersonName } from '../names/person-name.js';

/** Types that a tagger confuses with organisations. A person and a place with one name (Washington) are both meant. */
const named = new Set<EntityType>(['PERSON', 'ORGANIZATION', 'LOCATION']);
/** Share of a spelling's mentions that a type needs to speak for the others. */
const majority = 0.75;
/** What stands before a place. `of` and `by` stand before firms too. */
const placing = /\b(?:in|at|near|around|outside|throughout|across)\s+$/i;

/**
 * The type each mention is clustered as: its own, that of most mentions spelt the same, or `ORGANIZATION` where it is the short name of
 * a firm that the text names in full. A tagger that takes `Acme` for a firm five times and for a person once has made one mistake.
 */
export function settleTypes(text: string, mentions: readonly Mention[]): EntityType[] {
  const spellings = mentions.map((mention) => (isValueType(mention.type) ? '' : foldTokens(mention.text).join(' ')));
  const shortNames = shortNamesOfFirms(text, mentions, spellings);
  const counts = new Map<string, Map<EntityType, number>>();
  for (const [i, { type }] of mentions.entries()) {
    const byType = counts.get(spellings[i] ?? '') ?? new Map<EntityType, number>();
    counts.set(spellings[i] ?? '', byType.set(type, (byType.get(type) ?? 0) + 1));
  }
  return mentions.map(({ type }, i) => {
    const spelling = spellings[i] ?? '';
    if (spelling === '' || !named.has(type)) return type;
    return shortNames.has(spelling) ? 'ORGANIZATION' : settled(type, counts.get(spelling) ?? new Map());
  });
}

function settled(own: EntityType, byType: ReadonlyMap<EntityType, number>): EntityType {
  const total = [...byType.values()].reduce((sum, n) => sum + n, 0);
  const [[most, count] = [own, 0]] = [...byType].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return count / total >= majority && own !== most && (own === 'ORGANIZATION' || most === 'ORGANIZATION') ? most : own;
}

/**
 * Spellings that begin the full name of a firm in this text (`Brightwater` of Brightwater Cold Freight, Inc.), unless the text uses
 * them as the name of a place (`in Portland`) or as somebody's surname.
 */
function shortNamesOfFirms(text: string, mentions: readonly Mention[], spellings: readonly string[]): Set<string> {
  const beginnings = new Set<string>();
  const surnames = new Set<string>();
  for (const mention of mentions) {
    if (mention.type === 'ORGANIZATION') for (const beginning of beginningsOf(mention.text)) beginnings.add(beginning);
    if (mention.type === 'PERSON') for (const word of nameWords(mention.text)) surnames.add(word);
  }
  const found = new Set(
    spellings.filter((spelling, i) => beginnings.has(spelling) && !surnames.has(spelling) && mentions[i]?.type !== 'ORGANIZATION'),
  );
  for (const [i, mention] of mentions.entries()) {
    const after = text.slice(mention.end, mention.end + 3);
    if (
      mention.type === 'LOCATION' &&
      (placing.test(text.slice(Math.max(0, mention.start - 12), mention.start)) || /^, ?\p{Lu}/u.test(after))
    ) {
      found.delete(spellings[i] ?? '');
    }
  }
  return found;
}

/** The shorter beginnings of a name with a legal form, which is surely a firm's. */
function beginningsOf(name: string): string[] {
  const { core, legalForms } = parseOrganizationName(name);
  return legalForms.length === 0 ? [] : core.slice(0, -1).map((_, n) => core.slice(0, n + 1).join(' '));
}

/** Given name and surname of a full name. */
function nameWords(name: string): string[] {
  const { single, surname, given } = parsePersonName(name);
  return single ? [] : [surname, given[0] ?? ''];
}
