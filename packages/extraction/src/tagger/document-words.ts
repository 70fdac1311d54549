import { classBit } from './lexicon.js';
import type { Runs } from './runs.js';
import type { Tokens } from './tokenize.js';
import type { WordInfo } from './word-table.js';

/** What the text as a whole says about a word: how often it is lower-case, and in which company it is seen. */
export interface DocumentWord {
  lower: number;
  capital: number;
  /** Bits of `seen`. */
  seen: number;
}

export const seen = {
  afterHonorific: 1,
  afterFirstName: 2,
  withLegalSuffix: 4,
  afterPlacePreposition: 8,
  beforeSpeech: 16,
  withOrganizationWord: 32,
  abbreviation: 64,
  beforeRegion: 128,
  afterArticle: 256,
} as const;

const honorific = classBit('honorific');
const firstName = classBit('firstName');
const legalSuffix = classBit('legalSuffix');
const organizationWord = classBit('organizationWord');
const region = classBit('region') | classBit('country');
const placePrepositions = new Set(['in', 'at', 'from', 'near', 'to']);
const speech = new Set(['said', 'says', 'told', 'asked', 'stated', 'testified', 'wrote', 'replied', 'added', 'wants', 'thinks']);

export function readDocumentWords(tokens: Tokens, infos: readonly WordInfo[], runs: Runs): ReadonlyMap<number, DocumentWord> {
  const table = new Map<number, DocumentWord>();
  for (let index = 0; index < infos.length; index++) {
    const info = infos[index]!;
    const first = info.text.charCodeAt(0);
    if (first < 48 || (first > 57 && first < 65)) continue;
    let entry = table.get(info.lowerHash);
    if (entry === undefined) table.set(info.lowerHash, (entry = { lower: 0, capital: 0, seen: 0 }));
    if (!info.isCapital) entry.lower++;
    else {
      entry.capital++;
      entry.seen |= companyOf(index, tokens, infos, runs);
    }
  }
  return table;
}

function companyOf(index: number, { words }: Tokens, infos: readonly WordInfo[], runs: Runs): number {
  let bits = 0;
  const before = infos[index - 1];
  const skipDot = before?.text === '.' ? infos[index - 2] : before;
  if (skipDot !== undefined && (skipDot.classes & honorific) !== 0) bits |= seen.afterHonorific;
  if (before !== undefined && before.isCapital && (before.classes & firstName) !== 0) bits |= seen.afterFirstName;
  const stop = runs.ends[index]!;
  const runBefore = infos[runs.starts[index]! - 1]?.lower;
  if (runBefore !== undefined && placePrepositions.has(runBefore)) bits |= seen.afterPlacePreposition;
  if (runBefore === 'the') bits |= seen.afterArticle;
  const last = infos[stop - 1]!.classes;
  if ((last & legalSuffix) !== 0) bits |= seen.withLegalSuffix;
  if ((last & organizationWord) !== 0 || (infos[runs.wideStarts[index]!]!.classes & organizationWord) !== 0)
    bits |= seen.withOrganizationWord;
  const after = infos[stop];
  if (after !== undefined && speech.has(after.lower)) bits |= seen.beforeSpeech;
  if (words[stop] === ',' && infos[stop + 1]?.isCapital === true && (infos[stop + 1]!.classes & region) !== 0) bits |= seen.beforeRegion;
  if (words[index - 1] === '(' && words[index + 1] === ')' && infos[index]!.isAllCapital) bits |= seen.abbreviation;
  return bits;
}
