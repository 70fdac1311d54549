import type { Context } from '../tagger/context.js';
import { begin, end, inner, labelCount, labelOf, single, tagTypes } from '../tagger/labels.js';
import { classBit } from '../tagger/lexicon.js';
import type { AnnotatedSpan, AnnotatedText } from './annotated-text.js';

const organizationLike = classBit('organizationWord') | classBit('legalSuffix') | classBit('organization');
const anyLabel = 2 ** labelCount - 1;
const onlyOutside = 1;

/** Labels (one bit each) the annotation leaves possible for every token. Where a set says nothing of a type, that type stays possible. */
export function allowedLabels(
  row: AnnotatedText,
  context: Context,
  isCandidate: Uint8Array,
  organizations: ReadonlySet<string>,
): Int32Array {
  const allowed = row.weak === true ? weakDefaults(row, context) : strongDefaults(row, context);
  if (row.source === 'uner-ewt') openOrganizations(context, organizations, allowed);
  const spans = [...row.spans].sort((a, b) => b.end - b.start - (a.end - a.start));
  const taken = new Uint8Array(allowed.length);
  for (const span of spans) mark(span, row, context, isCandidate, allowed, taken);
  return allowed;
}

function strongDefaults(row: AnnotatedText, { infos, runs }: Context): Int32Array {
  const open = tagTypes.reduce((bits, type, index) => (isAnnotated(row, type) ? bits : bits | typeBits(index)), onlyOutside);
  return Int32Array.from(infos, (_, index) => (runs.wideStarts[index]! >= 0 ? open : onlyOutside));
}

function isAnnotated(row: AnnotatedText, type: string): boolean {
  if (row.source === 'sec-filings' && type === 'PERSON') return false;
  return row.types.includes(type);
}

/** English-EWT marks only some of its organisations: an unmarked name is no evidence against where it looks like one, or is one elsewhere. */
function openOrganizations({ infos, runs, tokens }: Context, organizations: ReadonlySet<string>, allowed: Int32Array): void {
  const open = typeBits(tagTypes.indexOf('ORG'));
  for (let index = 0; index < allowed.length; index++) {
    const start = runs.starts[index]!;
    if (start < 0) continue;
    const [end, wideStart, wideEnd] = [runs.ends[index]!, runs.wideStarts[index]!, runs.wideEnds[index]!];
    const isKnown =
      organizations.has(nameKey(tokens.words.slice(start, end))) || organizations.has(nameKey(tokens.words.slice(wideStart, wideEnd)));
    const isLike = infos.slice(wideStart, wideEnd).some(({ classes }) => (classes & organizationLike) !== 0);
    if (isKnown || isLike) allowed[index]! |= open;
  }
}

/** A name as words in small letters. */
export function nameKey(words: readonly string[]): string {
  return words.join(' ').toLowerCase();
}

/** In a weak text a capitalised word may be anything, unless the text itself shows it to be an ordinary word or a defined role. */
function weakDefaults(row: AnnotatedText, context: Context): Int32Array {
  const { infos, runs, tokens } = context;
  const ordinary = new Set((row.roles ?? []).flatMap((role) => role.toLowerCase().split(/\s+/)));
  for (const match of row.text.matchAll(/["“]([^"”\n]{2,60})["”]/g))
    if (!/,|\b(?:inc|llc|corp|ltd)\b/i.test(match[1] ?? ''))
      for (const word of (match[1] ?? '').toLowerCase().split(/\s+/)) ordinary.add(word);
  const marked = new Set(
    row.spans.flatMap((span) =>
      row.text
        .slice(span.start, span.end)
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u),
    ),
  );
  return Int32Array.from(infos, (info, index) => {
    if (runs.wideStarts[index]! < 0) return onlyOutside;
    const start = runs.wideStarts[index]!;
    const whole = tokens.words.slice(start, runs.wideEnds[index]!);
    const known = whole.every((word) => {
      const lower = word.toLowerCase();
      return (
        (ordinary.has(lower) && !marked.has(lower)) ||
        (context.documentWords.get(context.infos[start + whole.indexOf(word)]!.lowerHash)?.lower ?? 0) >= 2
      );
    });
    return known && info.text.length > 0 ? onlyOutside : anyLabel;
  });
}

function mark(
  span: AnnotatedSpan,
  row: AnnotatedText,
  { tokens }: Context,
  isCandidate: Uint8Array,
  allowed: Int32Array,
  taken: Uint8Array,
): void {
  let from = 0;
  while (from < tokens.ends.length && tokens.ends[from]! <= span.start) from++;
  let to = from;
  while (to < tokens.starts.length && tokens.starts[to]! < span.end) to++;
  while (to - from > 1 && tokens.words[to - 1] === '.') to--;
  if (to <= from || taken.subarray(from, to).some((value) => value === 1)) return;
  taken.fill(1, from, to);
  const types = typesOf(span.type, row);
  if (isCandidate.subarray(from, to).includes(0)) {
    // The tagger cannot find all of it: whatever it makes of the rest is neither right nor wrong.
    allowed.fill(
      types.reduce((bits, type) => (type < 0 ? bits : bits | typeBits(type)), onlyOutside),
      from,
      to,
    );
    return;
  }
  for (let index = from; index < to; index++) {
    const part = to - from === 1 ? single : index === from ? begin : index === to - 1 ? end : inner;
    let bits = types.includes(-1) ? onlyOutside : 0;
    for (const type of types) if (type >= 0) bits |= 1 << labelOf(type, part);
    allowed[index] = bits;
  }
}

/** What a span's type may be in our terms; -1 is no name at all. */
function typesOf(type: string, row: AnnotatedText): number[] {
  const [person, organization, location, other] = [0, 1, 2, 3];
  if (row.source === 'sec-filings' && type === 'PERSON') return [-1, person, organization, other];
  if (type === 'PERSON') return [person];
  if (type === 'ORG') return [organization];
  if (type === 'LOC') return [location];
  if (type === 'MISC') return isAnnotated(row, 'MISC') ? [other] : [other, -1];
  if (type === 'NORP') return [other, -1];
  if (type === 'FAC') return [location, organization, -1];
  return [-1];
}

function typeBits(type: number): number {
  return [begin, inner, end, single].reduce((bits, part) => bits | (1 << labelOf(type, part)), 0);
}
