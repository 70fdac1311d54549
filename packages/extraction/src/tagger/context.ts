import { type DocumentWord, readDocumentWords } from './document-words.js';
import { hashPair } from './hash.js';
import { type Lexicon, longestPhrase, phraseHash, startsPhrase } from './lexicon.js';
import { findRuns, type Runs } from './runs.js';
import type { Tokens } from './tokenize.js';
import type { WordInfo, WordTable } from './word-table.js';

/** Most context features a token has. */
export const mostContextRows = 64;

const none = 0x51ed270b;
const noRows = new Int32Array(0);

/** A text made ready for features: its words analysed, its runs of capitals, its listed phrases and its word counts. */
export class Context {
  readonly infos: readonly WordInfo[];
  readonly tokens: Tokens;
  readonly runs: Runs;
  readonly documentWords: ReadonlyMap<number, DocumentWord>;
  private readonly phrases: Int32Array;
  private readonly lines: Int32Array;

  constructor(tokens: Tokens, table: WordTable, lexicon: Lexicon) {
    this.tokens = tokens;
    this.infos = tokens.words.map((word) => table.lookup(word));
    this.runs = findRuns(tokens, this.infos);
    this.documentWords = readDocumentWords(tokens, this.infos, this.runs);
    this.phrases = findPhrases(this.infos, lexicon);
    this.lines = describeLines(tokens, this.infos);
  }

  /** Writes the hashes of a token's context features and returns how many. `from` and `to` bound its sentence. */
  features(index: number, from: number, to: number, out: Int32Array): number {
    let count = this.neighbours(index, from, to, out);
    if (this.runs.starts[index]! >= 0) count = this.runFeatures(index, out, count);
    count = this.placeFeatures(index, from, out, count);
    count = this.documentFeatures(index, from, out, count);
    return count;
  }

  private neighbours(index: number, from: number, to: number, out: Int32Array): number {
    const { infos } = this;
    const own = infos[index]!;
    const left = index > from ? infos[index - 1] : undefined;
    const right = index + 1 < to ? infos[index + 1] : undefined;
    const left2 = index - 1 > from ? infos[index - 2] : undefined;
    const right2 = index + 2 < to ? infos[index + 2] : undefined;
    const leftWord = left?.lowerHash ?? none;
    const rightWord = right?.lowerHash ?? none;
    const leftShape = left?.shape ?? none;
    const rightShape = right?.shape ?? none;
    let count = 0;
    out[count++] = hashPair(101, leftWord, own.lowerHash);
    out[count++] = hashPair(102, own.lowerHash, rightWord);
    out[count++] = hashPair(103, hashPair(1, leftShape, own.shape), rightShape);
    out[count++] = hashPair(104, left?.classes ?? none, own.classes);
    out[count++] = hashPair(105, own.classes, right?.classes ?? none);
    out[count++] = hashPair(106, left2?.lowerHash ?? none, leftWord);
    out[count++] = hashPair(107, rightWord, right2?.lowerHash ?? none);
    out[count++] = hashPair(108, leftWord, own.shape);
    out[count++] = hashPair(109, rightWord, own.shape);
    out[count++] = hashPair(110, hashPair(1, leftWord, rightWord), own.shape);
    out[count++] = hashPair(111, hashPair(1, left2?.shape ?? none, leftShape), own.shape);
    out[count++] = hashPair(112, hashPair(1, rightShape, right2?.shape ?? none), own.shape);
    return count;
  }

  private runFeatures(index: number, out: Int32Array, before: number): number {
    const { infos, runs } = this;
    const start = runs.starts[index]!;
    const stop = runs.ends[index]!;
    const wideStart = runs.wideStarts[index]!;
    const wideStop = runs.wideEnds[index]!;
    const first = infos[start]!;
    const last = infos[stop - 1]!;
    const place = position(index, start, stop);
    const prior = infos[start - 1]?.lowerHash ?? none;
    const prior2 = infos[start - 2]?.lowerHash ?? none;
    const next = infos[stop]?.lowerHash ?? none;
    const next2 = infos[stop + 1]?.lowerHash ?? none;
    const length = Math.min(stop - start, 6);
    const widePlace = position(index, wideStart, wideStop);
    let count = before;
    out[count++] = hashPair(121, first.lowerHash, place);
    out[count++] = hashPair(122, last.lowerHash, place);
    out[count++] = hashPair(123, prior, place);
    out[count++] = hashPair(124, next, place);
    out[count++] = hashPair(125, length, place);
    out[count++] = hashPair(126, hashPair(1, first.classes, last.classes), place);
    out[count++] = hashPair(127, hashPair(1, prior, next), length);
    out[count++] = hashPair(128, hashPair(1, prior2, prior), place);
    out[count++] = hashPair(129, hashPair(1, next, next2), place);
    out[count++] = hashPair(130, infos[wideStart]!.lowerHash, widePlace);
    out[count++] = hashPair(131, infos[wideStop - 1]!.lowerHash, widePlace);
    out[count++] = hashPair(132, hashPair(1, infos[wideStart]!.classes, infos[wideStop - 1]!.classes), widePlace);
    out[count++] = hashPair(133, hashPair(1, infos[wideStart - 1]?.lowerHash ?? none, infos[wideStop]?.lowerHash ?? none), widePlace);
    out[count++] = hashPair(134, hashPair(1, prior, first.classes), place);
    out[count++] = hashPair(135, hashPair(1, next, last.classes), place);
    out[count++] = hashPair(136, hashPair(1, last.lowerHash, first.lowerHash), length);
    let union = 0;
    for (let at = start; at < stop; at++) union |= infos[at]!.classes;
    out[count++] = hashPair(137, union, place);
    return count;
  }

  private placeFeatures(index: number, from: number, out: Int32Array, before: number): number {
    const own = this.infos[index]!;
    let count = before;
    const phrase = this.phrases[index]!;
    if (phrase !== 0) out[count++] = hashPair(141, phrase, own.isCapital ? 1 : 0);
    out[count++] = hashPair(142, this.lines[index]!, own.shape);
    out[count++] = hashPair(143, index === from ? 1 : 0, hashPair(1, own.classes, own.isCapital ? 1 : 0));
    out[count++] = hashPair(144, this.tokens.gaps[index]!, hashPair(1, own.shape, this.tokens.gaps[index + 1] ?? 3));
    return count;
  }

  private documentFeatures(index: number, from: number, out: Int32Array, before: number): number {
    const own = this.infos[index]!;
    if (!own.isCapital) return before;
    const entry = this.documentWords.get(own.lowerHash);
    if (entry === undefined) return before;
    let count = before;
    const lower = Math.min(entry.lower, 3);
    out[count++] = hashPair(151, lower, index === from ? 1 : 0);
    out[count++] = hashPair(152, lower, hashPair(1, Math.min(entry.capital, 4), own.classes));
    out[count++] = hashPair(153, entry.seen, 0);
    for (let bit = 0; bit < 9; bit++)
      if ((entry.seen >> bit) & 1) out[count++] = hashPair(154, bit, this.runs.ends[index]! - this.runs.starts[index]! > 1 ? 1 : 0);
    return count;
  }

  /** Features of what the rest of the document was first taken to say about the word. */
  hintRows(index: number, hints: Int32Array): Int32Array {
    const hint = hints[index]!;
    if (hint === 0) return noRows;
    const { shape } = this.infos[index]!;
    return Int32Array.of(hashPair(161, hint, 0), hashPair(162, hint & 0xff, shape), hashPair(163, hint & 7, hashPair(1, hint >> 8, shape)));
  }
}

/** Where in a run: alone, first, last or between. */
function position(index: number, start: number, stop: number): number {
  if (stop - start === 1) return 0;
  return index === start ? 1 : index === stop - 1 ? 2 : 3;
}

function findPhrases(infos: readonly WordInfo[], { phrases }: Lexicon): Int32Array {
  const found = new Int32Array(infos.length);
  for (let start = 0; start < infos.length; start++) {
    if (!infos[start]!.isCapital || (infos[start]!.classes & startsPhrase) === 0) continue;
    const hashes = [infos[start]!.lowerHash];
    for (let size = 2; size <= longestPhrase && start + size <= infos.length; size++) {
      hashes.push(infos[start + size - 1]!.lowerHash);
      const bits = phrases.get(phraseHash(hashes));
      if (bits === undefined) continue;
      for (let at = start; at < start + size; at++) found[at] = bits * 4 + position(at, start, start + size);
    }
  }
  return found;
}

/** Per token: is its line short, in capitals, a label (`Name:`), and is the token first or last in it. */
function describeLines({ gaps }: Tokens, infos: readonly WordInfo[]): Int32Array {
  const result = new Int32Array(infos.length);
  let start = 0;
  while (start < infos.length) {
    let stop = start + 1;
    while (stop < infos.length && gaps[stop]! < 2) stop++;
    let capitals = 0;
    let letters = 0;
    for (let at = start; at < stop; at++) {
      if (infos[at]!.isAllCapital) capitals++;
      if (/\p{L}/u.test(infos[at]!.text)) letters++;
    }
    const size = stop - start;
    const kind = (letters > 1 && capitals / letters > 0.7 ? 1 : 0) | (size <= 3 ? 2 : size <= 8 ? 4 : 0);
    const label = size <= 12 && infos[start + 1]?.text === ':' ? infos[start]!.lowerHash & 0xffff : 0;
    for (let at = start; at < stop; at++)
      result[at] = (kind << 2) | (at === start ? 1 : 0) | (at === stop - 1 ? 2 : 0) | (at > start + 1 ? label << 6 : 0);
    start = stop;
  }
  return result;
}
