import { type Recognised, withoutOverlaps } from '../recognisers/recognised.js';
import type { Tag, TagType } from '../tagger/tagger.js';
import type { NameCandidate } from './candidate.js';
import { findCompanies } from './company-names.js';
import { findCourts } from './court-names.js';
import { findInstitutions } from './institution-names.js';
import { findParties } from './party-names.js';
import { findPersons } from './person-names.js';
import { findPlaces } from './place-names.js';
import { isGenericName } from './role-words.js';
import { splitLines } from './split-lines.js';
import { tidySpan } from './tidy-span.js';
import { trimRoles } from './trim-roles.js';

const types: Readonly<Record<TagType, NameCandidate['type'] | undefined>> = {
  PERSON: 'PERSON',
  ORG: 'ORGANIZATION',
  LOC: 'LOCATION',
  MISC: undefined,
};

/** Names of the tagger and of the rules in one list: borders where a reader would put them, no role words, none twice. */
export function refineNames(text: string, tags: readonly Tag[]): Recognised[] {
  const tagged = tags.flatMap((tag) => fromTag(text, tag));
  const ruled = withoutOverlaps(
    [
      ...findCompanies(text),
      ...findPlaces(text),
      ...findCourts(text),
      ...findPersons(text),
      ...findInstitutions(text),
      ...findParties(text),
    ].flatMap((rule) => tidied(text, rule)),
  );
  return combine(text, tagged, ruled).filter((name) => !isGenericName(text.slice(name.start, name.end)) && !isReference(text, name));
}

function fromTag(text: string, { start, end, type, confidence }: Tag): NameCandidate[] {
  const named = types[type];
  if (named === undefined) return [];
  return splitLines(text, start, end, named === 'ORGANIZATION').flatMap((part) => tidied(text, { ...part, type: named, confidence }));
}

function tidied(text: string, name: NameCandidate): NameCandidate[] {
  const span = tidySpan(text, name.start, name.end);
  if (span === undefined) return [];
  const start = span.start + trimRoles(text.slice(span.start, span.end), name.type);
  return start < span.end ? [{ ...name, start, end: span.end }] : [];
}

/** A rule replaces the tags it touches, unless a tag of the same type reaches further, or a surer name holds it inside. */
function combine(text: string, tagged: readonly NameCandidate[], ruled: readonly NameCandidate[]): NameCandidate[] {
  const replaced = new Set<NameCandidate>();
  const added: NameCandidate[] = [];
  for (const rule of ruled) {
    const touched = tagged.filter((tag) => tag.start < rule.end && rule.start < tag.end);
    const outer = touched.find(
      (tag) =>
        tag.start <= rule.start &&
        rule.end <= tag.end &&
        (tag.type === rule.type
          ? tag.end - tag.start < 80 && tag.confidence > 0.4
          : tag.type === 'ORGANIZATION' && tag.confidence > 0.5 && tag.end - tag.start > rule.end - rule.start),
    );
    if (outer !== undefined) {
      replaced.add(outer);
      if (!added.some((other) => other.start === outer.start))
        added.push(outer.type === rule.type ? { ...outer, confidence: Math.max(outer.confidence, rule.confidence) } : outer);
      continue;
    }
    const start = leftReach(text, rule, touched);
    for (const tag of touched) replaced.add(tag);
    added.push({ ...rule, start });
  }
  return withoutOverlaps([...tagged.filter((tag) => !replaced.has(tag)), ...added]);
}

/** A company's name may begin before the words the rule dares to take: the tagger saw `Johnson and Johnson Inc.` */
function leftReach(text: string, rule: NameCandidate, touched: readonly NameCandidate[]): number {
  if (rule.type !== 'ORGANIZATION') return rule.start;
  const reach = touched.find((tag) => tag.type === 'ORGANIZATION' && tag.start < rule.start && tag.end <= rule.end && tag.confidence > 0.6);
  return reach === undefined || /\n/.test(text.slice(reach.start, rule.start)) ? rule.start : reach.start;
}

/** Degrees after a name and labels (`Bill to`) name nobody; initials of judges after a docket number, `3:18-cv-16281(BRM)(TJB)`, do not; nor does what is left of `ET AL. V. WOLF`. */
function isReference(text: string, { start, end }: NameCandidate): boolean {
  if (/\b(?:NASDAQ|Nasdaq|NYSE|AMEX|OTC\w*|TSXV?|LSE|ASX)\s?:\s?$/u.test(text.slice(Math.max(0, start - 10), start))) return true;
  if (/^(?:et\s)?al\b|\sv\.\s/iu.test(text.slice(start, end))) return true;
  if (/^(?:M\.?D|Ph\.?\s?D|J\.?D|Esq|LL\.?[MB]|CPA|M\.?B\.?A|R\.?N|P\.?E)\.?(?:$|\s*\n)/u.test(text.slice(start, end))) return true;
  if (/^(?:Bill|Ship|Mark)$/u.test(text.slice(start, end)) && /^[ \t][Tt]o\b/u.test(text.slice(end, end + 4))) return true;
  return end - start <= 4 && /[\d)]\s?\($/.test(text.slice(Math.max(0, start - 3), start)) && text[end] === ')';
}
