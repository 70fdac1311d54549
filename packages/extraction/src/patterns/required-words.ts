/** Letters in a row of which any match of a pattern contains one. */
export type Clause = readonly string[];

/** What is known of a part of a pattern: the strings it stands for, where they are few, and what any match contains besides. */
interface Part {
  readonly exact?: Clause;
  readonly clauses: readonly Clause[];
}

/** Strings a part may stand for before they are no longer spelt out. */
const mostStrings = 120;
/** Characters looked for: no more tell more. */
const longestWord = 14;
/** Characters of a class, such as `[Pp]`, before it counts as any character. */
const mostOfClass = 6;
const empty: Part = { exact: [''], clauses: [] };
const anything: Part = { clauses: [] };

/**
 * What every match of a pattern contains: of each clause at least one string, the most telling clause first. A text that lacks all strings of a clause
 * holds no match, and the pattern need not be tried on it (the idea of Russ Cox' index for Google Code Search, 2012). With the flag `i` strings are small.
 */
export function requiredWords({ source, ignoreCase }: RegExp): Clause[] {
  const reader = new PatternReader(ignoreCase ? source.replaceAll(/\\.|\p{Lu}/gu, small) : source);
  const whole = close(reader.alternatives());
  return whole.clauses.map(shortened).sort((a, b) => weightOf(b) - weightOf(a));
}

/** What begins alike is looked for once: a finder of whole phrases would take longer to build than it saves. */
function shortened(clause: Clause): Clause {
  return [...new Set(clause.map((word) => word.slice(0, longestWord)))];
}

function small(part: string): string {
  return part.length > 1 ? part : part.toLowerCase();
}

/** Long strings are rare, and so is one of few. */
function weightOf(clause: Clause): number {
  return Math.min(...clause.map((word) => word.length)) * 1000 - clause.length;
}

/** A part whose strings become one of its clauses. */
function close({ exact, clauses }: Part): Part {
  return { clauses: exact === undefined || exact.some((word) => word === '') ? clauses : [...clauses, exact] };
}

function oneOf(parts: readonly Part[]): Part {
  if (parts.length === 1) return parts[0] ?? empty;
  const strings = parts.flatMap(({ exact }) => exact ?? []);
  if (parts.every(({ exact }) => exact !== undefined) && strings.length <= mostStrings)
    return { exact: [...new Set(strings)], clauses: [] };
  const best = parts.map((part) => [...close(part).clauses].sort((a, b) => weightOf(b) - weightOf(a))[0]);
  return { clauses: best.every((clause) => clause !== undefined) ? [[...new Set(best.flat())]] : [] };
}

/** Joins parts that follow one another. */
class Sequence {
  #exact: Clause = [''];
  #isWhole = true;
  readonly #clauses: Clause[] = [];

  add({ exact, clauses }: Part): void {
    this.#clauses.push(...clauses);
    if (exact !== undefined && exact.length * this.#exact.length <= mostStrings) {
      this.#exact = this.#exact.flatMap((left) => exact.map((right) => left + right));
      return;
    }
    this.#flush();
    this.#exact = exact ?? [''];
  }

  read(): Part {
    if (this.#isWhole) return { exact: this.#exact, clauses: this.#clauses };
    this.#flush();
    return { clauses: this.#clauses };
  }

  #flush(): void {
    this.#isWhole = false;
    this.#clauses.push(...close({ exact: this.#exact, clauses: [] }).clauses);
  }
}

/** Reads the source of a regular expression; what it does not know may be anything. */
class PatternReader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  alternatives(): Part {
    const parts: Part[] = [];
    let sequence = new Sequence();
    while (this.#at < this.#source.length && this.#source[this.#at] !== ')') {
      if (this.#source[this.#at] === '|') {
        this.#at++;
        parts.push(sequence.read());
        sequence = new Sequence();
      } else sequence.add(this.#repeated(this.#one()));
    }
    return oneOf([...parts, sequence.read()]);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #one(): Part {
    const group = this.#take(/\((?:\?(?:<?[=!]|:|<\w+>))?/y);
    if (group !== undefined) return this.#group(group);
    const set = this.#take(/\[(?:\\.|[^\]\\])*\]/y);
    if (set !== undefined) return characters(set.slice(1, -1));
    const escaped = this.#take(/\\(?:[pPu]\{[^}]*\}|k<\w+>|u[\da-f]{4}|.)/iy);
    if (escaped !== undefined) return escapedPart(escaped);
    const character = this.#take(/[\s\S]/uy) ?? '';
    if (character === '^' || character === '$') return empty;
    return character === '.' ? anything : { exact: [character], clauses: [] };
  }

  #group(opening: string): Part {
    const inner = this.alternatives();
    this.#at++;
    if (opening.endsWith('!')) return empty;
    // What is looked at has no width: it must be there, and what follows still comes right after what was before.
    return opening.endsWith('=') ? { exact: [''], clauses: close(inner).clauses } : inner;
  }

  #repeated(part: Part): Part {
    const times = this.#take(/(?:[*+?]|\{\d+(?:,\d*)?\})\??/y);
    if (times === undefined || times.startsWith('{1}')) return part;
    if (times.startsWith('?')) return part.exact === undefined ? anything : { exact: [...new Set([...part.exact, ''])], clauses: [] };
    return /^(?:\*|\{0)/.test(times) ? anything : close(part);
  }
}

function characters(set: string): Part {
  if (set.startsWith('^')) return anything;
  const found: string[] = [];
  for (const [part] of set.matchAll(/\\(?:[pPu]\{[^}]*\}|u[\da-f]{4}|.)|[\s\S]-[\s\S]|[\s\S]/giu)) {
    const exact = part.length > 1 && !part.startsWith('\\') ? undefined : part.length === 1 ? [part] : escapedPart(part).exact;
    if (exact === undefined) return anything;
    found.push(...exact);
  }
  return found.length > mostOfClass ? anything : { exact: [...new Set(found)], clauses: [] };
}

const controls: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v' };

function escapedPart(escaped: string): Part {
  const mark = escaped.slice(1);
  if (mark === 'b' || mark === 'B') return empty;
  const control = controls[mark];
  if (control !== undefined) return { exact: [control], clauses: [] };
  return mark.length === 1 && !/[\p{L}\p{N}]/u.test(mark) ? { exact: [mark], clauses: [] } : anything;
}
