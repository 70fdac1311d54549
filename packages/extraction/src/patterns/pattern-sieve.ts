import { type Clause, requiredWords } from './required-words.js';
import { WordFinder } from './word-finder.js';

/** Tells which of many patterns may match in a text, by one walk over the text instead of one for each pattern. */
export class PatternSieve {
  readonly #patterns: readonly RegExp[];
  readonly #places: ReadonlyMap<RegExp, number>;

  /** Made for the first text: a process that waits has no use for them. */
  #groups: readonly Group[] | undefined;

  constructor(patterns: readonly RegExp[]) {
    this.#patterns = patterns;
    this.#places = new Map(patterns.map((pattern, index) => [pattern, index]));
  }

  /** The indices of the patterns that may match, ascending. */
  sift(text: string): number[] {
    const marks = this.#marks(text);
    const found: number[] = [];
    for (let index = 0; index < marks.length; index++) if (marks[index] === 1) found.push(index);
    return found;
  }

  /** Asks of single patterns whether they may match. */
  over(text: string): (pattern: RegExp) => boolean {
    const marks = this.#marks(text);
    return (pattern) => marks[this.#places.get(pattern) ?? -1] === 1;
  }

  #marks(text: string): Uint8Array {
    const marks = new Uint8Array(this.#patterns.length);
    this.#groups ??= groupsOf(this.#patterns);
    for (const group of this.#groups) group.mark(text, marks);
    return marks;
  }
}

function groupsOf(patterns: readonly RegExp[]): Group[] {
  const all = patterns.map((pattern, index) => ({ pattern, index }));
  return [true, false].flatMap((ignoreCase) => {
    const own = all.filter(({ pattern }) => pattern.ignoreCase === ignoreCase);
    return own.length === 0 ? [] : [new Group(own, ignoreCase)];
  });
}

interface Sifted {
  readonly index: number;
  /** The words of each clause but the first; that one has brought the pattern up. */
  readonly others: readonly Int32Array[];
}

/** Patterns that mind case, or those that do not. */
class Group {
  readonly #finder: WordFinder;
  /** By word: the patterns that may match where it stands. */
  readonly #raised: readonly (readonly Sifted[])[];
  /** Patterns of which nothing is known. */
  readonly #always: readonly number[];
  /** The walk in which a word was last found. */
  readonly #seen: Int32Array;
  readonly #found: Int32Array;
  #walk = 0;

  constructor(patterns: readonly { readonly pattern: RegExp; readonly index: number }[], ignoreCase: boolean) {
    const required = patterns.map(({ pattern, index }) => ({ index, clauses: requiredWords(pattern) }));
    const words = [...new Set(required.flatMap(({ clauses }) => clauses.flat()))];
    const numbers = new Map(words.map((word, index) => [word, index]));
    const numbered = (clause: Clause): Int32Array => Int32Array.from(clause, (word) => numbers.get(word) ?? 0);
    const raised: Sifted[][] = words.map(() => []);
    for (const { index, clauses } of required) {
      const [first, ...others] = clauses.map(numbered);
      for (const word of first ?? []) raised[word]?.push({ index, others });
    }
    this.#raised = raised;
    this.#always = required.filter(({ clauses }) => clauses.length === 0).map(({ index }) => index);
    this.#finder = new WordFinder(words, ignoreCase);
    this.#seen = new Int32Array(words.length);
    this.#found = new Int32Array(words.length);
  }

  mark(text: string, marks: Uint8Array): void {
    this.#walk++;
    const count = this.#finder.find(text, this.#walk, this.#seen, this.#found);
    for (const index of this.#always) marks[index] = 1;
    for (let place = 0; place < count; place++) {
      const raised = this.#raised[this.#found[place]!]!;
      for (let at = 0; at < raised.length; at++) {
        const { index, others } = raised[at]!;
        if (marks[index] === 0 && this.#hasAll(others)) marks[index] = 1;
      }
    }
  }

  #hasAll(clauses: readonly Int32Array[]): boolean {
    for (let index = 0; index < clauses.length; index++) {
      const clause = clauses[index]!;
      let at = 0;
      while (at < clause.length && this.#seen[clause[at]!] !== this.#walk) at++;
      if (at === clause.length) return false;
    }
    return true;
  }
}
