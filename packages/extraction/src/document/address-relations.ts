import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import { hull, mentionsIn, type Placed } from './find-in-range.js';

/** What ends an address: a postal code of the United States, Canada, Britain or the continent. */
const postalCode = /\b(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2})\b/u;
/** Words that say a line is an address although its code was left off. */
const streetLine = /^(?:\d+[A-Z]?|P\.?\s?O\.? Box|PO Box|Suite|Level|Floor)\b/iu;
/** Lines below a name that may hold its address. */
const longestAddress = 5;
const streetName =
  /\b(?:Road|Rd|Street|St|Avenue|Ave|Drive|Dr|Lane|Ln|Parade|Way|Court|Gardens|Square|Terrace|Boulevard|Blvd|Row|Place|Plaza|Parkway|Highway|Circle|Floor|Box)\.?$/iu;

/** A name on a line of its own, its address on the lines below: letterheads, inside addresses, bills. */
export function addressRelations(text: string, mentions: readonly ChunkMention[]): ChunkRelation[] {
  const lines = linesOf(text);
  return lines.flatMap(({ start, end }, at) => {
    const names = mentionsIn(mentions, start, end, 'ORGANIZATION');
    const [name] = names;
    if (name === undefined || names.length > 1 || !isAlone(text.slice(start, end), name, start)) return [];
    const block = lines.slice(at + 1, at + 1 + longestAddress);
    const stop = block.findIndex(
      (line) => isBlank(text, line) || mentionsIn(mentions, line.start, line.end, 'ORGANIZATION EMAIL').length > 0,
    );
    const city = cityOf(text, mentions, stop < 0 ? block : block.slice(0, stop));
    return city === undefined
      ? []
      : [{ subject: name.index, predicate: 'LOCATED_IN', object: city.index, confidence: 0.9, evidence: hull(name.mention, city.mention) }];
  });
}

interface Line {
  readonly start: number;
  readonly end: number;
}

function linesOf(text: string): Line[] {
  let at = 0;
  return text.split('\n').map((line) => {
    const start = at;
    at += line.length + 1;
    return { start, end: start + line.length };
  });
}

function isBlank(text: string, { start, end }: Line): boolean {
  return text.slice(start, end).trim() === '';
}

/** Only a label (`Bill to:`, `Buyer:`) may stand before the name, and nothing but a form of business after it. */
function isAlone(line: string, { mention }: Placed, start: number): boolean {
  const [before, after] = [line.slice(0, mention.start - start), line.slice(mention.end - start)];
  return /^\s*(?:[\p{L} ]{2,20}:\s*)?$/u.test(before) && after.trim().length <= 4;
}

/** The first place of the first line that has a postal code, or that follows a street. */
function cityOf(text: string, mentions: readonly ChunkMention[], block: readonly Line[]): Placed | undefined {
  for (const [at, { start, end }] of block.entries()) {
    const line = text.slice(start, end);
    const previous = block[at - 1];
    const followsStreet = previous !== undefined && streetLine.test(text.slice(previous.start, previous.end).trim());
    if (!postalCode.test(line) && !(followsStreet && /^\s*\p{Lu}[\p{L} .'-]+,\s*\p{Lu}[\p{L} .]+$/u.test(line))) continue;
    const place = mentionsIn(mentions, start, end, 'LOCATION').find(({ mention }) => !streetName.test(mention.text));
    if (place !== undefined) return place;
  }
  return undefined;
}
