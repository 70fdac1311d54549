import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';

/** Both statements must stand this near each other for their join to be readable as evidence. */
const longestEvidence = 600;
/** A chain is as good as its two links. */
const chainWeight = 0.97;

/** What is in a place that is itself in a second one is in the second one too: `Prelate, Saskatchewan` and `Saskatchewan, Canada`. */
export function closeLocations(relations: readonly ChunkRelation[], mentions: readonly ChunkMention[]): ChunkRelation[] {
  const located = relations.filter(({ predicate }) => predicate === 'LOCATED_IN');
  const nameOf = (index: number): string => mentions[index]?.text ?? '';
  const from = new Map<string, ChunkRelation[]>();
  for (const relation of located) from.set(nameOf(relation.subject), [...(from.get(nameOf(relation.subject)) ?? []), relation]);
  const known = new Set(located.map(({ subject, object }) => `${nameOf(subject)}|${nameOf(object)}`));
  const added: ChunkRelation[] = [];
  for (const first of located) {
    for (const second of from.get(nameOf(first.object)) ?? []) {
      const start = Math.min(first.evidence.start, second.evidence.start);
      const end = Math.max(first.evidence.end, second.evidence.end);
      const key = `${nameOf(first.subject)}|${nameOf(second.object)}`;
      if (end - start > longestEvidence || known.has(key) || nameOf(first.subject) === nameOf(second.object)) continue;
      known.add(key);
      added.push({
        subject: first.subject,
        predicate: 'LOCATED_IN',
        object: second.object,
        confidence: first.confidence * second.confidence * chainWeight,
        evidence: { start, end },
      });
    }
  }
  return [...relations, ...added];
}
