/** Finds which of many strings stand in a text by one walk over it, however many they are (Aho and Corasick, 1975). */
export class WordFinder {
  /** Characters of the strings as small numbers; 0 for all others. */
  readonly #symbols = new Uint16Array(2 ** 16);
  readonly #width: number;
  /** By state and symbol: twice the place where the next state begins here, and 1 more where strings end in it. */
  readonly #next: Int32Array;
  /** The strings that end in a state. */
  readonly #ends: readonly (Int32Array | undefined)[];

  /** With `ignoreCase` the strings are small and also found in capitals. */
  constructor(words: readonly string[], ignoreCase: boolean) {
    const characters = [...new Set(words.flatMap((word) => word.split('')))];
    for (const [index, character] of characters.entries())
      for (const form of ignoreCase ? formsOf(character) : [character]) this.#symbols[form.charCodeAt(0)] = index + 1;
    this.#width = characters.length + 1;
    const trie = this.#plant(words);
    this.#next = trie.next;
    this.#ends = this.#connect(trie.ends);
  }

  /** Writes the index of every string found into `found`, once, and `mark` at its place in `seen`; returns how many were found. */
  find(text: string, mark: number, seen: Int32Array, found: Int32Array): number {
    const symbols = this.#symbols;
    const next = this.#next;
    let count = 0;
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      state = next[(state >> 1) + symbols[text.charCodeAt(at)]!]!;
      if ((state & 1) === 0) continue;
      const ends = this.#ends[(state >> 1) / this.#width]!;
      for (let index = 0; index < ends.length; index++) {
        const word = ends[index]!;
        if (seen[word] === mark) continue;
        seen[word] = mark;
        found[count++] = word;
      }
    }
    return count;
  }

  #plant(words: readonly string[]): { next: Int32Array; ends: (number[] | undefined)[] } {
    const mostStates = words.reduce((sum, word) => sum + word.length, 1);
    const next = new Int32Array(mostStates * this.#width).fill(-1);
    const ends: (number[] | undefined)[] = [undefined];
    for (const [index, word] of words.entries()) {
      let state = 0;
      for (let at = 0; at < word.length; at++) {
        const place = state * this.#width + this.#symbols[word.charCodeAt(at)]!;
        if (next[place] === -1) {
          next[place] = ends.length;
          ends.push(undefined);
        }
        state = next[place]!;
      }
      (ends[state] ??= []).push(index);
    }
    return { next: next.slice(0, ends.length * this.#width), ends };
  }

  /** Where no string goes on, the state is that of the longest other string that the text may be in. */
  #connect(ends: (number[] | undefined)[]): (Int32Array | undefined)[] {
    const next = this.#next;
    const width = this.#width;
    const fallback = new Int32Array(ends.length);
    const queue = [0];
    for (let place = 0; place < queue.length; place++) {
      const state = queue[place]!;
      for (let symbol = 0; symbol < width; symbol++) {
        const other = state === 0 ? 0 : next[fallback[state]! * width + symbol]!;
        const target = next[state * width + symbol]!;
        if (target === -1) {
          next[state * width + symbol] = other;
          continue;
        }
        fallback[target] = other;
        if (ends[other] !== undefined) ends[target] = [...(ends[target] ?? []), ...ends[other]];
        queue.push(target);
      }
    }
    for (let place = 0; place < next.length; place++) next[place] = next[place]! * width * 2 + (ends[next[place]!] === undefined ? 0 : 1);
    return ends.map((own) => (own === undefined ? undefined : Int32Array.from(own)));
  }
}

/** The characters that a pattern which ignores case takes for the same: with `s` the long s, with `k` the Kelvin sign. */
function formsOf(character: string): string[] {
  const more: Readonly<Record<string, string>> = { s: 'ſ', k: '\u212a' };
  return [character, character.toUpperCase(), ...(more[character] ?? '')].filter((form) => form.length === 1);
}
