import { type DocumentWord, readDocumentWords } from './document-words.js';
import { hashPair } from './hash.js';
import type { Lexicon } from './lexicon.js';
import { describeLines } from './lines.js';
import { findPhrases } from './phrases.js';
import { findRuns, positionIn, type Runs } from './runs.js';
import type { Tokens } from './tokenize.js';
import type { WordInfo, WordTable } from './word-table.js';

/** Most context features a token has. */
export const mostContextRows = 80;

/** Legal forms that are no other words in English. */
const legalForms = new Set([
  'inc',
  'corp',
  'llc',
  'ltd',
  'plc',
  'gmbh',
  'llp',
  'l.l.c.',
  'l.p.',
  'n.a.',
  'lp',
  'corporation',
  'incorporated',
]);
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
  /** 1 where the text names companies by their legal form: a lone surname there is as likely a company as a person. */
  private readonly isBusiness: 0 | 1;

  constructor(tokens: Tokens, table: WordTable, lexicon: Lexicon) {
    this.tokens = tokens;
    this.infos = tokens.words.map((word) => table.lookup(word));
    this.runs = findRuns(tokens, this.infos);
    this.documentWords = readDocumentWords(tokens, this.infos, this.runs);
    this.phrases = findPhrases(this.infos, lexicon);
    this.lines = describeLines(tokens, this.infos);
    this.isBusiness = this.infos.some(({ lower, isCapital }) => isCapital && legalForms.has(lower)) ? 1 : 0;
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
    out[count++] = hashPair(104, left?.joint ?? none, own.joint);
    out[count++] = hashPair(105, own.joint, right?.joint ?? none);
    out[count++] = hashPair(106, left2?.lowerHash ?? none, leftWord);
    out[count++] = hashPair(107, rightWord, right2?.lowerHash ?? none);
    out[count++] = hashPair(108, leftWord, own.shape);
    out[count++] = hashPair(109, rightWord, own.shape);
    out[count++] = hashPair(110, hashPair(1, leftWord, rightWord), own.shape);
    out[count++] = hashPair(111, hashPair(1, left2?.shape ?? none, leftShape), own.shape);
    out[count++] = hashPair(112, hashPair(1, rightShape, right2?.shape ?? none), own.shape);
    out[count++] = hashPair(113, left?.meaning ?? none, own.meaning);
    out[count++] = hashPair(114, own.meaning, right?.meaning ?? none);
    out[count++] = hashPair(115, left?.company ?? none, own.company);
    out[count++] = hashPair(116, own.company, right?.company ?? none);
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
    const place = positionIn(index, start, stop);
    const prior = infos[start - 1]?.lowerHash ?? none;
    const prior2 = infos[start - 2]?.lowerHash ?? none;
    const next = infos[stop]?.lowerHash ?? none;
    const next2 = infos[stop + 1]?.lowerHash ?? none;
    const length = Math.min(stop - start, 6);
    const widePlace = positionIn(index, wideStart, wideStop);
    let count = before;
    out[count++] = hashPair(121, first.lowerHash, place);
    out[count++] = hashPair(122, last.lowerHash, place);
    out[count++] = hashPair(123, prior, place);
    out[count++] = hashPair(124, next, place);
    out[count++] = hashPair(125, length, place);
    out[count++] = hashPair(126, hashPair(1, first.joint, last.joint), place);
    out[count++] = hashPair(127, hashPair(1, prior, next), length);
    out[count++] = hashPair(128, hashPair(1, prior2, prior), place);
    out[count++] = hashPair(129, hashPair(1, next, next2), place);
    out[count++] = hashPair(130, infos[wideStart]!.lowerHash, widePlace);
    out[count++] = hashPair(131, infos[wideStop - 1]!.lowerHash, widePlace);
    out[count++] = hashPair(132, hashPair(1, infos[wideStart]!.joint, infos[wideStop - 1]!.joint), widePlace);
    out[count++] = hashPair(133, hashPair(1, infos[wideStart - 1]?.lowerHash ?? none, infos[wideStop]?.lowerHash ?? none), widePlace);
    out[count++] = hashPair(134, hashPair(1, prior, first.joint), place);
    out[count++] = hashPair(135, hashPair(1, next, last.joint), place);
    out[count++] = hashPair(136, hashPair(1, last.lowerHash, first.lowerHash), length);
    let union = 0;
    for (let at = start; at < stop; at++) union |= infos[at]!.joint;
    out[count++] = hashPair(137, union, place);
    const before1 = infos[start - 1];
    const after1 = infos[stop];
    out[count++] = hashPair(138, first.knowledge, place);
    out[count++] = hashPair(139, last.knowledge, place);
    out[count++] = hashPair(140, before1?.company ?? none, place);
    out[count++] = hashPair(145, after1?.company ?? none, place);
    out[count++] = hashPair(146, hashPair(1, before1?.meaning ?? none, after1?.meaning ?? none), length);
    out[count++] = hashPair(147, hashPair(1, first.company, last.company), length);
    out[count++] = hashPair(149, this.isBusiness, hashPair(1, place, length));
    out[count++] = hashPair(150, this.isBusiness, hashPair(1, first.joint, last.joint));
    out[count++] = hashPair(148, hashPair(1, first.meaning, last.meaning), place);
    return count;
  }

  private placeFeatures(index: number, from: number, out: Int32Array, before: number): number {
    const own = this.infos[index]!;
    let count = before;
    const phrase = this.phrases[index]!;
    if (phrase !== 0) out[count++] = hashPair(141, phrase, own.isCapital ? 1 : 0);
    out[count++] = hashPair(142, this.lines[index]!, own.shape);
    out[count++] = hashPair(143, index === from ? 1 : 0, hashPair(1, own.joint, own.isCapital ? 1 : 0));
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
    out[count++] = hashPair(152, lower, hashPair(1, Math.min(entry.capital, 4), own.joint));
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
