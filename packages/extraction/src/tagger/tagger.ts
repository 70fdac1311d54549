import { PairJudge } from '../relations/pair-judge.js';
import { findStretches, type Stretch } from './candidates.js';
import { Context } from './context.js';
import { DocumentHints } from './document-hints.js';
import { begin, labelCount, mayEnd, outside, partOf, single, type TagType, tagTypes, typeOf } from './labels.js';
import { Lattice } from './lattice.js';
import { parseLexicon } from './lexicon.js';
import { decodeModel, type Model } from './model.js';
import { recase } from './recase.js';
import { Scorer } from './scorer.js';
import { longestSegment, segmentStarts } from './segment.js';
import { tokenize } from './tokenize.js';
import { unscan } from './unscan.js';
import { WordTable } from './word-table.js';

export type { TagType } from './labels.js';

/** A name the tagger found. Offsets are half-open indices into the text given. */
export interface Tag {
  readonly start: number;
  readonly end: number;
  readonly type: TagType;
  /** 0 to 1, calibrated on texts the model was not trained on. */
  readonly confidence: number;
}

export interface Tagger {
  /** Names of a text, ascending, none overlapping. Same text, same names. */
  tag(text: string): Tag[];
  /** The judge of pairs that came with the model. */
  readonly relations?: PairJudge;
}

/** Makes a tagger from the bytes of a model file. Throws `ModelError` when they are none of this version. */
export function loadTagger(file: Uint8Array): Tagger {
  return taggerOf(decodeModel(file));
}

export function taggerOf(model: Model): Tagger {
  const lexicon = parseLexicon(model.lexicon, model.words);
  const table = new WordTable(lexicon);
  const scorer = new Scorer(model);
  const lattice = new Lattice(longestSegment);
  lattice.setTransitions(model.transitions);
  const parts = { model, scorer, lattice };
  return {
    ...(model.relations === undefined ? {} : { relations: new PairJudge(model.relations) }),
    tag(text) {
      const tokens = unscan(tokenize(text), lexicon);
      const starts = segmentStarts(tokens);
      starts.push(tokens.words.length);
      const context = new Context(recase(tokens, starts, lexicon), table, lexicon);
      const stretches = findStretches(context, starts);
      const scores = new Float32Array(stretches.reduce((sum, { start, end }) => sum + end - start, 0) * labelCount);
      const hints = firstPass(context, stretches, scores, parts);
      const tags: Tag[] = [];
      let offset = 0;
      for (const stretch of stretches) {
        const size = (stretch.end - stretch.start) * labelCount;
        lattice.emissions.set(scores.subarray(offset, offset + size));
        offset += size;
        scorer.addHints(context, hints, stretch, lattice.emissions);
        tagStretch(context, stretch, parts, tags);
      }
      return tags;
    },
  };
}

interface Parts {
  readonly model: Model;
  readonly scorer: Scorer;
  readonly lattice: Lattice;
}

/** Scores every stretch, keeps the scores, and sums what they say of each word. */
function firstPass(context: Context, stretches: readonly Stretch[], scores: Float32Array, { scorer, lattice }: Parts): Int32Array {
  const hints = new DocumentHints(context.infos.length);
  const marginals = new Float64Array(labelCount);
  let offset = 0;
  for (const stretch of stretches) {
    const length = stretch.end - stretch.start;
    scorer.score(context, stretch, scores, offset);
    lattice.emissions.set(scores.subarray(offset, offset + length * labelCount));
    offset += length * labelCount;
    lattice.forwardBackward(length);
    for (let at = 0; at < length; at++) {
      lattice.marginals(at, marginals);
      hints.add(context, stretch.start + at, marginals);
    }
  }
  return hints.read(context);
}

function tagStretch(context: Context, { start: from, end: to }: Stretch, { model, lattice }: Parts, tags: Tag[]): void {
  const path = new Uint8Array(to - from);
  lattice.viterbi(to - from, model.transitions, path);
  if (path.every((label) => label === outside)) return;
  lattice.forwardBackward(to - from);
  const marginals = new Float64Array(labelCount);
  const { starts, ends } = context.tokens;
  for (let at = 0; at < path.length; at++) {
    const label = path[at]!;
    if (label === outside || (partOf(label) !== begin && partOf(label) !== single)) continue;
    let lowest = 1;
    let stop = at;
    for (; ; stop++) {
      lattice.marginals(stop, marginals);
      lowest = Math.min(lowest, marginals[path[stop]!]!);
      if (mayEnd(path[stop]!)) break;
    }
    const type = tagTypes[typeOf(label)]!;
    tags.push({ start: starts[from + at]!, end: ends[from + stop]!, type, confidence: calibrate(lowest, model.calibration) });
    at = stop;
  }
}

/** Interpolates between the measured points; the raw value is the lowest marginal of the name's tokens. */
export function calibrate(raw: number, points: Model['calibration']): number {
  let left: readonly [number, number] = [0, 0];
  for (const right of [...points, [1, 1] as const]) {
    if (raw <= right[0]) {
      const span = right[0] - left[0];
      return span === 0 ? right[1] : left[1] + ((raw - left[0]) / span) * (right[1] - left[1]);
    }
    left = right;
  }
  return 1;
}
