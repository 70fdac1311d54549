import type { ChunkMention } from '../extract-chunk.js';
import { withoutOverlaps } from '../recognisers/recognised.js';
import { collectAliases } from './aliases.js';
import { type FoundAlias, findAliases } from './find-aliases.js';

const nameTypes = new Set<string>(['PERSON', 'ORGANIZATION', 'LOCATION']);
/** Below this the document's other mentions of the name decide its type. */
const unsure = 0.8;
/** Below this even a term the document defines decides it. */
const certain = 0.97;

/** Makes the names of a document agree: what is certain in one place is found everywhere, and called the same. Ascending. */
export function completeMentions(text: string, mentions: readonly ChunkMention[]): ChunkMention[] {
  const aliases = findAliases(text, collectAliases(text, mentions));
  const result = new Map(mentions.map((mention) => [mention.start, mention]));
  const ordered = [...mentions];
  for (const alias of aliases) {
    const touched = overlapping(ordered, alias);
    const { isDefined: _, ...mention } = alias;
    if (touched.length === 0) result.set(alias.start, mention);
    else if (touched.every((other) => yields(other, alias))) {
      for (const other of touched) result.delete(other.start);
      result.set(alias.start, mention);
    }
  }
  return withoutOverlaps([...result.values()]);
}

/** A mention gives way to an alias over it when it is unsure and not longer, or when both say the same. */
function yields(mention: ChunkMention, alias: FoundAlias): boolean {
  if (!nameTypes.has(mention.type)) return false;
  const inside = alias.start <= mention.start && mention.end <= alias.end;
  if (mention.type === alias.type)
    return inside && (mention.confidence < alias.confidence || alias.end - alias.start > mention.end - mention.start);
  return inside && mention.confidence < (alias.isDefined ? certain : Math.min(unsure, alias.confidence));
}

/** Mentions are ascending and apart, so a binary search finds the first that reaches into the span. */
function overlapping(mentions: readonly ChunkMention[], { start, end }: ChunkMention): ChunkMention[] {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mentions[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const found: ChunkMention[] = [];
  for (let index = low; index < mentions.length; index++) {
    const mention = mentions[index];
    if (mention === undefined || mention.start >= end) break;
    found.push(mention);
  }
  return found;
}
