import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import { hull, type Placed } from './find-in-range.js';

const claiming = '(?:[Pp]laintiffs?|PLAINTIFFS?|[Cc]laimants?|[Pp]etitioners?|[Aa]ppellants?)';
const answering = '(?:[Dd]efendants?|DEFENDANTS?|[Rr]espondents?|[Aa]ppellees?)';
const before = (side: string) =>
  new RegExp(`\\b(?:the\\s+|[Tt]he\\s+)?${side}(?:-[\\p{L}]+)?,?(?:\\s+in\\s+the\\s+action\\s+is)?\\s+$`, 'u');
const after = (side: string) =>
  new RegExp(`^,?\\s*(?:an individual,?\\s*|a[n]?\\s[^,;.\\n]{0,40},\\s*)?(?:the\\s+)?${side}(?=[,.;)\\s])(?!\\s+\\p{Lu})`, 'u');
const sides = { claiming: [before(claiming), after(claiming)], answering: [before(answering), after(answering)] } as const;
type Side = keyof typeof sides;

const argued =
  /\b(?:argued the cause|argued|appeared|appears|appearing|for)\s+(?:for|on behalf of)?\s*(?:the\s+)?(?<side>[Pp]laintiffs?|[Dd]efendants?|[Aa]ppell(?:ant|ee)s?|[Pp]etitioners?|[Rr]espondents?)(?=[,.;\s])/gu;

/** Parties that a text names by their side (`plaintiff Jane Roe`, `Acme, the defendant`) are opposed to each other, have its one case number, and its counsel. */
export function sideRelations(text: string, mentions: readonly ChunkMention[]): ChunkRelation[] {
  const parties = { claiming: new Map<string, Placed>(), answering: new Map<string, Placed>() };
  for (const [index, mention] of mentions.entries()) {
    if (mention.type !== 'PERSON' && mention.type !== 'ORGANIZATION') continue;
    const side = sideOf(text, mention);
    if (side !== undefined && !parties[side].has(mention.text)) parties[side].set(mention.text, { index, mention });
  }
  spread(text, mentions, parties.answering);
  const [claimants, respondents] = [[...parties.claiming.values()], [...parties.answering.values()]];
  if (claimants.length > 3 || respondents.length > 6) return [];
  return [
    ...claimants.flatMap((one) => respondents.map((other) => relation(one, 'LITIGATES_AGAINST', other, 0.9))),
    ...numbered([...claimants, ...respondents], text, mentions),
    ...counsel(text, mentions, claimants, respondents),
  ];
}

/** Where each side is one party alone, the name of the side stands for it. */
export function sideTerms(text: string, mentions: readonly ChunkMention[]): { readonly words: string; readonly index: number }[] {
  const names = {
    claiming: ['Plaintiff', 'plaintiff', 'Petitioner', 'Claimant', 'appellant', 'Appellant'],
    answering: ['Defendant', 'defendant', 'Respondent', 'appellee', 'Appellee'],
  } as const;
  return (['claiming', 'answering'] as const).flatMap((side) => {
    const own = mentions.flatMap((mention, index) =>
      (mention.type === 'PERSON' || mention.type === 'ORGANIZATION') && sideOf(text, mention) === side
        ? [{ index, name: mention.text.toLowerCase() }]
        : [],
    );
    const [first] = own;
    return first !== undefined && new Set(own.map(({ name }) => name)).size === 1
      ? names[side].map((words) => ({ words, index: first.index }))
      : [];
  });
}

function sideOf(text: string, { start, end }: ChunkMention): Side | undefined {
  const [lead, tail] = [text.slice(Math.max(0, start - 40), start), text.slice(end, end + 80)];
  return (['claiming', 'answering'] as const).find((side) => sides[side][0].test(lead) || sides[side][1].test(tail));
}

/** `defendants A and B`: the second belongs to the side as well. */
function spread(text: string, mentions: readonly ChunkMention[], parties: Map<string, Placed>): void {
  for (const { index, mention } of Array.from(parties.values())) {
    const next = mentions[index + 1];
    const lead = text.slice(Math.max(0, mention.start - 20), mention.start);
    if (next === undefined || !/[Dd]efendants\s+$/u.test(lead) || (next.type !== 'PERSON' && next.type !== 'ORGANIZATION')) continue;
    if (/^,? and $/u.test(text.slice(mention.end, next.start))) parties.set(next.text, { index: index + 1, mention: next });
  }
}

/** A text with one case number is about that case. */
function numbered(parties: readonly Placed[], text: string, mentions: readonly ChunkMention[]): ChunkRelation[] {
  const numbers = mentions.flatMap((mention, index): Placed[] =>
    mention.type === 'IDENTIFIER' &&
    /(?:Case|Docket|Index|Cause|Civil Action|Action)\b[^\n]{0,16}$/iu.test(
      `${text.slice(Math.max(0, mention.start - 28), mention.start)}${caseWord(mention)}`,
    )
      ? [{ index, mention }]
      : [],
  );
  const [number] = numbers;
  if (number === undefined || new Set(numbers.map(({ mention }) => mention.text)).size > 1) return [];
  return parties.map((party) => relation(party, 'PARTY_TO_CASE', number, 0.9));
}

function caseWord({ text }: ChunkMention): string {
  return /^(?:Case|Docket|Index|Cause|Civil Action)\b/iu.exec(text)?.[0] ?? '';
}

/** `Jane Roe, of Roe LLP, argued the cause for appellees`. */
function counsel(
  text: string,
  mentions: readonly ChunkMention[],
  claimants: readonly Placed[],
  respondents: readonly Placed[],
): ChunkRelation[] {
  return [...text.matchAll(argued)].flatMap((match) => {
    const clients = /^(?:plaintiff|appellant|petitioner)/iu.test(match.groups?.['side'] ?? '') ? claimants : respondents;
    const sentence = text.slice(Math.max(0, match.index - 160), match.index);
    const from = match.index - sentence.length + Math.max(sentence.search(/[.!?]\s+\p{Lu}[^.]*$/u) + 1, 0);
    const speakers = mentions.flatMap((mention, index): Placed[] =>
      mention.start >= from && mention.end <= match.index && (mention.type === 'PERSON' || mention.type === 'ORGANIZATION')
        ? [{ index, mention }]
        : [],
    );
    if (speakers.length > 2) return [];
    return clients.flatMap((client) =>
      speakers
        .filter(({ mention }) => mention.text !== client.mention.text)
        .map((speaker) => relation(client, 'REPRESENTED_BY', speaker, 0.88)),
    );
  });
}

function relation(subject: Placed, predicate: string, object: Placed, confidence: number): ChunkRelation {
  return { subject: subject.index, predicate, object: object.index, confidence, evidence: hull(subject.mention, object.mention) };
}
