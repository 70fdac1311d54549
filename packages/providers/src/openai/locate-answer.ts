import type { ChunkExtraction, ExtractionSchema } from '@tributary/contracts';
import type { Answer } from './parse-answer.js';

type Mention = ChunkExtraction['mentions'][number];
type Relation = ChunkExtraction['relations'][number];
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds in the text what the model says is there: nth mention of a name, nth place it stands. What the text does not contain, what has no place left, what
 * the schema does not name and relations without evidence are dropped and counted (P-40).
 */
export function locateAnswer(text: string, answer: Answer, schema: ExtractionSchema): ChunkExtraction {
  const located = locateMentions(text, answer.mentions, new Set(schema.entity_types.map(({ type }) => type)));
  const mentions = located.filter((mention) => mention !== undefined);
  const predicates = new Set(schema.relation_types.map(({ type }) => type));
  const sentences = new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text);
  const relations: Relation[] = [];
  for (const { subject, predicate, object, evidence, confidence } of answer.relations) {
    const from = located[subject];
    const to = located[object];
    if (from === undefined || to === undefined || from === to || !predicates.has(predicate)) continue;
    const span = quotedEvidence(text, evidence, from, to) ?? sentenceEvidence(sentences, from, to);
    if (span === undefined) continue;
    const ends = { subject: mentions.indexOf(from), object: mentions.indexOf(to) };
    relations.push({ ...ends, predicate, confidence: probability(confidence), evidence: span });
  }
  const dropped = answer.mentions.length - mentions.length + answer.relations.length - relations.length;
  return { mentions, relations, dropped };
}

/** One for each mention of the answer, in its order; `undefined` stands for what was dropped. */
function locateMentions(text: string, given: Answer['mentions'], types: ReadonlySet<string>): (Mention | undefined)[] {
  const taken: Span[] = [];
  let cursor = 0;
  return given.map(({ text: wanted, type, confidence }) => {
    const free = occurrences(text, wanted).filter((span) => !taken.some((other) => span.start < other.end && other.start < span.end));
    // A name inside a word, or before the mention listed last, is meant only where there is no other.
    const ahead = (span: Span) => span.start >= cursor;
    const whole = free.filter((span) => isWhole(text, span));
    const span = whole.find(ahead) ?? whole[0] ?? free.find(ahead) ?? free[0];
    if (span === undefined || !types.has(type)) return undefined;
    taken.push(span);
    cursor = span.end;
    return { text: text.slice(span.start, span.end), type, ...span, confidence: probability(confidence) };
  });
}

/** Where the text says these words, ascending. Any white space stands for any other: models join the lines of a name. */
function occurrences(text: string, wanted: string): Span[] {
  const words = wanted.split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0) return [];
  const pattern = new RegExp(words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')).join('\\s+'), 'gu');
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({ start: index, end: index + found.length }));
}

function isWhole(text: string, { start, end }: Span): boolean {
  return !/[\p{L}\p{N}]{2}/u.test(text.slice(start - 1, start + 1)) && !/[\p{L}\p{N}]{2}/u.test(text.slice(end - 1, end + 1));
}

/** The quotation where it holds both mentions, else one of them; a quotation of neither supports nothing. */
function quotedEvidence(text: string, quotation: string, ...ends: readonly Span[]): Span | undefined {
  const quoted = occurrences(text, quotation);
  const holds = (span: Span) => (end: Span) => span.start <= end.start && end.end <= span.end;
  return quoted.find((span) => ends.every(holds(span))) ?? quoted.find((span) => ends.some(holds(span)));
}

/** From the first mention to the last, where one sentence holds both. */
function sentenceEvidence(sentences: Intl.Segments, from: Span, to: Span): Span | undefined {
  const start = Math.min(from.start, to.start);
  const end = Math.max(from.end, to.end);
  const sentence = sentences.containing(start);
  return sentence !== undefined && end <= sentence.index + sentence.segment.length ? { start, end } : undefined;
}

/** The model's own estimate, kept within 0 to 1. It is not calibrated. */
function probability(confidence: number): number {
  return Math.min(1, Math.max(0, confidence));
}
