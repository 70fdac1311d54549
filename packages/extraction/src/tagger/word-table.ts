import { hashPair, hashText } from './hash.js';
import { classBit, type Lexicon, lowerHash } from './lexicon.js';

/** What a word says by itself, whatever stands around it: computed once per different word. */
export interface WordInfo {
  readonly text: string;
  readonly lower: string;
  readonly lowerHash: number;
  /** Hash of the shape with runs collapsed: `Xx`, `X.`, `d-d`. */
  readonly shape: number;
  /** Bits of `wordClasses`. */
  readonly classes: number;
  readonly isCapital: boolean;
  readonly isAllCapital: boolean;
  /** Base hashes of the features at distance 0, 1 and 2. */
  readonly own: Int32Array;
  readonly near: Int32Array;
  readonly far: Int32Array;
  /** Summed weights of those features at distances 0, -1, +1, -2, +2; filled by the tagger when first needed. */
  scores: Float32Array | undefined;
}

const honorific = classBit('honorific');
/** Words kept before the table starts anew: bounds memory at some tens of MB whatever passes through. */
const capacity = 60_000;

/** Remembers the analysis of words. Bounded; its content never changes a result, only the time taken. */
export class WordTable {
  private readonly known = new Map<string, WordInfo>();
  private readonly lexicon: Lexicon;

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
  }

  lookup(word: string): WordInfo {
    const found = this.known.get(word);
    if (found !== undefined) return found;
    if (this.known.size >= capacity) this.known.clear();
    const info = analyse(word, this.lexicon);
    this.known.set(word, info);
    return info;
  }
}

function analyse(text: string, lexicon: Lexicon): WordInfo {
  const lower = text.toLowerCase();
  const classes = classesOf(lower, lexicon);
  const shapeText = collapse(shapeOf(text));
  const lowered = lowerHash(lower);
  const shape = hashText(shapeText, 5);
  const isAllCapital = /^\p{Lu}[\p{Lu}\p{N}.&]+$/u.test(text);
  const isCapital = /^\p{Lu}/u.test(text) || (/\p{Lu}/u.test(text) && text.length > 1);
  return {
    text,
    lower,
    lowerHash: lowered,
    shape,
    classes,
    isCapital,
    isAllCapital,
    own: ownFeatures(text, lower, lowered, shape, classes),
    near: Int32Array.of(
      lowered,
      hashText(lower.slice(-3), 21),
      shape,
      hashPair(22, classes, 0),
      hashPair(23, classes, shape),
      hashText(lower.slice(0, 4), 24),
    ),
    far: Int32Array.of(lowered, hashPair(23, classes, shape)),
    scores: undefined,
  };
}

function ownFeatures(text: string, lower: string, lowered: number, shape: number, classes: number): Int32Array {
  const rows = [hashText(text, 1), lowered, shape, hashText(shapeOf(text), 6), hashPair(22, classes, 0), hashPair(23, classes, shape), 991];
  for (let size = 1; size <= 5; size++) {
    rows.push(hashText(text.slice(0, size), 10 + size), hashText(lower.slice(-size), 30 + size));
    if (size >= 2) rows.push(hashText(lower.slice(0, size), 50 + size), hashPair(60 + size, hashText(lower.slice(-size), 1), shape));
  }
  for (let bit = 0; bit < 20; bit++) if ((classes >> bit) & 1) rows.push(hashPair(40, bit, 0), hashPair(41, bit, shape));
  const padded = `^${lower}$`;
  for (let at = 0; at + 3 <= padded.length && at < 12; at++) rows.push(hashText(padded.slice(at, at + 3), 8));
  if (/\d/.test(text)) rows.push(hashText(text.replaceAll(/\d/g, '0'), 9));
  return Int32Array.from(new Set(rows));
}

function classesOf(lower: string, { words }: Lexicon): number {
  const direct = words.get(lower) ?? 0;
  if (/\./.test(lower) && lower.length > 2) return direct | (words.get(lower.replaceAll('.', '')) ?? 0);
  return /^(?:mr|mrs|ms|dr|messrs)$/.test(lower) ? direct | honorific : direct;
}

function shapeOf(text: string): string {
  return text
    .slice(0, 14)
    .replaceAll(/\p{Lu}/gu, 'X')
    .replaceAll(/\p{Ll}/gu, 'x')
    .replaceAll(/[\p{L}\p{M}]/gu, (letter) => (letter === 'X' || letter === 'x' ? letter : 'o'))
    .replaceAll(/\d/g, 'd');
}

function collapse(shape: string): string {
  return shape.replaceAll(/(.)\1+/g, '$1$1');
}

/** Name spaces of the word features by distance, in the order of `WordInfo.scores`. */
export const distanceSeeds = [200, 201, 202, 203, 204] as const;

export function wordFeatures(info: WordInfo, distance: number): Int32Array {
  const seed = distanceSeeds[distance]!;
  const base = distance === 0 ? info.own : distance <= 2 ? info.near : info.far;
  return base.map((hash) => hashPair(seed, hash, distance));
}
