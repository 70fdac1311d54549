import type { Context } from './context.js';
import { classBit } from './lexicon.js';
import { habitOf } from './word-knowledge.js';
import type { WordInfo } from './word-table.js';

/** A part of a sentence in which names may stand; the tokens around it belong to none. Half-open indices of tokens. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

const named = classBit('firstName') | classBit('country') | classBit('city') | classBit('region') | classBit('organization');
const common = classBit('common') | classBit('verb') | classBit('usuallyLower') | classBit('calendar');
const kindWords = classBit('placeWord') | classBit('organizationWord') | classBit('legalSuffix');
const leads = new Set(['de', 'von', 'van', 'al', 'el', 'bin', 'ibn', 'la', 'le', 'di', 'du', 'der', 'den', 'ten']);
const bridges = new Set([
  ',',
  '.',
  '-',
  '–',
  '/',
  '&',
  "'",
  '’',
  "'s",
  '’s',
  '+',
  '"',
  '“',
  '”',
  '(',
  ')',
  'and',
  'of',
  'the',
  'for',
  'in',
  'on',
  's',
  '_',
  '@',
]);
/** Longest way from one capital to the next that a name bridges. */
const longestBridge = 2;
/** From this habit on a word is written with a capital three times in four. */
const mostlyCapital = 5;

/**
 * Where names may stand: runs of capitals, what joins them, the word of kind after them (`Andaman islands`), and small words that are
 * names by themselves (`houston`). Four tokens in five are none of it and cost no scoring.
 */
export function findStretches(context: Context, sentences: readonly number[]): Stretch[] {
  const marks = markCandidates(context);
  const stretches: Stretch[] = [];
  for (let at = 0; at + 1 < sentences.length; at++) {
    const [from, to] = [sentences[at]!, sentences[at + 1]!];
    for (let start = from; start < to; start++) {
      if (marks[start] === 0) continue;
      let end = start + 1;
      while (end < to && marks[end] === 1) end++;
      stretches.push({ start, end, from, to });
      start = end;
    }
  }
  return stretches;
}

function markCandidates({ infos, runs, tokens }: Context): Uint8Array {
  const marks = new Uint8Array(infos.length);
  for (let index = 0; index < marks.length; index++) if (runs.wideStarts[index]! >= 0 || isNameWritten(infos[index]!)) marks[index] = 1;
  let last = -1;
  for (let index = 0; index < marks.length; index++) {
    if (runs.wideStarts[index]! < 0) continue;
    const gap = index - last - 1;
    if (last >= 0 && gap > 0 && gap <= longestBridge && canBridge(tokens.words, last + 1, index)) marks.fill(1, last + 1, index);
    if (index > 0 && leads.has(tokens.words[index - 1]!)) marks[index - 1] = 1;
    last = index;
    const next = infos[index + 1];
    if (next !== undefined && ((next.classes & kindWords) !== 0 || isNumber(next.text))) marks[index + 1] = 1;
  }
  return marks;
}

/** A name written small: listed, no ordinary word, and elsewhere written with a capital. */
function isNameWritten({ classes, knowledge }: WordInfo): boolean {
  return (classes & named) !== 0 && (classes & common) === 0 && habitOf(knowledge) >= mostlyCapital;
}

function canBridge(words: readonly string[], from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (!bridges.has(words[index]!) && !isNumber(words[index]!)) return false;
  return true;
}

function isNumber(word: string): boolean {
  const first = word.charCodeAt(0);
  return first >= 48 && first <= 57 && word.length <= 4;
}
