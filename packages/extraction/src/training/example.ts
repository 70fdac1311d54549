import { Context, mostContextRows } from '../tagger/context.js';
import type { Lexicon } from '../tagger/lexicon.js';
import { segmentStarts } from '../tagger/segment.js';
import { tokenize } from '../tagger/tokenize.js';
import { distanceSeeds, type WordInfo, type WordTable, wordFeatures } from '../tagger/word-table.js';
import { allowedLabels } from './allowed-labels.js';
import type { AnnotatedText } from './annotated-text.js';

/** A document ready for training: its features are computed once and kept. */
export interface Example {
  readonly id: string;
  readonly context: Context;
  readonly allowed: Int32Array;
  readonly weight: number;
  readonly sentences: readonly (readonly [from: number, to: number])[];
  /** Hashes of context features; those of token t are `rows[rowStarts[t] .. rowStarts[t + 1]]`. */
  readonly rows: Int32Array;
  readonly rowStarts: Int32Array;
}

/** How far a set is trusted, relative to one annotated by hand with our own idea of a name. */
export const sourceWeights: Readonly<Record<string, number>> = {
  'cuad-weak': 0.5,
  litbank: 0.4,
  gum: 0.5,
  'sec-filings': 0.4,
};

export function makeExample(row: AnnotatedText, table: WordTable, lexicon: Lexicon, keep: () => boolean): Example {
  const context = new Context(tokenize(row.text), table, lexicon);
  const allowed = allowedLabels(row, context);
  const starts = [...segmentStarts(context.tokens), context.infos.length];
  const sentences = starts.slice(0, -1).map((from, at) => [from, starts[at + 1]!] as const);
  const buffer = new Int32Array(mostContextRows);
  const rows: number[] = [];
  const rowStarts = new Int32Array(context.infos.length + 1);
  for (const [from, to] of sentences) {
    for (let index = from; index < to; index++) {
      rowStarts[index] = rows.length;
      const count = context.features(index, from, to, buffer);
      for (let at = 0; at < count; at++) rows.push(buffer[at]!);
    }
  }
  rowStarts[context.infos.length] = rows.length;
  return {
    id: row.id,
    context,
    allowed,
    weight: sourceWeights[row.source] ?? 1,
    sentences: row.weak === true ? sentences.filter(([from, to]) => teaches(allowed, from, to) || keep()) : sentences,
    rows: Int32Array.from(rows),
    rowStarts,
  };
}

/** A sentence of a weak text is worth its time when a name in it is marked. */
function teaches(allowed: Int32Array, from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (allowed[index] !== 1 && (allowed[index]! & 1) === 0) return true;
  return false;
}

/** Row hashes of a word at each distance, computed once per word. */
export class WordRows {
  private readonly known = new Map<WordInfo, readonly Int32Array[]>();

  of(info: WordInfo): readonly Int32Array[] {
    let rows = this.known.get(info);
    if (rows === undefined) this.known.set(info, (rows = distanceSeeds.map((_, distance) => wordFeatures(info, distance))));
    return rows;
  }
}
