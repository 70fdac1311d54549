import { remembered } from './remembered.js';

/** Three rows of the table of distances, kept from one comparison to the next: millions of pairs are compared. */
let rows = makeRows(64);

function makeRows(length: number): [Int32Array, Int32Array, Int32Array] {
  return [new Int32Array(length), new Int32Array(length), new Int32Array(length)];
}

/**
 * Edits (insert, delete, replace, swap of neighbours) that turn one word into the other, counted up to `limit`;
 * `limit + 1` means more. Time is |a| × |b| with short words in mind.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  if (b.length >= rows[0].length) rows = makeRows(b.length * 2);
  let [beforePrevious, previous, row] = rows;
  for (let j = 0; j <= b.length; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const letter = a.charCodeAt(i - 1);
    const letterBefore = i > 1 ? a.charCodeAt(i - 2) : -1;
    row[0] = i;
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (letter === other ? 0 : 1));
      if (j > 1 && letter === b.charCodeAt(j - 2) && letterBefore === other) cost = Math.min(cost, beforePrevious[j - 2]! + 1);
      row[j] = cost;
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    [beforePrevious, previous, row] = [previous, row, beforePrevious];
  }
  return Math.min(previous[b.length]!, limit + 1);
}

/** Edits that a word may carry and still be a slip: none below 4 letters or where a letter is a syllable, one to 7 letters, then two. */
export function slipsAllowed(word: string): number {
  if (word.length < 4 || !/^[a-z0-9]+$/.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/**
 * The sound of a word, roughly: letters that are spelt for one another fall together, vowels after the first go.
 * Used as a blocking key and to accept transliterations (`Sergei`, `Sergej`, `Sergey`).
 */
export const soundKey = remembered((word) => {
  const spelled = word
    .replaceAll(/ph/g, 'f')
    .replaceAll(/sch|sh|ch|tch|cz|tsch/g, 's')
    .replaceAll(/zh/g, 'j')
    .replaceAll(/kh|gh/g, 'h')
    .replaceAll(/ck|q|x|c/g, 'k')
    .replaceAll(/w/g, 'v')
    .replaceAll(/z/g, 's')
    .replaceAll(/[yj]/g, 'i');
  const first = spelled[0] ?? '';
  const rest = spelled.slice(1).replaceAll(/[aeiouh]/g, '');
  return (isVowel(first) ? 'a' : first) + rest.replaceAll(/(.)\1+/g, '$1');
});

function isVowel(letter: string): boolean {
  return 'aeiou'.includes(letter);
}
