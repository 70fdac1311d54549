import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import { hull, mentionsIn } from './find-in-range.js';

const by = /(?<![\p{L}])(?:By|BY)[ \t]*:[ \t]*(?:_+|\/s\/|[-–]+)?/gu;
const titleLabel = /\b(?:Title|TITLE|Its|ITS|Position)[ \t]*:[ \t]*(?<title>[^\n]{2,60})/u;
const bareTitle =
  /(?:Chief [\p{L}]+ Officer|CEO|CFO|President|Vice President|Director|Secretary|Treasurer|Manager|Chairman|Partner|General Counsel|Authorized Signatory|Officer|Member)/u;
/** From the company's name to `By:`, and from there to the end of the signature. */
const longestLead = 160;
const longestTail = 260;

/** Signature blocks: `ACME, INC. By: /s/ Jane Roe, Name: Jane Roe, Title: President` says which office she holds there. */
export function signatureRelations(text: string, mentions: readonly ChunkMention[]): ChunkRelation[] {
  const found: ChunkRelation[] = [];
  const signs = [...text.matchAll(by)];
  for (const [index, match] of signs.entries()) {
    const start = match.index;
    const stop = Math.min(start + longestTail, signs[index + 1]?.index ?? text.length);
    const company = mentionsIn(mentions, Math.max(0, start - longestLead), start, 'ORGANIZATION').at(-1);
    const signer = mentionsIn(mentions, start, stop, 'PERSON')[0];
    if (company === undefined || signer === undefined || !isBlock(text, company.mention.end, start)) continue;
    // Two blocks side by side read as `By: By:`, and nothing tells which name belongs to which company.
    if (/\b(?:By|BY)[ \t]*:/u.test(text.slice(start + match[0].length, signer.mention.start))) continue;
    if (sharesLead(text, mentions, company.index, start)) continue;
    const tail = text.slice(signer.mention.end, stop);
    const office = titleLabel.exec(tail) ?? bareTitle.exec(tail.slice(0, 80));
    found.push({
      subject: signer.index,
      predicate: office === null ? 'EMPLOYED_BY' : 'HAS_ROLE_AT',
      object: company.index,
      confidence: office === null ? 0.82 : 0.94,
      evidence: hull(company.mention, {
        start: signer.mention.start,
        end: signer.mention.end + (office === null ? 0 : office.index + office[0].length),
      }),
    });
  }
  return found;
}

/** Only descriptions, dots and line ends may stand between the company and its `By:`. */
function isBlock(text: string, from: number, to: number): boolean {
  const between = text.slice(from, to);
  return (
    !/[.;]\s+\p{Lu}\p{Ll}+\s+\p{Ll}+|\b(?:shall|will|agree|hereto|hereby|hereof)\b/u.test(between) &&
    /^[\s,.:)("“”_*-]*(?:(?:an?|the|as|its|a)\b[^\n]{0,80}|\([^)]*\)|[\p{Lu}\s,.:"“”()/&-]*)?[\s,.:_*-]*$/u.test(between)
  );
}

/** Two companies on the line above, two signatures below: a layout in columns that a reader sees and the text has lost. */
function sharesLead(text: string, mentions: readonly ChunkMention[], company: number, start: number): boolean {
  const mention = mentions[company];
  const other = mentions[company - 1];
  if (mention === undefined || other === undefined || other.type !== 'ORGANIZATION' || start - other.end > longestLead) return false;
  return !/\n/.test(text.slice(other.end, mention.start)) && mention.start - other.end < 40;
}
