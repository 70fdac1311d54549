import { classBit } from './lexicon.js';
import type { Tokens } from './tokenize.js';
import type { WordInfo } from './word-table.js';

/** Stretches of capitalised words, which names mostly are: for each token the borders (half-open) of the one it is in, or -1. */
export interface Runs {
  /** Capitals, initials, `&` and hyphens between them. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The same, joined by `of`, `the`, `and`, `de` and the like. */
  readonly wideStarts: Int32Array;
  readonly wideEnds: Int32Array;
}

const legalSuffix = classBit('legalSuffix');
const connectors = new Set([
  'of',
  'the',
  'and',
  'for',
  'de',
  'la',
  'del',
  'der',
  'von',
  'van',
  'di',
  'du',
  'des',
  'on',
  'in',
  'at',
  'al',
  'el',
  'bin',
  'ibn',
  'y',
  'e',
]);
const glue = new Set(['&', '-', '–', '/', '+']);

export function findRuns({ words, gaps }: Tokens, infos: readonly WordInfo[]): Runs {
  const count = words.length;
  const [starts, ends, wideStarts, wideEnds] = [0, 0, 0, 0].map(() => new Int32Array(count).fill(-1)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  let index = 0;
  while (index < count) {
    if (!infos[index]!.isCapital) {
      index++;
      continue;
    }
    const stop = runEnd(index, words, gaps, infos);
    starts.fill(index, index, stop);
    ends.fill(stop, index, stop);
    index = stop;
  }
  joinRuns(words, gaps, starts, ends, wideStarts, wideEnds);
  return { starts, ends, wideStarts, wideEnds };
}

function runEnd(start: number, words: readonly string[], gaps: Uint8Array, infos: readonly WordInfo[]): number {
  let at = start + 1;
  while (at < words.length && gaps[at]! < 2) {
    const word = words[at]!;
    if (infos[at]!.isCapital) {
      at++;
      continue;
    }
    const next = at + 1 < words.length && gaps[at + 1]! < 2 && infos[at + 1]!.isCapital;
    if (!next) break;
    const afterInitial = word === '.' && gaps[at] === 0 && words[at - 1]!.length <= 2;
    const beforeSuffix = word === ',' && (infos[at + 1]!.classes & legalSuffix) !== 0;
    if (!glue.has(word) && !afterInitial && !beforeSuffix) break;
    at += 2;
  }
  return at;
}

function joinRuns(
  words: readonly string[],
  gaps: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  wideStarts: Int32Array,
  wideEnds: Int32Array,
): void {
  let index = 0;
  while (index < words.length) {
    if (starts[index] !== index) {
      index++;
      continue;
    }
    let stop = ends[index]!;
    for (let gap = 1; gap <= 2 && stop + gap < words.length; gap++) {
      if (gaps[stop + gap - 1]! > 1 || !connectors.has(words[stop + gap - 1]!)) break;
      if (starts[stop + gap] === stop + gap && gaps[stop + gap]! < 2) {
        stop = ends[stop + gap]!;
        gap = 0;
      }
    }
    wideStarts.fill(index, index, stop);
    wideEnds.fill(stop, index, stop);
    index = stop;
  }
}

/** Where in a run: alone, first, last or between. */
export function positionIn(index: number, start: number, stop: number): number {
  if (stop - start === 1) return 0;
  return index === start ? 1 : index === stop - 1 ? 2 : 3;
}
