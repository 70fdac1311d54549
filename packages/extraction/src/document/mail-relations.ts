import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import { hull, lineAt, mentionsIn, type Placed } from './find-in-range.js';

const from = /^[ \t>*]*From[ \t]*:[ \t*]*/gimu;
const to = /^[ \t>*]*(?:To|Cc)[ \t]*:[ \t*]*/gimu;
const people = 'PERSON ORGANIZATION';
const contacts = 'EMAIL PHONE';
/** Header lines stand together. */
const longestHeader = 900;
const closing =
  /^[ \t]*(?:Sincerely|Best(?: regards| wishes)?|Kind regards|Regards|Yours (?:truly|sincerely|faithfully)|Very truly yours|Respectfully(?: submitted)?|Thank you|Thanks)\b[^\n]{0,30},?[ \t]*$/gimu;
const salutation = /^[ \t]*Dear\s+/gimu;

/** Who wrote to whom, by headers of mails and by salutation and signature of letters; and the addresses in the headers. */
export function mailRelations(text: string, mentions: readonly ChunkMention[]): ChunkRelation[] {
  const found: ChunkRelation[] = [];
  for (const header of text.matchAll(from)) {
    const line = lineAt(text, header.index + header[0].length);
    const sender = mentionsIn(mentions, line.start, line.end, people)[0];
    found.push(...addresses(mentions, line));
    const rest = text.slice(line.end, line.end + longestHeader).split(/\n[ \t>]*\n/u)[0] ?? '';
    for (const match of rest.matchAll(to)) {
      const receivers = lineAt(text, line.end + match.index + match[0].length);
      found.push(...addresses(mentions, receivers));
      if (sender !== undefined) found.push(...wrote(sender, mentionsIn(mentions, receivers.start, receivers.end, people), 0.95));
    }
  }
  return found.length > 0 ? found : letter(text, mentions);
}

function wrote(sender: Placed, receivers: readonly Placed[], confidence: number): ChunkRelation[] {
  return receivers
    .filter(({ mention }) => mention.text !== sender.mention.text)
    .map((receiver) => ({
      subject: sender.index,
      predicate: 'CORRESPONDED_WITH',
      object: receiver.index,
      confidence,
      evidence: hull(sender.mention, receiver.mention),
    }));
}

/** `Jane Roe <jane@example.org>`: the address belongs to the name right before it. */
function addresses(mentions: readonly ChunkMention[], line: { readonly start: number; readonly end: number }): ChunkRelation[] {
  const all = mentionsIn(mentions, line.start, line.end);
  return all.flatMap((placed, at) => {
    const next = all[at + 1];
    if (
      !people.includes(placed.mention.type) ||
      next === undefined ||
      !contacts.includes(next.mention.type) ||
      next.mention.start - placed.mention.end > 6
    )
      return [];
    return [
      {
        subject: placed.index,
        predicate: 'HAS_CONTACT',
        object: next.index,
        confidence: 0.96,
        evidence: hull(placed.mention, next.mention),
      },
    ];
  });
}

/** A letter: the one addressed by `Dear` and the first name under the closing. */
function letter(text: string, mentions: readonly ChunkMention[]): ChunkRelation[] {
  const greeting = salutation.exec(text);
  salutation.lastIndex = 0;
  if (greeting === null) return [];
  const line = lineAt(text, greeting.index + greeting[0].length);
  const receiver = mentionsIn(mentions, line.start, line.end, 'PERSON')[0];
  const end = [...text.slice(line.end).matchAll(closing)].at(-1);
  if (receiver === undefined || end === undefined) return [];
  const at = line.end + end.index + end[0].length;
  const sender = mentionsIn(mentions, at, at + 160, 'PERSON')[0];
  return sender === undefined ? [] : wrote(sender, [receiver], 0.9);
}
