import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import { hull, mentionsIn, type Placed } from './find-in-range.js';

const heading = /\b(?:INVOICE|Invoice|PURCHASE ORDER|Purchase Order|STATEMENT OF ACCOUNT|Statement of account)\b/u;
const billed = /^[ \t]*(?:Bill(?:ed)?[ \t]+to|Invoice[ \t]+to|Sold[ \t]+to|Buyer|Customer|Client|To)[ \t]*:[ \t]*/gimu;
const supplied = /^[ \t]*(?:From|Vendor|Seller|Supplier|Remit[ \t]+to|Payable[ \t]+to|Pay[ \t]+to)[ \t]*:[ \t]*/gimu;
const total =
  /^[ \t]*(?:(?:grand|invoice|order)[ \t]+)?(?:total(?:[ \t]+(?:due|amount|payable))?|amount[ \t]+due|balance[ \t]+due|please[ \t]+pay)\b[^\n]*/gimu;
const dateLabel = /\b(?:invoice|order|issue|bill)?[ \t]*date\b[^\n]{0,12}$/iu;
const numberLabel = /\b(?:invoice|order|purchase order|PO|bill|statement)[ \t]*(?:no|number|nr|#)?[ \t.:#]*$/iu;
/** A label's party stands on its line or the next. */
const labelReach = 120;

/** An invoice or order says who pays whom how much by its form: letterhead, `Bill to`, `Total`. */
export function invoiceRelations(text: string, mentions: readonly ChunkMention[]): ChunkRelation[] {
  if (!heading.test(text.slice(0, 400))) return [];
  const payer = partyAfter(text, mentions, billed);
  const payee = partyAfter(text, mentions, supplied) ?? mentionsIn(mentions, 0, 400, 'ORGANIZATION')[0];
  const sum = [...text.matchAll(total)]
    .map((line) => mentionsIn(mentions, line.index, line.index + line[0].length, 'MONEY').at(-1))
    .findLast((found) => found !== undefined);
  return [
    ...(payer && payee && payer.mention.text !== payee.mention.text ? [relation(payer, 'PAID', payee)] : []),
    ...(payer && sum ? [relation(payer, 'PAYMENT_AMOUNT', sum)] : []),
    ...dated(text, mentions),
  ];
}

function partyAfter(text: string, mentions: readonly ChunkMention[], label: RegExp): Placed | undefined {
  for (const match of text.matchAll(label)) {
    const end = match.index + match[0].length;
    const found = mentionsIn(mentions, end, end + labelReach, 'PERSON ORGANIZATION')[0];
    if (found !== undefined && text.slice(end, found.mention.start).trim() === '') return found;
  }
  return undefined;
}

function dated(text: string, mentions: readonly ChunkMention[]): ChunkRelation[] {
  const labelled = (type: string, label: RegExp) =>
    mentionsIn(mentions, 0, 1500, type).find(({ mention }) => label.test(text.slice(Math.max(0, mention.start - 30), mention.start)));
  const [number, date] = [labelled('IDENTIFIER', numberLabel), labelled('DATE', dateLabel)];
  return number && date ? [relation(number, 'DATED', date)] : [];
}

function relation(subject: Placed, predicate: string, object: Placed): ChunkRelation {
  return { subject: subject.index, predicate, object: object.index, confidence: 0.9, evidence: hull(subject.mention, object.mention) };
}
