import type { ChunkMention } from '../extract-chunk.js';

/** `[P John Roe]` marks a person; O, L, D, M, E, T, W, I the other types. */
const letters = {
  P: 'PERSON',
  O: 'ORGANIZATION',
  L: 'LOCATION',
  D: 'DATE',
  M: 'MONEY',
  E: 'EMAIL',
  T: 'PHONE',
  W: 'LAW',
  I: 'IDENTIFIER',
} as const;

export function parseMarked(marked: string): { text: string; mentions: ChunkMention[] } {
  const mentions: ChunkMention[] = [];
  let text = '';
  for (const part of marked.split(/(\[[POLDMETWI] [^\]]+\])/)) {
    const match = /^\[([POLDMETWI]) ([^\]]+)\]$/.exec(part);
    if (match === null) text += part;
    else {
      const name = match[2] ?? '';
      mentions.push({
        text: name,
        type: letters[match[1] as keyof typeof letters],
        start: text.length,
        end: text.length + name.length,
        confidence: 1,
      });
      text += name;
    }
  }
  return { text, mentions };
}
