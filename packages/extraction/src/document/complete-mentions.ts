import type { ChunkMention } from '../extract-chunk.js';

/** A name must be this certain somewhere before it is looked for everywhere. */
const certain = 0.85;
const nameTypes = new Set<string>(['PERSON', 'ORGANIZATION', 'LOCATION']);

/** Finds names that are certain in one place wherever else they stand (the same words, in the same case). Ascending. */
export function completeMentions(text: string, mentions: readonly ChunkMention[]): ChunkMention[] {
  const best = new Map<string, ChunkMention>();
  for (const mention of mentions) {
    if (!nameTypes.has(mention.type) || mention.confidence < certain || !isDistinctive(mention.text)) continue;
    const known = best.get(mention.text);
    if (known === undefined || known.confidence < mention.confidence) best.set(mention.text, mention);
  }
  const result = [...mentions];
  const taken = new Uint8Array(text.length);
  for (const mention of mentions) taken.fill(1, mention.start, mention.end);
  for (const [name, mention] of [...best].sort(([a], [b]) => b.length - a.length)) {
    for (const start of occurrences(text, name)) {
      const end = start + name.length;
      if (taken.subarray(start, end).includes(1)) continue;
      taken.fill(1, start, end);
      result.push({ text: name, type: mention.type, start, end, confidence: mention.confidence * 0.95 });
    }
  }
  return result.sort((a, b) => a.start - b.start);
}

/** Single common words and short forms are names in one place and something else in another. */
function isDistinctive(name: string): boolean {
  return /\s/.test(name) ? name.length >= 6 : name.length >= 4 && /^\p{Lu}/u.test(name);
}

function* occurrences(text: string, name: string): Generator<number> {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + name.length] ?? ' ';
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) yield at;
  }
}
