import { lowerHash } from './hash.js';
import { HashTable } from './hash-table.js';

/** What large texts say about a word, apart from ours: which words mean the like, which stand where it stands, and how it is written. */
export interface KnownWord {
  readonly word: string;
  /** Group of words with similar neighbours over wide windows: 64 groups of 32. */
  readonly meaning: number;
  /** Another grouping of the same kind, 250 groups at once: where one cuts through like words the other does not. */
  readonly theme: number;
  /** Path in a tree of words with the same neighbours right beside them (Brown et al. 1992), lowest bit first. */
  readonly company: number;
  /** 0 unknown, then 1 (small) to 7 (capital). */
  readonly habit: number;
}

const columnCount = 6;

/** Layout: words by line, sorted; then a zero byte; then the columns, low and high bytes apart, which compresses better. */
export function encodeWords(words: readonly KnownWord[]): Uint8Array {
  const sorted = [...words].sort((a, b) => (a.word < b.word ? -1 : 1));
  const text = Buffer.from(`${sorted.map(({ word }) => word).join('\n')}\0`, 'utf8');
  const data = Buffer.alloc(sorted.length * columnCount);
  for (const [index, { meaning, company, habit, theme }] of sorted.entries()) {
    const bytes = [meaning & 0xff, meaning >> 8, company & 0xff, company >> 8, habit, theme];
    for (let column = 0; column < columnCount; column++) data[column * sorted.length + index] = bytes[column]!;
  }
  return Buffer.concat([text, data]);
}

/** Looks words up by the hash of their small form. */
export class WordKnowledge {
  private readonly places: HashTable;
  private readonly columns: readonly Uint8Array[];

  constructor(encoded: Uint8Array) {
    const stop = Math.max(0, encoded.indexOf(0));
    const text = Buffer.from(encoded.buffer, encoded.byteOffset, stop).toString('utf8');
    const count = encoded.length === 0 ? 0 : (encoded.length - stop - 1) / columnCount;
    this.columns = Array.from({ length: columnCount }, (_, column) =>
      encoded.subarray(stop + 1 + column * count, stop + 1 + (column + 1) * count),
    );
    this.places = new HashTable(count);
    let start = 0;
    for (let index = 0; index < count; index++) {
      const next = text.indexOf('\n', start);
      const end = next < 0 ? text.length : next;
      this.places.put(lowerHash(text, start, end), index + 1);
      start = end + 1;
    }
  }

  /** Meaning, company and habit in one number; 0 when the word is not known. */
  lookup(hash: number): number {
    const index = this.places.get(hash) - 1;
    return index < 0
      ? 0
      : this.at(0, index) |
          (this.at(1, index) << 8) |
          (this.at(2, index) << 12) |
          (this.at(3, index) << 20) |
          (this.at(4, index) << 24) |
          known;
  }

  theme(hash: number): number {
    const index = this.places.get(hash) - 1;
    return index < 0 ? 0 : this.at(5, index);
  }

  private at(column: number, index: number): number {
    return this.columns[column]![index]!;
  }
}

/** Set in the value of every known word, so that none is 0. */
const known = 1 << 30;

/** The parts of a looked-up value. */
export function meaningOf(value: number): number {
  return value & 0xfff;
}

export function companyOf(value: number): number {
  return (value >> 12) & 0xfff;
}

export function habitOf(value: number): number {
  return (value >> 24) & 7;
}
