/** How far a text is from the true one. Counts, so that pages can be added up. */
export interface TextDistance {
  readonly characters: number;
  readonly characterEdits: number;
  readonly words: number;
  readonly wordEdits: number;
  readonly foundWords: number;
  /** Words that both have, whatever their order. */
  readonly sharedWords: number;
}

/** Compares after the same normalisation of both: NFKC, straight quotes and dashes, words cut at line ends joined, blanks collapsed. */
export function compareTexts(truth: string, found: string): TextDistance {
  const [reference, reading] = [normalized(truth), normalized(found)];
  const [words, foundWords] = [wordsOf(reference), wordsOf(reading)];
  const codes = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return {
    characters: Array.from(reference).length,
    characterEdits: editDistance(codes(reference), codes(reading)),
    words: words.length,
    wordEdits: wordEdits(words, foundWords),
    foundWords: foundWords.length,
    sharedWords: sharedWords(words, foundWords),
  };
}

/** The same for words alone: whole documents have too many characters to compare them one by one. */
export function compareWords(truth: string, found: string): Pick<TextDistance, 'words' | 'wordEdits'> {
  const words = wordsOf(normalized(truth));
  return { words: words.length, wordEdits: wordEdits(words, wordsOf(normalized(found))) };
}

function wordsOf(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

function wordEdits(words: readonly string[], found: readonly string[]): number {
  const ids = new Map<string, number>();
  const idOf = (word: string) => ids.get(word) ?? (ids.set(word, ids.size), ids.size - 1);
  return editDistance(words.map(idOf), found.map(idOf));
}

function normalized(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‘’‚‛′´`]/g, "'")
    .replace(/[“”„‟″]/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/([a-z])-\s*\n\s*([a-z])/g, '$1$2')
    .replace(/[•●▪◦·]/g, '*')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Insertions, deletions and substitutions (Levenshtein), one row at a time. */
function editDistance(a: readonly number[], b: readonly number[]): number {
  let above = Uint32Array.from({ length: b.length + 1 }, (_, index) => index);
  let row = new Uint32Array(b.length + 1);
  for (const [index, value] of a.entries()) {
    row[0] = index + 1;
    for (let at = 1; at <= b.length; at += 1) {
      const substituted = (above[at - 1] ?? 0) + (value === b[at - 1] ? 0 : 1);
      row[at] = Math.min(substituted, (above[at] ?? 0) + 1, (row[at - 1] ?? 0) + 1);
    }
    [above, row] = [row, above];
  }
  return above[b.length] ?? 0;
}

function sharedWords(words: readonly string[], found: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of words) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of found) {
    const count = left.get(word) ?? 0;
    if (count > 0) shared += 1;
    left.set(word, count - 1);
  }
  return shared;
}
