import { findStretches, type Stretch } from '../tagger/candidates.js';
import { Context, mostContextRows } from '../tagger/context.js';
import type { Lexicon } from '../tagger/lexicon.js';
import { recase } from '../tagger/recase.js';
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
  readonly stretches: readonly Stretch[];
  /** Hashes of context features; those of token t are `rows[rowStarts[t] .. rowStarts[t + 1]]`. */
  readonly rows: Int32Array;
  readonly rowStarts: Int32Array;
}

/** What examples are made with. */
export interface ExampleTools {
  readonly table: WordTable;
  readonly lexicon: Lexicon;
  /** Names (`nameKey`) that some set marks as organisations. */
  readonly organizations: ReadonlySet<string>;
}

/** How far a set is trusted, relative to one annotated by hand with our own idea of a name. */
export const sourceWeights: Readonly<Record<string, number>> = {
  'cuad-weak': 0.5,
  litbank: 0.4,
  gum: 0.5,
  'sec-filings': 0.4,
  invented: 0.25,
};

export function makeExample(row: AnnotatedText, { table, lexicon, organizations }: ExampleTools, keep: () => boolean): Example {
  const tokens = tokenize(row.text);
  const starts = [...segmentStarts(tokens), tokens.words.length];
  const context = new Context(recase(tokens, starts, lexicon), table, lexicon);
  const stretches = findStretches(context, starts);
  const isCandidate = new Uint8Array(context.infos.length);
  for (const { start, end } of stretches) isCandidate.fill(1, start, end);
  const allowed = allowedLabels(row, context, isCandidate, organizations);
  const buffer = new Int32Array(mostContextRows);
  const rows: number[] = [];
  const rowStarts = new Int32Array(context.infos.length + 1);
  let next = 0;
  for (const { start, end, from, to } of stretches) {
    rowStarts.fill(rows.length, next, start);
    for (let index = start; index < end; index++) {
      rowStarts[index] = rows.length;
      const count = context.features(index, from, to, buffer);
      for (let at = 0; at < count; at++) rows.push(buffer[at]!);
    }
    next = end;
  }
  rowStarts.fill(rows.length, next);
  return {
    id: row.id,
    context,
    allowed,
    weight: sourceWeights[row.source] ?? 1,
    stretches: row.weak === true ? stretches.filter(({ start, end }) => teaches(allowed, start, end) || keep()) : stretches,
    rows: Int32Array.from(rows),
    rowStarts,
  };
}

/** A stretch of a weak text is worth its time when a name in it is marked. */
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
