import type { Range } from './offset-map.js';

/** What becomes of a hyphen at the end of a line: gone (`agree-|ment`), kept without the line break (`long-|term`), or left alone. */
export type HyphenJoin = 'join' | 'keep-hyphen';

interface Candidate {
  /** Index of the line that ends with the hyphen. */
  readonly line: number;
  readonly left: string;
  readonly right: string;
}

const lineEnd = /(?:^|[^\p{L}\p{N}])(\p{L}[\p{L}\p{M}'’]*(?:-\p{L}+)*)([-\u2010\u00ad])[ \t]*$/u;
// Not the middle of a Hangul syllable, which would merge with the letter before it.
const lineStart = /^[ \t]*(?![\u1160-\u11ff])(\p{L}[\p{L}\p{M}]*)/u;
const word = /\p{L}[\p{L}\p{M}]*(?:-\p{L}+)*/gu;
/** First parts that keep their hyphen in English (common lists of style guides), so `non-|exclusive` stays one hyphenated word. */
const hyphenPrefixes = new Set(
  'all anti co cross ex full half high in long low mid multi non off on one open over post pre pro quasi self semi short single so third two under well'.split(
    ' ',
  ),
);

/**
 * Decides for every line that ends in a hyphen. The document itself is the dictionary: a word that occurs elsewhere joined is joined,
 * one that occurs with its hyphen keeps it, and of two halves that are words of the document each, the hyphen is part of the compound.
 */
export function planHyphenJoins(source: string, lines: readonly Range[]): ReadonlyMap<number, HyphenJoin> {
  const plan = new Map<number, HyphenJoin>();
  const candidates: Candidate[] = [];
  for (let index = 0; index + 1 < lines.length; index++) {
    const ending = trailingHyphen(source, lines[index] as Range);
    if (ending === undefined) continue;
    const following = lines[index + 1] as Range;
    const right = lineStart.exec(source.slice(following.start, Math.min(following.end, following.start + 80)))?.[1];
    if (right === undefined) continue;
    if (ending.hyphen === '\u00ad') plan.set(index, 'join');
    else candidates.push({ line: index, left: ending.word, right });
  }
  if (candidates.length === 0) return plan;
  const known = wordsSeen(source, lines, candidates);
  for (const candidate of candidates) {
    const decision = decide(candidate, known);
    if (decision !== undefined) plan.set(candidate.line, decision);
  }
  return plan;
}

function trailingHyphen(source: string, { start, end }: Range): { readonly word: string; readonly hyphen: string } | undefined {
  const tail = source.slice(Math.max(start, end - 60), end);
  if (!/[-\u2010\u00ad][ \t]*$/.test(tail)) return undefined;
  const found = lineEnd.exec(tail);
  return found === null ? undefined : { word: found[1] as string, hyphen: found[2] as string };
}

function decide({ left, right }: Candidate, known: ReadonlySet<string>): HyphenJoin | undefined {
  const startsUpper = right.charAt(0) !== right.charAt(0).toLowerCase();
  const allUpper = left.length > 1 && left === left.toUpperCase() && right === right.toUpperCase();
  // `Smith-|Jones` is one name; `THE AGREE-|MENT` is one word in capitals; `A-|Level` may be anything.
  if (startsUpper && !allUpper) return left.length > 1 && left.charAt(0) !== left.charAt(0).toLowerCase() ? 'keep-hyphen' : undefined;
  const a = left.toLowerCase();
  const b = right.toLowerCase();
  if (known.has(a + b)) return 'join';
  if (known.has(`${a}-${b}`) || a.includes('-') || hyphenPrefixes.has(a)) return 'keep-hyphen';
  return known.has(a) && known.has(b) && a.length > 2 && b.length > 2 ? 'keep-hyphen' : 'join';
}

/** Which of the words in question the document uses elsewhere: one pass, memory bounded by the number of questions. */
function wordsSeen(source: string, lines: readonly Range[], candidates: readonly Candidate[]): ReadonlySet<string> {
  const asked = new Set<string>();
  for (const { left, right } of candidates) {
    const a = left.toLowerCase();
    const b = right.toLowerCase();
    asked
      .add(a)
      .add(b)
      .add(a + b)
      .add(`${a}-${b}`);
  }
  const seen = new Set<string>();
  const broken = new Set(candidates.map(({ line }) => line));
  lines.forEach(({ start, end }, index) => {
    const words = source.slice(start, end).toLowerCase().match(word) ?? [];
    // Half a word at the end of this line, or at the start of it, is no evidence.
    const last = broken.has(index) ? words.length - 1 : words.length;
    for (let at = broken.has(index - 1) ? 1 : 0; at < last; at++) {
      const found = words[at] as string;
      if (asked.has(found)) seen.add(found);
    }
  });
  return seen;
}
