import type { StructuredData } from '@tributary/contracts';
import { trimRange } from '../cleaning/map-blocks.js';
import { definedTerms } from './defined-terms.js';

export type Party = StructuredData['parties'][number];

/** The parties stand in the first paragraphs. */
const reach = 8000;
/** Places that may be the preamble; it is among the first. */
const maxPreambles = 8;
/** Where the list of parties ends. */
const preambleEnd =
  /\b(?:WITNESSETH|W I T N E S S E T H|RECITALS?|BACKGROUND|WHEREAS|Whereas|NOW,? THEREFORE|TABLE OF CONTENTS|ARTICLE [I1]\b)|\n(?:1|I|A)[.)] /u;
const preambleStart = /\b(?:by and between|by and among|between|among|entre|zwischen)\b:?[ \n]*/giu;
/** What describes a party after its name. */
const description =
  /(?:,|\n)?[ \n]+(?:(?:is |being )?(?:an?|the) (?:[\p{L}.&-]+[ \n]){0,6}?(?:corporation|company|partnership|association|bank|trust|organi[sz]ation|university|institute|individual|resident|citizen|entity|society|agency|subsidiary|division|body|person|business|cooperative|limited|gmbh|s\.a\.)|(?:with|having|whose|located|organi[sz]ed|incorporated|established|existing|residing|acting|on behalf|of \d|at \d|registered|doing business|d\/b\/a|f\/k\/a|represented|hereinafter|hereafter|referred|individually|duly|company number)\b)|,? ?[("“]|,?[ \n]+\d{2,}|\n\n|;/iu;
const joints = /(?:,|;)?[ \n]+(?:and|AND|und|et|y)[ \n]+(?=(?:the )?["“]?[\p{Lu}\d])|;[ \n]*|(?<=[)"”]),[ \n]+(?=(?:the )?[\p{Lu}\d])/u;
const numbering =
  /^(?:[-–—•*]+|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])[ \n]+|^(?:and|AND|und|et|y|each of|either|both|the following parties)[,:]?[ \n]+/u;
const role = /^(?:the )?([\p{L}-]+(?:ors?|ers?|ees?|ants?|ents?|ies|y|ist|ts?))$/iu;
/** Terms that stand for the contract or a time, not for a party. */
const noParty =
  /\b(?:agreement|date|contract|amendment|lease|term|effective|plan|schedule|exhibit|parties|party|act|shares?|products?|services?|territory)\b/i;

/** Parties of a contract from its preamble: `between X, a Delaware corporation ("Licensor"), and Y (the "Licensee")`. */
export function contractParties(text: string): readonly Party[] {
  const front = text.slice(0, reach);
  for (const found of [...front.matchAll(preambleStart)].slice(0, maxPreambles)) {
    const start = found.index + found[0].length;
    const parties = partiesOf(text, start, start + lengthOfPreamble(front.slice(start, start + 2500)));
    if (parties.length >= 2) return parties;
  }
  return [];
}

function lengthOfPreamble(rest: string): number {
  const end = rest.search(preambleEnd);
  return end < 0 ? rest.length : end;
}

function partiesOf(text: string, start: number, end: number): readonly Party[] {
  const parties: Party[] = [];
  const terms = definedTerms(text, start, end);
  let from = start;
  for (const stretch of stretches(text, from, end, terms)) {
    const name = nameOf(text, stretch.start, stretch.end);
    if (name === undefined) break;
    const aliases = terms
      .filter((term) => term.start >= stretch.start && term.end <= stretch.end + 1)
      .flatMap(({ names }) => names)
      .filter((alias) => !noParty.test(alias));
    parties.push(partyOf(text, name, aliases));
    from = stretch.end;
  }
  return parties;
}

/** One stretch for each party: from joint to joint, outside brackets, until the sentence ends. */
function* stretches(
  text: string,
  start: number,
  end: number,
  terms: readonly { readonly start: number; readonly end: number }[],
): Generator<{ start: number; end: number }> {
  let from = start;
  const sentence = sentenceEnd(text, start, end, terms);
  while (from < sentence) {
    let to = sentence;
    let next = sentence;
    const joint = new RegExp(joints, 'gu');
    joint.lastIndex = from;
    for (let found = joint.exec(text); found !== null && found.index < sentence; found = joint.exec(text)) {
      const after = found.index + found[0].length;
      if (terms.some((term) => found.index > term.start && found.index < term.end) || !opensParty(text, from, found.index, after, terms))
        continue;
      to = found.index;
      next = after;
      break;
    }
    yield { start: from, end: to };
    from = next;
  }
}

/** `and` joins parties when a description or a defined term came before it, or a name of several words follows a name of several words. */
function opensParty(
  text: string,
  from: number,
  joint: number,
  after: number,
  terms: readonly { readonly start: number; readonly end: number }[],
): boolean {
  const stretch = text.slice(from, joint);
  if (terms.some((term) => term.start >= from && term.end <= joint + 1)) return true;
  return (
    description.test(stretch) ||
    stretch.endsWith(',') ||
    legalForm.test(stretch) ||
    legalForm.test(text.slice(after, after + 60)) ||
    text.charAt(joint) === '\n'
  );
}
const legalForm =
  /\b(?:Inc|Corp|Corporation|LLC|L\.L\.C|Ltd|Limited|LP|L\.P|LLP|PLC|plc|GmbH|AG|S\.A|B\.V|N\.V|Co|Company|Bank|Trust|Fund|N\.A)\b\.?,?\s*$/i;

function sentenceEnd(text: string, start: number, end: number, terms: readonly { readonly start: number; readonly end: number }[]): number {
  const stop = /[.:](?=[ \n]+(?:[\p{Lu}]|\n|$))/gu;
  stop.lastIndex = start;
  for (let found = stop.exec(text); found !== null && found.index < end; found = stop.exec(text)) {
    const word = /[\p{L}.]*$/u.exec(text.slice(Math.max(start, found.index - 12), found.index))?.[0] ?? '';
    const abbreviated =
      found[0] === '.' &&
      (/^(?:inc|corp|co|ltd|no|st|mr|mrs|ms|dr|jr|sr|ave|blvd|ste|l\.p|l\.l\.c|s\.a|b\.v|n\.v|n\.a|u\.s|u\.s\.a|d\/b\/a)$/i.test(word) ||
        word.length === 1);
    if (!abbreviated && !terms.some((term) => found.index > term.start && found.index < term.end)) return found.index;
  }
  return end;
}

function nameOf(text: string, start: number, end: number): { readonly start: number; readonly end: number } | undefined {
  let from = start;
  for (let skip = numbering.exec(text.slice(from, end)); skip !== null; skip = numbering.exec(text.slice(from, end)))
    from += skip[0].length;
  const rest = text.slice(from, end);
  const stop = rest.slice(1).search(description);
  const range = trimRange(text, from, stop < 0 ? end : from + 1 + stop);
  const name = text.slice(range.start, range.end).replace(/[,;:\s]+$/, '');
  const looksLikeName = /^["“]?[\p{Lu}\d]/u.test(name) && name.length >= 2 && name.length <= 120 && name.split(/\s+/).length <= 14;
  return looksLikeName && !noParty.test(name.split(/\s+/).slice(0, 2).join(' '))
    ? { start: range.start, end: range.start + name.length }
    : undefined;
}

function partyOf(text: string, { start, end }: { readonly start: number; readonly end: number }, aliases: readonly string[]): Party {
  const name = text.slice(start, end);
  const called = aliases.map((alias) => role.exec(alias)?.[1]).find((word) => word !== undefined);
  const known = [...new Set(aliases)].filter((alias) => alias !== name);
  return {
    text: name,
    value: name.replace(/\s+/g, ' ').replace(/^["“]|["”]$/g, ''),
    start,
    end,
    ...(called === undefined ? {} : { role: called.toLowerCase() }),
    ...(known.length === 0 ? {} : { aliases: known }),
  };
}
