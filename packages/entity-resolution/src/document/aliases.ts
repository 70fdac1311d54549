import type { Mention } from '@tributary/contracts';
import { isValueType } from '../names/name-key.js';
import { isKnownRegion } from '../names/place-name.js';

/** `Samuel Clemens, better known as Mark Twain`; `Acme Corp., doing business as Roadrunner`; `Ann Lee (born Ann Wu)`. */
const knownAs =
  /^\s*[,;]?\s*[([]?\s*(?:who (?:is|was) |which (?:is|was) |(?:is|was) )?(?:(?:also|formerly|previously|originally|officially|commonly|popularly|better|best|sometimes|now|then|otherwise|later) )?(?:known(?: simply)? as|called|named|renamed(?: to)?|nicknamed|styled|abbreviated(?: as| to)?|or simply|or|doing business as|trading as|d\/b\/a|t\/a|dba|a\/k\/a|aka|a\.k\.a\.|f\/k\/a|n\/k\/a|formerly|née?|nee|born|alias)\s+(?:the )?["“'‘]?$/i;
/** `or` and `called` join names only inside a bracket or between commas. */
const weakWord = /\b(?:or|called|named|formerly|born)\s+(?:the )?["“'‘]?$/i;
/** `Osaka Bay (Japanese: 大阪湾)`, `Bernoulli (Latin name: …)`. */
const inLanguage = /^\s*[([]\s*(?:(?:in )?\p{Lu}\p{Ll}+(?: \p{L}+)?\s*:)\s*$/u;
const openBracket = /^\s*[([]\s*["“'‘]?$/;
const closed = /^["”'’]?\s*[,;)\]]/;
/** The bracket ends and the sentence goes on about what stands before it. */
const defining = /^[^()]{0,50}\)\s*,?\s*(?:is|was|are|were)\b/;
/** Letters between two mentions that a phrase may take. */
const reach = 60;

/** Pairs of mentions that the text itself calls the same: the second is another name of the first. Mentions sorted by start. */
export function findAliases(text: string, mentions: readonly Mention[]): [number, number][] {
  const pairs: [number, number][] = [];
  for (const [i, mention] of mentions.entries()) {
    const next = mentions[i + 1];
    if (!next || next.type !== mention.type || isValueType(mention.type)) continue;
    if (next.start < mention.end || next.start - mention.end > reach) continue;
    const between = text.slice(mention.end, next.start);
    if (saysSame(between, text.slice(next.end, next.end + reach), mention, next)) pairs.push([i, i + 1]);
  }
  return pairs;
}

function saysSame(between: string, after: string, a: Mention, b: Mention): boolean {
  // `(大阪湾 Ōsaka-wan)`: a name and how it is read.
  if (between.trim() === '') return isForeign(a.text) && !isForeign(b.text) && closed.test(after);
  if (/^['’]s/.test(after) || (/["“‘]$/.test(between) && !/^["”’,.]/.test(after))) return false;
  if (inLanguage.test(between)) return true;
  if (knownAs.test(between)) return !weakWord.test(between) || (/^\s*[,;([]/.test(between) && closed.test(after));
  // `Downy (Lenor in Europe) is …`: what a text begins to define, it names fully.
  if (openBracket.test(between) && defining.test(after) && !isRegion(b))
    return a.type !== 'PERSON' || isForeign(a.text) !== isForeign(b.text);
  // `Springfield (Illinois)` says where; only a name in other letters is another name of a place.
  if (!openBracket.test(between) || !(closed.test(after) || isForeign(b.text))) return false;
  return a.type === 'LOCATION'
    ? isForeign(a.text) !== isForeign(b.text)
    : a.type === 'ORGANIZATION' && isForeign(a.text) !== isForeign(b.text);
}

/** A state or a country in brackets says where a place is. */
function isRegion({ type, text }: Mention): boolean {
  return type === 'LOCATION' && isKnownRegion(text);
}

function isForeign(name: string): boolean {
  return /[^\p{Script=Latin}\p{P}\p{N}\s]/u.test(name);
}
