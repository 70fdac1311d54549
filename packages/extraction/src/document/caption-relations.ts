import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import { hull, lineAt, mentionsIn, type Placed } from './find-in-range.js';

/** A caption stands at the top; below it `v.` is part of a citation. */
const captionEnd = 6000;
const longestSide = 700;
const parties = 'PERSON ORGANIZATION';
const versus = /(?<=[\s,)])-?[vV][sS]?\.?-?(?=[\s:)|*]+(?:\n|\p{Lu}))/gu;
/** Six small words in a row are a sentence, not a list of parties. */
const prose = /(?:\b\p{Ll}+[,]?\s+){6}/u;

/** Parties on both sides of a caption's `v.`, and the number of their case. */
export function captionRelations(text: string, mentions: readonly ChunkMention[]): ChunkRelation[] {
  const top = text.slice(0, captionEnd);
  for (const match of top.matchAll(versus)) {
    const line = lineAt(text, match.index);
    // In a caption the `v.` has a line to itself (and the number beside it); in prose the sentence's own words say it.
    if (
      !/^[\s:)|*_-]*[vV][sS]?\.?-?[\s:)|*_-]*(?:(?:Case|Civ|Civil|No|Docket|Index|Cause)\b[^\n]{0,60})?$/u.test(
        text.slice(line.start, line.end),
      )
    )
      continue;
    const left = sideBefore(text, mentions, match.index);
    const right = sideAfter(text, mentions, match.index + match[0].length);
    if (left.length === 0 || right.length === 0) continue;
    return [...opposed(left, right), ...numbered([...left, ...right], text, mentions, match.index)];
  }
  return [];
}

/** The last block of names before the `v.`: upwards until a court, a heading or an empty stretch. */
function sideBefore(text: string, mentions: readonly ChunkMention[], at: number): Placed[] {
  const near = mentionsIn(mentions, Math.max(0, at - longestSide), at, parties).filter(({ mention }) => !isCourt(mention.text));
  const side: Placed[] = [];
  let border = at;
  for (const placed of near.toReversed()) {
    if (/\b(?:Estate|ESTATE)\s+(?:of|OF)\s+$/u.test(text.slice(Math.max(0, placed.mention.start - 14), placed.mention.start))) continue;
    const between = text.slice(placed.mention.end, border);
    if (
      between.length > 260 ||
      prose.test(between) ||
      /\b(?:COURT|Court|DISTRICT|District of|DIVISION|Attorneys? for|Counsel)\b/u.test(between)
    )
      break;
    side.unshift(placed);
    border = placed.mention.start;
  }
  return side.slice(-6);
}

function sideAfter(text: string, mentions: readonly ChunkMention[], at: number): Placed[] {
  const side: Placed[] = [];
  let border = at;
  for (const placed of mentionsIn(mentions, at, at + longestSide, parties)) {
    const between = text.slice(border, placed.mention.start);
    if (
      isCourt(placed.mention.text) ||
      between.length > 160 ||
      prose.test(between) ||
      /(?:Defendants?|Respondents?|Appellees?|DEFENDANTS?|RESPONDENTS?|APPELLEES?|Appellants?)\b|\b(?:Honorable|HONORABLE|Judge|Filed|Appeal from|ORDER|COMPLAINT|MOTION)\b/u.test(
        between,
      )
    )
      break;
    side.push(placed);
    border = placed.mention.end;
  }
  return side.slice(0, 8);
}

function isCourt(name: string): boolean {
  return /court|district of|circuit|division/iu.test(name);
}

function opposed(left: readonly Placed[], right: readonly Placed[]): ChunkRelation[] {
  return left.flatMap((plaintiff) =>
    right.map((defendant) => ({
      subject: plaintiff.index,
      predicate: 'LITIGATES_AGAINST',
      object: defendant.index,
      confidence: 0.94,
      evidence: hull(plaintiff.mention, defendant.mention),
    })),
  );
}

/** The number nearest to the caption's middle that looks like a docket number. */
function numbered(sides: readonly Placed[], text: string, mentions: readonly ChunkMention[], at: number): ChunkRelation[] {
  const numbers = mentionsIn(mentions, Math.max(0, at - 1500), at + 1500, 'IDENTIFIER').filter(
    ({ mention }) =>
      /(?:Case|No|Docket|Civ|Civil|Action|Index|Cause)\b[^\n]{0,24}$|^$/iu.test(
        text.slice(Math.max(0, mention.start - 30), mention.start),
      ) || /\d-(?:cv|cr|mc|md|bk)-\d/i.test(mention.text),
  );
  const nearest = numbers
    .filter(
      ({ mention }) =>
        !/(?:Originating|Lower|below|District Court|Agency)[^\n]{0,20}$/iu.test(text.slice(Math.max(0, mention.start - 36), mention.start)),
    )
    .toSorted((a, b) => Math.abs(a.mention.start - at) - Math.abs(b.mention.start - at))[0];
  if (nearest === undefined) return [];
  return sides.map((party) => ({
    subject: party.index,
    predicate: 'PARTY_TO_CASE',
    object: nearest.index,
    confidence: 0.92,
    evidence: hull(party.mention, nearest.mention),
  }));
}
