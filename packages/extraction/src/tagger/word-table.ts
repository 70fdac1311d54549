import { hashPair, hashText, lowerHash } from './hash.js';
import { classBit, jointClasses, type Lexicon, wordClasses } from './lexicon.js';
import { companyOf, habitOf, meaningOf } from './word-knowledge.js';

/** What a word says by itself, whatever stands around it: computed once per different word. */
export interface WordInfo {
  readonly text: string;
  readonly lower: string;
  readonly lowerHash: number;
  /** Hash of the shape with runs collapsed: `Xx`, `X.`, `d-d`. */
  readonly shape: number;
  /** Bits of `wordClasses`. */
  readonly classes: number;
  /** The classes that are told apart jointly. */
  readonly joint: number;
  /** Large groups the word belongs to by meaning and by company; -1 when it is not known. */
  readonly meaning: number;
  readonly company: number;
  /** What the word's knowledge says, for features of its own; 0 when it is not known. */
  readonly knowledge: number;
  readonly isCapital: boolean;
  readonly isAllCapital: boolean;
  /** Base hashes of the features at distance 0, 1, 2 and 3. */
  readonly own: Int32Array;
  readonly near: Int32Array;
  readonly far: Int32Array;
  readonly beyond: Int32Array;
  /** Summed weights of those features at distances 0, -1, +1, -2, +2, -3, +3; filled by the tagger when first needed. */
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
  const joint = classes & jointClasses;
  const knowledge = lexicon.knowledge.lookup(lowered);
  const theme = lexicon.knowledge.theme(lowered);
  const isAllCapital = /^\p{Lu}[\p{Lu}\p{N}.&]+$/u.test(text);
  const isCapital = /^\p{Lu}/u.test(text) || (/\p{Lu}/u.test(text) && text.length > 1);
  return {
    text,
    lower,
    lowerHash: lowered,
    shape,
    classes,
    joint,
    meaning: knowledge === 0 ? -1 : meaningOf(knowledge) >> 5,
    company: knowledge === 0 ? -1 : companyOf(knowledge) & 63,
    knowledge,
    isCapital,
    isAllCapital,
    own: Int32Array.from(new Set([...ownFeatures(text, lower, lowered, shape, classes), ...knownFeatures(knowledge, theme, shape)])),
    near: Int32Array.of(
      lowered,
      hashText(lower.slice(-3), 21),
      shape,
      hashPair(22, joint, 0),
      hashPair(23, joint, shape),
      hashText(lower.slice(0, 4), 24),
      ...knownFeatures(knowledge, theme, shape),
    ),
    far: Int32Array.of(lowered, hashPair(23, joint, shape), ...groupFeatures(knowledge)),
    beyond: Int32Array.of(lowered, ...groupFeatures(knowledge)),
    scores: undefined,
  };
}

function ownFeatures(text: string, lower: string, lowered: number, shape: number, classes: number): number[] {
  const joint = classes & jointClasses;
  const rows = [hashText(text, 1), lowered, shape, hashText(shapeOf(text), 6), hashPair(22, joint, 0), hashPair(23, joint, shape), 991];
  for (let size = 1; size <= 5; size++) {
    rows.push(hashText(text.slice(0, size), 10 + size), hashText(lower.slice(-size), 30 + size));
    if (size >= 2) rows.push(hashText(lower.slice(0, size), 50 + size), hashPair(60 + size, hashText(lower.slice(-size), 1), shape));
  }
  for (let bit = 0; bit < wordClasses.length; bit++) if ((classes >> bit) & 1) rows.push(hashPair(40, bit, 0), hashPair(41, bit, shape));
  const padded = `^${lower}$`;
  for (let at = 0; at + 3 <= padded.length && at < 12; at++) rows.push(hashText(padded.slice(at, at + 3), 8));
  if (/\d/.test(text)) rows.push(hashText(text.replaceAll(/\d/g, '0'), 9));
  return rows;
}

function knownFeatures(knowledge: number, theme: number, shape: number): number[] {
  if (knowledge === 0) return [hashPair(70, 0, shape)];
  const meaning = meaningOf(knowledge);
  const company = companyOf(knowledge);
  const habit = habitOf(knowledge);
  return [
    hashPair(71, meaning, 0),
    hashPair(72, meaning >> 5, 0),
    hashPair(73, meaning >> 5, shape),
    hashPair(74, company, 0),
    hashPair(75, company & 255, 0),
    hashPair(76, company & 63, shape),
    hashPair(77, company & 15, 0),
    hashPair(80, theme, 0),
    hashPair(81, theme, shape),
    hashPair(78, habit, 0),
    hashPair(79, habit, shape),
  ];
}

function groupFeatures(knowledge: number): number[] {
  return knowledge === 0 ? [] : [hashPair(72, meaningOf(knowledge) >> 5, 0), hashPair(75, companyOf(knowledge) & 255, 0)];
}

function classesOf(lower: string, { words }: Lexicon): number {
  const direct = words.get(lowerHash(lower));
  if (lower.includes('.') && lower.length > 2) return direct | words.get(lowerHash(lower.replaceAll('.', '')));
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
export const distanceSeeds = [200, 201, 202, 203, 204, 205, 206] as const;

export function wordFeatures(info: WordInfo, distance: number): Int32Array {
  const seed = distanceSeeds[distance]!;
  const base = distance === 0 ? info.own : distance <= 2 ? info.near : distance <= 4 ? info.far : info.beyond;
  return base.map((hash) => hashPair(seed, hash, distance));
}
