import type { CleanedText } from '@tributary/contracts';
import { trimRange } from '../cleaning/map-blocks.js';
import type { Range } from '../cleaning/offset-map.js';
import { countTokens } from './count-tokens.js';
import { splitSentences } from './split-sentences.js';

/** What the smallest pieces are, by how good a place their start is to begin a chunk: a higher number is a better one. */
export const breakStrength = { piece: 0, row: 1, sentence: 2, paragraph: 3, table: 4, heading: 5 } as const;

/** The smallest piece that chunks are made of: a heading, sentence, table or (if larger than a chunk) part of one. */
export interface TextAtom extends Range {
  readonly tokens: number;
  readonly strength: number;
  /** Headings only, 1 to 6. */
  readonly level?: number;
}

/** The text as atoms, in order, with nothing but blanks between them; none has more than `maxTokens`. */
export function* textAtoms(cleaned: CleanedText, maxTokens: number): Generator<TextAtom> {
  const { text } = cleaned;
  let from = 0;
  for (const special of specials(cleaned)) {
    if (special.start < from) continue;
    yield* paragraphs(text, from, special.start, maxTokens);
    yield* special.level === undefined ? table(text, special, maxTokens) : heading(text, special, special.level, maxTokens);
    from = special.end;
  }
  yield* paragraphs(text, from, text.length, maxTokens);
}

interface Special extends Range {
  readonly level?: number;
}

/** Headings and tables in order. */
function* specials({ headings, tables }: CleanedText): Generator<Special> {
  let at = 0;
  for (const table of tables) {
    while ((headings[at]?.start ?? Infinity) < table.start) yield headings[at++] as Special;
    yield { start: table.start, end: table.end };
  }
  yield* headings.slice(at);
}

function* heading(text: string, range: Range, level: number, maxTokens: number): Generator<TextAtom> {
  let strength: number = breakStrength.heading + (6 - level) / 6;
  for (const piece of pieces(text, range, maxTokens)) {
    yield { ...piece, strength, level };
    strength = breakStrength.piece;
  }
}

/** A table is one atom if it fits into a chunk, otherwise its rows are. */
function* table(text: string, { start, end }: Range, maxTokens: number): Generator<TextAtom> {
  const range = trimRange(text, start, end);
  const tokens = countTokens(text, range.start, range.end);
  if (tokens <= maxTokens) {
    if (range.end > range.start) yield { ...range, tokens, strength: breakStrength.table };
    return;
  }
  let strength: number = breakStrength.table;
  for (let from = range.start; from < range.end; ) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 || newline > range.end ? range.end : newline;
    for (const piece of pieces(text, trimRange(text, from, to), maxTokens)) {
      yield { ...piece, strength };
      strength = breakStrength.piece;
    }
    strength = breakStrength.row;
    from = to + 1;
  }
}

function* paragraphs(text: string, start: number, end: number, maxTokens: number): Generator<TextAtom> {
  let previousEnd = start;
  let gap = -1;
  for (const sentence of splitSentences(text, start, end)) {
    // Searched once per blank line, not once per sentence: text without any would take quadratic time.
    if (gap < previousEnd && gap < end) gap = nextBlankLine(text, previousEnd);
    let strength: number = previousEnd === start || gap < sentence.start ? breakStrength.paragraph : breakStrength.sentence;
    for (const piece of pieces(text, sentence, maxTokens)) {
      yield { ...piece, strength };
      strength = breakStrength.piece;
    }
    previousEnd = sentence.end;
  }
}

function nextBlankLine(text: string, from: number): number {
  const found = text.indexOf('\n\n', from);
  return found < 0 ? Infinity : found;
}

/** The range itself if it fits, otherwise pieces cut at blanks, otherwise anywhere between two characters. */
function* pieces(text: string, { start, end }: Range, maxTokens: number): Generator<Omit<TextAtom, 'strength'>> {
  const tokens = countTokens(text, start, end);
  if (tokens <= maxTokens) {
    if (end > start) yield { start, end, tokens };
    return;
  }
  for (let from = start; from < end; ) {
    const to = pieceEnd(text, from, end, maxTokens);
    const piece = trimRange(text, from, to);
    if (piece.end > piece.start) yield { ...piece, tokens: countTokens(text, piece.start, piece.end) };
    from = to;
  }
}

/** The furthest end at which a piece still fits: a token has at least one character, so as many characters always do. */
function pieceEnd(text: string, from: number, end: number, maxTokens: number): number {
  let low = Math.min(end, from + maxTokens);
  let high = Math.min(end, from + maxTokens * 8);
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (countTokens(text, from, middle) <= maxTokens) low = middle;
    else high = middle - 1;
  }
  if (low === end) return end;
  const blank = text.slice(from, low).search(/[ \t\n][^ \t\n]*$/);
  if (blank > 0) return from + blank;
  return isInsideCharacter(text, low) && low - 1 > from ? low - 1 : low;
}

/** Between the halves of a surrogate pair. */
function isInsideCharacter(text: string, offset: number): boolean {
  return text.charCodeAt(offset - 1) >> 10 === 0x36 && text.charCodeAt(offset) >> 10 === 0x37;
}
