import type { DefinedTerm } from '@tributary/contracts';
import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import { contractParties } from './contract-relations.js';
import { hull, mentionsIn, type Placed } from './find-in-range.js';

/** What a contract's opening says of its date stands this close to the words that say so. */
const near = 160;
const dated =
  /\b(?:dated|made(?: and entered into)?|entered into|effective|executed|is made|as of|made this|this)(?:\s+(?:as of|on|effective|for reference purposes only as of|this|the|and|between|into|is|made|by|date:?))*\s*(?:the\s+)?$/iu;
const law =
  /\b(?:governed by|subject to|construed (?:under|in accordance with)|interpreted (?:under|in accordance with)|accordance with|under)(?:\s+(?:and|be|construed|interpreted|enforced|in accordance with|under|by|the|internal|substantive|laws?|of|State|Commonwealth|Province|Republic))*[\s,]*$/iu;
const governs = /\b(?:govern(?:ed|ing)|construed|interpreted|subject to)\b/iu;

/** When the parties of a contract made it, and which law they chose. */
export function agreementRelations(text: string, mentions: readonly ChunkMention[], terms: readonly DefinedTerm[]): ChunkRelation[] {
  const { parties, from, end } = contractParties(text, mentions, terms);
  if (parties.length < 2) return [];
  const placed = parties.flatMap((index): Placed[] => {
    const mention = mentions[index];
    return mention === undefined ? [] : [{ index, mention }];
  });
  const date = mentionsIn(mentions, Math.max(0, from - 600), end, 'DATE').find(({ mention }) =>
    dated.test(text.slice(Math.max(0, mention.start - near), mention.start)),
  );
  const place = lawOf(text, mentions);
  return placed.flatMap((party) => [
    ...(date === undefined ? [] : [relation(party, 'AGREED_ON', date, 0.9)]),
    ...(place === undefined ? [] : [relation(party, 'SUBJECT_TO_LAW_OF', place, 0.9)]),
  ]);
}

/** The place whose law governs: named after `governed by the laws of`, or before `law`. */
function lawOf(text: string, mentions: readonly ChunkMention[]): Placed | undefined {
  for (const [index, mention] of mentions.entries()) {
    if (mention.type !== 'LOCATION') continue;
    const before = text.slice(Math.max(0, mention.start - near), mention.start);
    const sentence = before.slice(Math.max(before.lastIndexOf('. '), before.lastIndexOf('\n')) + 1);
    if (!governs.test(sentence) || !law.test(before)) continue;
    if (/\blaws?\b/iu.test(sentence.slice(sentence.search(governs))) || /^\s+laws?\b/iu.test(text.slice(mention.end, mention.end + 8)))
      return { index, mention };
  }
  return undefined;
}

function relation(party: Placed, predicate: string, object: Placed, confidence: number): ChunkRelation {
  return { subject: party.index, predicate, object: object.index, confidence, evidence: hull(party.mention, object.mention) };
}
