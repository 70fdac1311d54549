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
const partyTypes = new Set<string>(['PERSON', 'ORGANIZATION']);
/** `Acme, an Oregon corporation, as Tenant`; `…, grantee`. */
const capacity =
  /^(?:,[^,;.\n]{0,80})?,?\s+(?:as\s+)?(?:the\s+)?(?:(?:Administrative |Collateral |Co-)?(?:Landlord|Tenant|Lessor|Lessee|Buyer|Seller|Purchaser|Vendor|Borrower|Lender|Licensor|Licensee|Guarantor|Agent|Trustee|Client|Contractor|Grantor|Grantee|Assignor|Assignee|Pledgor|Issuer|Owner|Employer|Employee|Supplier|Customer|Distributor|Franchisor|Franchisee|Mortgagor|Mortgagee)|grantors?|grantees?|mortgagors?|mortgagees?)\b/u;

/** `(1) Acme Limited …; and (2) Dr. Roe` */
const numbered = /\(\w\)\s+(?:(?:Mr|Ms|Mrs|Dr|MR|MS|MRS|DR)\.?\s+)?$/u;

/** Parties of a contract have it with each other. */
export function contractRelations(text: string, mentions: readonly ChunkMention[], terms: readonly DefinedTerm[]): ChunkRelation[] {
  const { parties } = contractParties(text, mentions, terms);
  return parties.flatMap((subject, place) =>
    parties.slice(place + 1).map((object) => ({
      subject,
      predicate: 'PARTY_TO_CONTRACT_WITH',
      object,
      confidence: 0.93,
      evidence: hull(mentions[subject]!, mentions[object]!),
    })),
  );
}

export interface ContractParties {
  /** Indices of mentions, in the order in which they are introduced. */
  readonly parties: readonly number[];
  /** Where the parties are introduced. */
  readonly from: number;
  readonly end: number;
}

/** Parties of a contract by its own words: names that its opening defines as parties, or says what they act as. */
export function contractParties(text: string, mentions: readonly ChunkMention[], terms: readonly DefinedTerm[]): ContractParties {
  const start = text.slice(0, introductionEnd);
  const opened = start.search(opening);
  const found = opened < 0 ? null : between.exec(start.slice(opened));
  if (found === null) return { parties: [], from: 0, end: 0 };
  const from = opened + found.index;
  const end = Math.min(from + longestPreamble, from + (bodyStart.exec(start.slice(from))?.index ?? longestPreamble));
  const defined = terms
    .filter(({ refers_to, start: at }) => refers_to.start >= from - 200 && at <= end)
    .map(({ refers_to }) => mentions.findIndex((mention) => mention.start === refers_to.start));
  const acting = mentions.flatMap((mention, index) =>
    mention.start > from &&
    mention.end < end &&
    (capacity.test(text.slice(mention.end, mention.end + 160)) || numbered.test(text.slice(Math.max(0, mention.start - 12), mention.start)))
      ? [index]
      : [],
  );
  const parties: number[] = [];
  for (const index of [...defined, ...acting].sort((a, b) => a - b)) {
    const mention = mentions[index];
    if (mention === undefined || !partyTypes.has(mention.type) || terms.some((other) => other.term === mention.text)) continue;
    if (parties.some((other) => mentions[other]?.text === mention.text)) continue;
    parties.push(index);
  }
  return { parties: parties.slice(0, 6), from, end };
}
