import type { DefinedTerm } from '@tributary/contracts';
import type { ChunkMention } from '../extract-chunk.js';

const partyTypes = new Set<string>(['PERSON', 'ORGANIZATION', 'LOCATION', 'LAW']);
/** A definition in brackets stands at most this far behind its name: `…, a Delaware corporation having its office at … (the "Company")`. */
const longestDescription = 400;
const definition =
  /\(\s*(?:(?:hereinafter|hereafter|herein|collectively|together|each|individually|also|as|or|the|referred to|called|known|defined|to|as well as|with its subsidiaries|and)[\s,]*)*["“'‘](?<first>[^"”'’\n]{2,60})["”'’](?:[\s,]*(?:and|or)[\s,]*(?:the\s+|an?\s+)?["“'‘](?<second>[^"”'’\n]{2,60})["”'’])?[^()]{0,40}\)|(?:hereinafter|hereafter)\s+(?:referred\s+to\s+as\s+|called\s+|known\s+as\s+)?(?:the\s+)?["“](?<third>[^"”\n]{2,60})["”]/gu;
const notParties =
  /^(?:Agreement|Effective Date|Parties|Party|Term|Services?|Products?|Territory|Closing|Notes?|Shares?|Premises|Property|Software|Confidential.*|.*Date|.*Period|.*Agreement|Contract|Action|Complaint|Motion|Order)$/iu;

/** Names the text itself defines, each with the mention it stands for: the nearest name before it in the sentence. */
export function findDefinedTerms(text: string, mentions: readonly ChunkMention[]): DefinedTerm[] {
  const terms: DefinedTerm[] = [];
  for (const match of text.matchAll(definition)) {
    const target = referent(text, match.index, mentions);
    if (target === undefined) continue;
    for (const term of [match.groups?.['first'], match.groups?.['second'], match.groups?.['third']]) {
      const name = term?.replace(/[,.]$/, '');
      if (name === undefined || notParties.test(name)) continue;
      const start = text.indexOf(name, match.index);
      terms.push({ term: name, start, end: start + name.length, refers_to: { start: target.start, end: target.end } });
    }
  }
  return terms;
}

function referent(text: string, at: number, mentions: readonly ChunkMention[]): ChunkMention | undefined {
  let best: ChunkMention | undefined;
  for (const mention of mentions) {
    if (mention.end > at) break;
    if (at - mention.end > longestDescription || !partyTypes.has(mention.type)) continue;
    if (/[;]|\.\s+\p{Lu}\p{Ll}+\s\p{Ll}|\n\s*\n/u.test(text.slice(mention.end, at))) continue;
    const adjacent = at - mention.end <= 2;
    if (
      best === undefined ||
      adjacent ||
      (best.type === 'LOCATION' && mention.type !== 'LOCATION') ||
      (mention.type !== 'LOCATION' && !isDescription(text, best, mention))
    )
      best = mention;
  }
  return best;
}

/** A name inside the description of the one before (`a subsidiary of X`, `attn: Y`) is not what the brackets define. */
function isDescription(text: string, outer: ChunkMention, inner: ChunkMention): boolean {
  const between = text.slice(outer.end, inner.start);
  return /^[\s,]*(?:an?|the|its|having|with|by|through|of|whose|located|organi[sz]ed|doing|d\/b\/a|on|acting|f\/k\/a)\b/iu.test(between);
}
