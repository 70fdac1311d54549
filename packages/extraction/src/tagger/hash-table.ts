/**
 * Numbers by 32-bit hash, in two arrays: a Map of a hundred thousand strings would cost four times the memory and most of the time a model
 * takes to load. Two words of the same hash share an entry; among a hundred thousand that is one pair.
 */
export class HashTable {
  private readonly mask: number;
  private readonly keys: Int32Array;
  private readonly values: Int32Array;

  /** Room for `entries`, at most two thirds full. */
  constructor(entries: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(4, entries * 1.5)));
    this.mask = size - 1;
    this.keys = new Int32Array(size);
    this.values = new Int32Array(size);
  }

  /** 0 where nothing was put. */
  get(hash: number): number {
    return this.values[this.placeOf(hash)]!;
  }

  /** Any number but 0. */
  put(hash: number, value: number): void {
    const place = this.placeOf(hash);
    this.keys[place] = hash;
    this.values[place] = value;
  }

  private placeOf(hash: number): number {
    let place = hash & this.mask;
    while (this.values[place] !== 0 && this.keys[place] !== hash) place = (place + 1) & this.mask;
    return place;
  }
}
