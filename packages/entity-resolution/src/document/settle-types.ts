import type { EntityType, Mention } from '@tributary/contracts';
import { foldTokens } from '../names/fold-text.js';
import { isValueType } from '../names/name-key.js';

/** Types that a tagger confuses with organisations. A person and a place with one name (Washington) are both meant. */
const named = new Set<EntityType>(['PERSON', 'ORGANIZATION', 'LOCATION']);
/** Share of a spelling's mentions that a type needs to speak for the others. */
const majority = 0.75;

/**
 * The type each mention is clustered as: its own, or that of most mentions spelt the same. A tagger that takes `Acme` for a firm five
 * times and for a person once has made one mistake.
 */
export function settleTypes(mentions: readonly Mention[]): EntityType[] {
  const counts = new Map<string, Map<EntityType, number>>();
  const spellings = mentions.map((mention) => (isValueType(mention.type) ? undefined : foldTokens(mention.text).join(' ')));
  for (const [i, mention] of mentions.entries()) {
    const spelling = spellings[i];
    if (spelling === undefined) continue;
    const byType = counts.get(spelling) ?? new Map<EntityType, number>();
    counts.set(spelling, byType.set(mention.type, (byType.get(mention.type) ?? 0) + 1));
  }
  return mentions.map((mention, i) => {
    const byType = counts.get(spellings[i] ?? '');
    return byType && byType.size > 1 ? settled(mention.type, byType) : mention.type;
  });
}

function settled(own: EntityType, byType: ReadonlyMap<EntityType, number>): EntityType {
  const total = [...byType.values()].reduce((sum, n) => sum + n, 0);
  const [[most, count] = [own, 0]] = [...byType].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return count / total >= majority && own !== most && (own === 'ORGANIZATION' || most === 'ORGANIZATION') && named.has(own) ? most : own;
}
