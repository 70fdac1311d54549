import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import { hull, mentionsIn } from './find-in-range.js';

const forClient =
  /\b(?:Attorneys?|ATTORNEYS?|Counsel|COUNSEL|Solicitors?)\s+(?:for|FOR)\s+(?:the\s+)?(?:(?:Plaintiffs?|Defendants?|Petitioners?|Respondents?|Appell(?:ant|ee)s?|Claimants?|PLAINTIFFS?|DEFENDANTS?|PETITIONERS?|RESPONDENTS?|and|Counterclaim(?:ant|-?[Pp]laintiff)|[-/,])\s*)*/gu;
/** A block of counsel is at most this long; an empty line and another `for` end it earlier. */
const longestBlock = 700;

/** The block of names, address and telephone above `Attorneys for Defendant X` are the attorneys of X. */
export function counselRelations(text: string, mentions: readonly ChunkMention[]): ChunkRelation[] {
  const found: ChunkRelation[] = [];
  let previous = 0;
  for (const match of text.matchAll(forClient)) {
    const end = match.index + match[0].length;
    const client = mentionsIn(mentions, end, end + 120, 'PERSON ORGANIZATION')[0];
    const from = Math.max(previous, match.index - longestBlock);
    previous = end;
    if (client === undefined || !isClient(text, match[0], end, client.mention, mentions)) continue;
    if (!/(?:^|\n)[ \t]*$/u.test(text.slice(from, match.index))) continue;
    const block = mentionsIn(mentions, blockStart(text, from, match.index), match.index, 'PERSON ORGANIZATION');
    for (const { index, mention } of block) {
      if (mention.text === client.mention.text || /court/iu.test(mention.text)) continue;
      found.push({
        subject: client.index,
        predicate: 'REPRESENTED_BY',
        object: index,
        confidence: 0.92,
        evidence: hull(mention, client.mention),
      });
    }
  }
  return found;
}

/** On the next line may stand the client, or the next attorney with a mail address or a bar number. */
function isClient(text: string, words: string, end: number, client: ChunkMention, mentions: readonly ChunkMention[]): boolean {
  if (client.start - end > 3) return false;
  if (!/\n\s*$/u.test(words + text.slice(end, client.start))) return true;
  const isPlural = /s[\s-]*$/iu.test(words.trimEnd()) && !/Attorneys\s+for\s*$/iu.test(words);
  return (
    !isPlural &&
    !/^[^\n]{0,20}(?:\[|\(|Bar|SBN)/u.test(text.slice(client.end)) &&
    mentionsIn(mentions, client.end, client.end + 60, 'EMAIL').length === 0
  );
}

/** Up to the line of prose (longer than an address) that stands above the block. */
function blockStart(text: string, from: number, to: number): number {
  const lines = text.slice(from, to).split('\n');
  let start = to;
  for (const line of lines.toReversed()) {
    if (line.trim().length > 70 || /^(?:Case|No\.|On Appeal|MOTION|ORDER|Page|Filed|AND|v\.)/u.test(line.trim())) break;
    start -= line.length + 1;
  }
  return Math.max(from, start);
}
