import type { EntityType, Mention } from '@tributary/contracts';
import { type ParsedName, parseName } from '../names/name-key.js';

/** Mentions of a document that are written the same up to spelling rules: the unit that is compared. */
export interface NameGroup {
  readonly type: EntityType;
  readonly parsed: ParsedName;
  /** Indices into the sorted mentions, ascending. */
  readonly mentions: number[];
}

/** Groups mentions by type and normalised name. Each distinct spelling is read once. */
export function groupByName(mentions: readonly Mention[], types: readonly EntityType[], skip: ReadonlySet<number>): NameGroup[] {
  const bySpelling = new Map<string, NameGroup>();
  const byKey = new Map<string, NameGroup>();
  for (const [i, mention] of mentions.entries()) {
    if (skip.has(i)) continue;
    const type = types[i] ?? mention.type;
    const spelling = `${type}\n${mention.text}\n${mention.normalized ?? ''}`;
    let group = bySpelling.get(spelling);
    if (!group) {
      const parsed = parseName(type, mention.text, mention.normalized);
      const key = `${type}\n${parsed.key}`;
      group = byKey.get(key) ?? { type, parsed, mentions: [] };
      byKey.set(key, group);
      bySpelling.set(spelling, group);
    }
    group.mentions.push(i);
  }
  return [...byKey.values()];
}
