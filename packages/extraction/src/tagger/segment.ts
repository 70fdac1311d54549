import type { Tokens } from './tokenize.js';

/** Longest sequence tagged at once; beyond it context no longer helps and memory would grow with the text. */
export const longestSegment = 160;

const abbreviations = new Set(
  'mr mrs ms dr prof rev hon sr jr st inc corp co ltd llc no nos vs v gen col lt sgt capt gov sen rep pres dept univ assn bros jan feb mar apr jun jul aug sep sept oct nov dec fig vol ed al etc cf pp p art sec ste ave blvd rd'.split(
    ' ',
  ),
);

/** Starts of sentences, as token indices: an empty line or an end mark followed by a capital ends one; initials and abbreviations do not. */
export function segmentStarts(tokens: Tokens): number[] {
  const { words, gaps } = tokens;
  const starts: number[] = [];
  let last = -longestSegment;
  for (let index = 0; index < words.length; index++) {
    if (index - last >= longestSegment || gaps[index] === 3 || endsSentence(tokens, index - 1)) {
      starts.push(index);
      last = index;
    }
  }
  return starts;
}

function endsSentence({ words, gaps }: Tokens, index: number): boolean {
  const word = words[index];
  if (word === undefined || gaps[index + 1] === 0) return false;
  if (word === '!' || word === '?') return true;
  if (word !== '.') return false;
  const before = words[index - 1] ?? '';
  const next = words[index + 1] ?? '';
  if (before.length === 1 && before >= 'A' && before <= 'Z') return false;
  if (abbreviations.has(before.toLowerCase())) return false;
  return /^[\p{Lu}\p{N}"“‘([]/u.test(next);
}
