/** Words, numbers and marks of a text, in order. Offsets are half-open indices into the text. */
export interface Tokens {
  readonly words: readonly string[];
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** What stands before the token: 0 nothing, 1 blanks, 2 a line end, 3 an empty line. */
  readonly gaps: Uint8Array;
}

// Acronyms with dots, numbers with separators, words with inner apostrophes (but 's alone), runs of one mark, single marks.
const tokenPattern =
  /(?:\p{Lu}\.){2,}|\d+(?:[.,:]\d+)+(?![\p{L}\p{N}])|[\p{L}\p{M}\p{N}]+(?:['’](?![sS](?![\p{L}\p{N}]))[\p{L}\p{M}]+)*|['’][sS](?![\p{L}\p{N}])|([_\-=.*#~])\1+|[^\s]/gu;

export function tokenize(text: string): Tokens {
  const words: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const gaps: number[] = [];
  let previous = 0;
  for (const match of text.matchAll(tokenPattern)) {
    const word = match[0];
    const start = match.index;
    words.push(word);
    starts.push(start);
    ends.push(start + word.length);
    gaps.push(start === 0 ? 3 : gapBetween(text, previous, start));
    previous = start + word.length;
  }
  return { words, starts: Int32Array.from(starts), ends: Int32Array.from(ends), gaps: Uint8Array.from(gaps) };
}

function gapBetween(text: string, from: number, to: number): number {
  if (from === to) return 0;
  let lines = 0;
  for (let index = from; index < to; index++) if (text.charCodeAt(index) === 10) lines++;
  return lines === 0 ? 1 : lines === 1 ? 2 : 3;
}
