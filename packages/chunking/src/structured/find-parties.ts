import { trimRange } from '../cleaning/map-blocks.js';
import { type DefiningBracket, definedTerms } from './defined-terms.js';
import { endsInLegalForm, nameOf, noParty, type Party, partyOf } from './party-name.js';
import { partyStretches } from './party-stretches.js';

/** The parties stand in the first paragraphs. */
const reach = 8000;
/** Places that may be the preamble; it is among the first. */
const maxPreambles = 8;
/** Where a contract has said that it is one. */
const titleReach = 1500;
/** A preamble is not longer. */
const maxPreamble = 2500;
const preambleEnd =
  /\b(?:WITNESSETH|W I T N E S S E T H|RECITALS?|R E C I T A L S|BACKGROUND|WHEREAS|Whereas|NOW,? THEREFORE|TABLE OF CONTENTS|ARTICLE [I1]\b)|\n(?:1|I|A)[.)] /u;
const preambleStart =
  /\b(?:by and between|by and among|between|among|entered into by|made by|entre|zwischen)\b:?[ \n]*|\bPARTIES:?[ \n]+(?=\(1\) )/giu;
/** `Party A: Acme Co., Ltd.` */
const lettered =
  /\b(?:Party|PARTY) ([AB12]|One|Two|ONE|TWO)\s?:\s*([\p{Lu}\d][^:\n]{2,100}?)(?= +(?:Party|PARTY|Address|Legal|ADD|Registered|Tel|\()|\s*\n| +\p{Lu}\p{Ll}+ [a-z])/gu;

/** Parties of a contract: from its preamble, from lines like `Party A: …`, or from the first two names that brackets define. */
export function contractParties(text: string): readonly Party[] {
  const front = text.slice(0, reach);
  for (const found of [...front.matchAll(preambleStart)].slice(0, maxPreambles)) {
    const parties = partiesFrom(text, found.index + found[0].length);
    if (parties.length >= 2) return parties;
  }
  const letters = letteredParties(front);
  if (letters.length >= 2) return letters;
  const start = definedStart(front);
  const parties = start === undefined ? [] : partiesFrom(text, start);
  return parties.length >= 2 ? parties : [];
}

function partiesFrom(text: string, start: number): readonly Party[] {
  const rest = text.slice(start, Math.min(start + maxPreamble, reach + maxPreamble));
  const stop = rest.search(preambleEnd);
  const end = start + (stop < 0 ? rest.length : stop);
  const terms = definedTerms(text, start, end);
  const parties: Party[] = [];
  for (const stretch of partyStretches(text, start, end, terms)) {
    const name = nameOf(text, stretch.start, stretch.end);
    if (name === undefined) break;
    parties.push(partyOf(text, name, aliasesIn(stretch, terms)));
  }
  // Names alone may be anything that stands between two others.
  return parties.some(({ text: name, aliases }) => aliases !== undefined || endsInLegalForm.test(name)) ? parties : [];
}

function aliasesIn(stretch: { readonly start: number; readonly end: number }, terms: readonly DefiningBracket[]): readonly string[] {
  return terms.filter((term) => term.start >= stretch.start && term.end <= stretch.end + 1).flatMap(({ names }) => names);
}

function letteredParties(front: string): readonly Party[] {
  const found = [...front.matchAll(lettered)].map((match) => {
    const name = match[2] as string;
    const start = match.index + match[0].lastIndexOf(name);
    return partyOf(front, trimRange(front, start, start + name.length), [`Party ${(match[1] as string).toUpperCase()}`]);
  });
  return [...Map.groupBy(found, ({ value }) => value).values()].flatMap((same) => same.slice(0, 1));
}

/** Where the sentence starts that defines two names, neither of them the contract's: `Acme, Inc. ("Acme") and Beta B.V. ("Consultant") agree`. */
function definedStart(front: string): number | undefined {
  if (!/\b(?:agreement|contract|lease|deed)\b/i.test(front.slice(0, titleReach))) return undefined;
  const terms = definedTerms(front, 0, front.length).filter(({ names }) => names.some((name) => !noParty.test(name)));
  const pair = terms.findIndex((term, index) => (terms[index + 1]?.start ?? Infinity) - term.end < 500);
  const first = terms[pair];
  if (first === undefined) return undefined;
  const before = front.slice(Math.max(0, first.start - 400), first.start);
  const sentence = Math.max(before.lastIndexOf('\n\n'), before.search(/(?<=[a-z)]\.)\s+(?=\p{Lu}[^.]*$)/u), 0);
  return first.start - before.length + sentence;
}
