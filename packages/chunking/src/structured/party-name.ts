import type { StructuredData } from '@tributary/contracts';
import { trimRange } from '../cleaning/map-blocks.js';
import type { Range } from '../cleaning/offset-map.js';

export type Party = StructuredData['parties'][number];

const forms =
  'Inc|Corp|Corporation|LLC|L\\.L\\.C|Ltd|Limited|LP|L\\.P|LLP|PLC|plc|GmbH|AG|S\\.A|S\\.R\\.L|S\\.p\\.A|B\\.V|N\\.V|Pty|Co|Company|Bank|Trust|Fund|N\\.A|Partners|University|Association';
/** A name that ends like a company's. */
export const endsInLegalForm = new RegExp(`\\b(?:${forms})\\b\\.?,?\\s*$`, 'i');
/** A name that starts here and soon has a legal form. */
export const startsLegalName = new RegExp(`^[^.;()\\n]{2,70}?\\b(?:${forms})\\b`);
/** What describes a party after its name. */
export const description =
  /(?:,|\n)?[ \n]+(?:(?:is |being )?(?:an?|the) (?:[\p{L}.&-]+[ \n]){0,6}?(?:corporation|company|partnership|association|bank|trust|organi[sz]ation|university|institute|individual|resident|citizen|entity|society|agency|subsidiary|division|body|person|business|cooperative|limited|city|gmbh|s\.a\.)|(?:with|having|whose|located|organi[sz]ed|incorporated|established|existing|residing|acting|on behalf|of \d|at \d|registered|doing business|d\/b\/a|f\/k\/a|formerly|represented|hereinafter|hereafter|referred|individually|dated|effective|which|who|and (?:its|their|all of)|on (?:the|one) (?:one|other)|agrees?|duly|company number|page)\b)|,? ?[("“]|,?[ \n]+\d{2,}|\n\n|;/iu;
const lead =
  /^(?:[-–—•*]+|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])[ \n]+|^(?:and|AND|und|et|y|each of|either|both|the following parties)[,:]?[ \n]+|^[Tt]he[ \n]+(?=\p{Lu})/u;
const role = /^(?:the )?((?:[\p{L}-]+(?:or|er|ee|ant|ent)s?)|company|buyer|bank|agency|executive|fund|trust|parent|principal)$/iu;
/** Terms that stand for the contract or a time, not for a party. */
export const noParty =
  /\b(?:agreement|date|contract|amendment|lease|term|effective|plan|schedule|exhibit|parties|party|act|shares?|products?|services?|territory)\b/i;

/** The name that a stretch of text starts with, before whatever describes it. */
export function nameOf(text: string, start: number, end: number): Range | undefined {
  let from = start;
  for (let skip = lead.exec(text.slice(from, end)); skip !== null; skip = lead.exec(text.slice(from, end))) from += skip[0].length;
  const stop = text.slice(from + 1, end).search(description);
  const range = trimRange(text, from, stop < 0 ? end : from + 1 + stop);
  const name = text.slice(range.start, range.end).replace(/[,;:\s]+$/, '');
  const looksLikeName =
    /^["“]?(?:\p{Ll}{1,2})?[\p{Lu}\d]/u.test(name) && name.length >= 2 && name.length <= 120 && name.split(/\s+/).length <= 14;
  const first = name.split(/\s+/, 2).join(' ');
  return looksLikeName && !noParty.test(first) ? { start: range.start, end: range.start + name.length } : undefined;
}

/** A party by its name and what the text calls it; the role is an alias like `Licensor` that is not a piece of the name. */
export function partyOf(text: string, { start, end }: Range, aliases: readonly string[]): Party {
  const name = text.slice(start, end);
  const known = [...new Set(aliases)].filter((alias) => alias !== name && !noParty.test(alias));
  const called = known
    .filter((alias) => !name.toLowerCase().includes(alias.toLowerCase()))
    .map((alias) => role.exec(alias)?.[1])
    .find((word) => word !== undefined);
  return {
    text: name,
    value: name.replace(/\s+/g, ' ').replace(/^["“]|["”]$/g, ''),
    start,
    end,
    ...(called === undefined ? {} : { role: called.toLowerCase() }),
    ...(known.length === 0 ? {} : { aliases: known }),
  };
}
