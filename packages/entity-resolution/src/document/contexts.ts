import type { EntityDraft, ResolvedMention } from '@tributary/contracts';
import { parseName } from '../names/name-key.js';
import { isLocalName } from '../registry/local-names.js';

/** Neighbours remembered of an entity, and looked at in one chunk, at most. */
const remembered = 8;
const chunkLimit = 40;
const telling = new Set(['PERSON', 'ORGANIZATION']);

/**
 * The people and organisations that an entity is named beside (in the same chunks), most often first: the company that tells one
 * John Smith from another. Keys of names, so that documents agree on them.
 */
export function contextsOf(entities: readonly EntityDraft[], mentions: readonly ResolvedMention[]): Map<string, string[]> {
  const named = entities.flatMap(({ canonical_id, type, name }) => {
    const parsed = parseName(type, name);
    return telling.has(type) && !isLocalName(parsed) ? [{ id: canonical_id, key: `${type} ${parsed.key}` }] : [];
  });
  // Entities as numbers: a long document has hundreds of thousands of pairs, and a string for each would be most of the work.
  const numberOf = new Map(named.map(({ id }, index) => [id, index]));
  const together = named.map(() => new Map<number, number>());
  for (const chunk of Map.groupBy(mentions, (mention) => mention.chunk_uuid).values()) {
    const present = [...new Set(chunk.map((mention) => numberOf.get(mention.resolved_canonical_id) ?? -1))];
    const counted = present.filter((index) => index >= 0).slice(0, chunkLimit);
    for (const one of counted) {
      const counts = together[one]!;
      for (const other of counted) if (other !== one) counts.set(other, (counts.get(other) ?? 0) + 1);
    }
  }
  const keyOf = (index: number): string => named[index]?.key ?? '';
  return new Map(
    together.flatMap((counts, index) => (counts.size === 0 ? [] : [[named[index]!.id, mostFrequent(counts, keyOf)] as const])),
  );
}

/** Two entities of one document may have one key: their counts add up. */
function mostFrequent(counts: ReadonlyMap<number, number>, keyOf: (index: number) => string): string[] {
  const totals = new Map<string, number>();
  // Only what may be among the first needs its key.
  const least =
    counts.size > remembered * 4
      ? (Int32Array.from(counts.values())
          .sort()
          .at(-1 - remembered * 4) ?? 0)
      : 0;
  for (const [index, count] of counts) if (count >= least) totals.set(keyOf(index), (totals.get(keyOf(index)) ?? 0) + count);
  return [...totals]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, remembered)
    .map(([key]) => key);
}
