import { remembered } from './remembered.js';

/**
 * Edits (insert, delete, replace, swap of neighbours) that turn one word into the other, counted up to `limit`;
 * `limit + 1` means more. Time is |a| × |b| with short words in mind.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforePrevious[j - 2] ?? 0) + 1);
      row.push(cost);
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    [beforePrevious, previous] = [previous, row];
  }
  return Math.min(previous[b.length] ?? 0, limit + 1);
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
