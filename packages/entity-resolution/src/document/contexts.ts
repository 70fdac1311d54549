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
  const keys = new Map(
    entities.flatMap(({ canonical_id, type, name }) => {
      const parsed = parseName(type, name);
      return telling.has(type) && !isLocalName(parsed) ? [[canonical_id, `${type} ${parsed.key}`] as const] : [];
    }),
  );
  const together = new Map<string, Map<string, number>>();
  for (const chunk of Map.groupBy(mentions, (mention) => mention.chunk_uuid).values()) {
    const present = [...new Set(chunk.map((mention) => mention.resolved_canonical_id))].filter((id) => keys.has(id)).slice(0, chunkLimit);
    for (const id of present) {
      const counts = together.get(id) ?? new Map<string, number>();
      for (const other of present) if (other !== id) counts.set(keys.get(other) ?? '', (counts.get(keys.get(other) ?? '') ?? 0) + 1);
      together.set(id, counts);
    }
  }
  return new Map([...together].map(([id, counts]) => [id, mostFrequent(counts)]));
}

function mostFrequent(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, remembered)
    .map(([key]) => key);
}
