import type { DefinedTerm } from '@tributary/contracts';
import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import { hull } from './find-in-range.js';

/** Parties are introduced on the first pages. */
const introductionEnd = 8000;
const opening = /\b(?:agreement|contract|lease|license|amendment|memorandum of understanding|deed|indenture|settlement|note)\b/iu;
const between = /\b(?:between|among)\b/iu;
/** Where the recitals or the first clause begin, the parties have been named. */
const bodyStart =
  /\b(?:WHEREAS|RECITALS?|WITNESSETH|W I T N E S S|NOW,? THEREFORE|Recitals|Whereas|Background)\b|\n\s*1\.\s|\bagree as follows/u;
const longestPreamble = 2000;
const partyTypes = new Set<string>(['PERSON', 'ORGANIZATION', 'LOCATION']);

/** Parties of a contract by its own definitions: two or more names that its opening defines as parties have a contract with each other. */
export function contractRelations(text: string, mentions: readonly ChunkMention[], terms: readonly DefinedTerm[]): ChunkRelation[] {
  const start = text.slice(0, introductionEnd);
  const found = between.exec(start.slice(start.search(opening) < 0 ? introductionEnd : start.search(opening)));
  if (found === null) return [];
  const from = start.search(opening) + found.index;
  const end = from + (bodyStart.exec(start.slice(from))?.index ?? longestPreamble);
  const parties = new Map<number, number>();
  for (const term of terms) {
    if (term.refers_to.start < from - 200 || term.start > Math.min(end, from + longestPreamble)) continue;
    const index = mentions.findIndex((mention) => mention.start === term.refers_to.start);
    const mention = mentions[index];
    if (
      mention === undefined ||
      !partyTypes.has(mention.type) ||
      mention.type === 'LOCATION' ||
      terms.some((other) => other.term === mention.text)
    )
      continue;
    if ([...parties.keys()].some((other) => mentions[other]?.text === mention.text)) continue;
    parties.set(index, term.end);
  }
  const all = [...parties.keys()].sort((a, b) => a - b).slice(0, 6);
  return all.flatMap((subject, place) =>
    all.slice(place + 1).map((object) => ({
      subject,
      predicate: 'PARTY_TO_CONTRACT_WITH',
      object,
      confidence: 0.93,
      evidence: hull(mentions[subject]!, mentions[object]!),
    })),
  );
}
