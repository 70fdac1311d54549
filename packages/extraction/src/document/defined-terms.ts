import type { DefinedTerm } from '@tributary/contracts';
import type { ChunkMention } from '../extract-chunk.js';
import { isGenericName, isRoleWord } from '../names/role-words.js';
import { isShortFor } from './aliases.js';
import { mentionsIn } from './find-in-range.js';

const partyTypes = new Set<string>(['PERSON', 'ORGANIZATION']);
/** A definition in brackets stands at most this far behind its name: `…, a Delaware corporation having its office at … (the "Company")`. */
const longestDescription = 400;
const definition =
  /\(\s*(?:(?:hereinafter|hereafter|herein|collectively|together|each|individually|also|as|or|the|referred to|called|known|defined|to|as well as|with its subsidiaries|and)[\s,]*)*["“'‘](?<first>[^"”'’\n]{2,60})["”'’](?:[\s,]*(?:and|or)[\s,]*(?:the\s+|an?\s+)?["“'‘](?<second>[^"”'’\n]{2,60})["”'’])?[^()]{0,40}\)|(?:hereinafter|hereafter)\s+(?:referred\s+to\s+as\s+|called\s+|known\s+as\s+)?(?:the\s+)?["“](?<third>[^"”\n]{2,60})["”]/gu;
const notParties =
  /^(?:Agreement|Effective Date|Parties|Party|Term|Services?|Products?|Territory|Closing|Notes?|Shares?|Premises|Property|Software|Confidential.*|.*Date|.*Period|.*Agreement|Contract|Action|Complaint|Motion|Order)$/iu;

/** Words that begin a clause: what is in brackets after them names a thing the clause speaks of, not a party. */
const clause =
  /\b(?:shall|will|may|are|was|has|have|had|agrees?|grants?|owns|desires?|engages?|provides?|uses?|located|filed|issued|received|pursuant)\b/u;

/** Names the text itself defines, each with the mention it stands for: the name whose description the brackets end. */
export function findDefinedTerms(text: string, mentions: readonly ChunkMention[]): DefinedTerm[] {
  const terms: DefinedTerm[] = [];
  let previous = 0;
  for (const match of text.matchAll(definition)) {
    const names = [match.groups?.['first'], match.groups?.['second'], match.groups?.['third']].flatMap((name) =>
      name === undefined ? [] : [name.replace(/[,.]$/, '')],
    );
    for (const name of names) {
      if (notParties.test(name) || !/^[\p{L}\p{N}]/u.test(name)) continue;
      const target = referent(text, match.index, previous, name, mentions);
      if (target === undefined) continue;
      const start = text.indexOf(name, match.index);
      terms.push({ term: name, start, end: start + name.length, refers_to: { start: target.start, end: target.end } });
    }
    previous = match.index + match[0].length;
  }
  return terms;
}

function referent(text: string, at: number, previous: number, term: string, mentions: readonly ChunkMention[]): ChunkMention | undefined {
  const from = Math.max(previous, at - longestDescription);
  const near = mentionsIn(mentions, from, at).map(({ mention }) => mention);
  const adjacent = near.at(-1);
  if (adjacent !== undefined && at - adjacent.end <= 3 && (isShortFor(term, adjacent.text, false) || adjacent.type === 'LAW'))
    return adjacent;
  const names = near.filter(
    ({ type, start }) => partyTypes.has(type) && !isInBrackets(text, from, start) && !isEnded(text.slice(start, at)),
  );
  const short = names.findLast((name) => isShortFor(term, name.text, false));
  if (short !== undefined) return short;
  const outer = outermost(text, names);
  if (outer === undefined)
    return adjacent !== undefined && at - adjacent.end <= 3 && adjacent.type === 'LOCATION' && !isGenericName(term) ? adjacent : undefined;
  const between = text.slice(outer.end, at);
  const isRole = term.split(/[\s/-]+/).every(isRoleWord) && !term.endsWith('s');
  if (isRole)
    return clause.test(
      between.replaceAll(
        /\b(?:has|having|with|whose|located|was|are)\b[^,;]*\b(?:office|place|address|business|headquarters|located|incorporated|organi[sz]ed|formed)\b/gu,
        '',
      ),
    )
      ? undefined
      : outer;
  return at - outer.end <= 3 && !isGenericName(term) ? outer : undefined;
}

/** Outwards from the last name while what stands between is a description: `Acme, a subsidiary of Beta Corp. ("Acme")`. */
function outermost(text: string, names: readonly ChunkMention[]): ChunkMention | undefined {
  let index = names.length - 1;
  while (index > 0 && isDescription(text, names[index - 1]!, names[index]!)) index--;
  return names[index];
}

function isInBrackets(text: string, from: number, at: number): boolean {
  const before = text.slice(from, at);
  return before.lastIndexOf('(') > before.lastIndexOf(')');
}

function isEnded(after: string): boolean {
  return /;|\n\s*\n|[^\p{Lu}]{2}[.!?]\s+\p{Lu}\p{Ll}+\s\p{Ll}/u.test(after);
}

/** A name inside the description of the one before (`a subsidiary of X`, `attn: Y`) is not what the brackets define. */
function isDescription(text: string, outer: ChunkMention, inner: ChunkMention): boolean {
  const between = text.slice(outer.end, inner.start);
  return (
    /^[\s,]*(?:an?|the|its|having|with|by|through|of|whose|located|organi[sz]ed|incorporated|doing|d\/b\/a|dba|on|acting|f\/k\/a|\()\b/iu.test(
      between,
    ) && !/\band\s*$/iu.test(between)
  );
}
