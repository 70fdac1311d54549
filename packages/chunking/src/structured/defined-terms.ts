/** A bracket that defines names: `(the "Company")`, `(hereinafter referred to as "Buyer" or the "Purchaser")`. Offsets half-open, brackets included. */
export interface DefiningBracket {
  readonly start: number;
  readonly end: number;
  readonly names: readonly string[];
}

const bracket = /\([^()]{0,300}?["“][^()]{1,300}?["”][^()]{0,200}?\)/gu;
const quoted = /["“]([^"“”]{1,80})["”]/gu;
/** `, hereinafter called "Buyer",` without brackets. */
const hereinafter = /\b(?:hereinafter|hereafter|herein)\b[^.;()"“]{0,50}["“]([^"“”]{1,80})["”]/giu;

/** Defining brackets and phrases between two offsets, in order. */
export function definedTerms(text: string, start: number, end: number): readonly DefiningBracket[] {
  const stretch = text.slice(start, end);
  const brackets = [...stretch.matchAll(bracket)].map((found) => ({
    start: start + found.index,
    end: start + found.index + found[0].length,
    names: namesIn(found[0]),
  }));
  const phrases = [...stretch.matchAll(hereinafter)]
    .map((found) => ({ start: start + found.index, end: start + found.index + found[0].length, names: [tidy(found[1] as string)] }))
    .filter((phrase) => !brackets.some((other) => phrase.start >= other.start && phrase.start < other.end));
  return [...brackets, ...phrases].sort((a, b) => a.start - b.start);
}

function namesIn(text: string): readonly string[] {
  // `together the "Parties"` names all of them, so none.
  if (/\b(?:collectively|together|jointly|each)\b/i.test(text)) return [];
  return [...text.matchAll(quoted)].map((found) => tidy(found[1] as string));
}

function tidy(name: string): string {
  return name
    .replace(/\s+/g, ' ')
    .replace(/[.,;]+$/, '')
    .trim();
}
