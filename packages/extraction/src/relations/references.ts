import type { Slot } from './slots.js';

const office =
  '(?:\\p{Ll}+ ){0,3}(?:[Cc]hief|[Pp]resident|[Vv]ice|[Cc]hair|[Dd]irector|[Gg]eneral|[Mm]anaging|[Mm]anager|[Tt]reasurer|[Ss]ecretary|[Cc]ontroller|[Cc]ounsel|[Cc]EO|[Cc]FO|CEO|CFO|COO|CTO|[Ff]ounder|[Oo]wner|[Ss]hareholder|[Pp]artner|[Oo]fficer|[Hh]ead|[Ee]xecutive|[Tt]rustee|[Ss]pokes|[Aa]ttorney|[Ll]awyer|[Ss]olicitor|[Ss]ole|[Pp]arent|[Ss]ubsidiary|[Aa]ffiliate|[Aa]uditor|[Pp]rogram|[Ee]ngineer|[Aa]rm\\b|[Uu]nit\\b|[Dd]ivision\\b|[Ss]eller|[Cc]o-founder)';
const kin =
  '(?:late |former |elder |younger |eldest |youngest |only |ex-|half-|twin |step)*(?:wife|husband|spouse|son|daughter|brother|sister|father|mother|cousin|uncle|aunt|nephew|niece|grandson|granddaughter|grandfather|grandmother|widow|widower|child|children|parents)';
const generic =
  '(?:company|corporation|group|firm|bank|insurer|partnership|association|foundation|business|lender|retailer|manufacturer|maker|steelmaker|carrier|airline|brewery|bakery|start-?up|agency|charity|college|university|hospital|fund|trust|cooperative|utility|developer|publisher)';

const words = new RegExp(
  [
    `(?<its>\\b(?:[Ii]ts|[Tt]heir)\\b)(?= (?:${office}|\\p{Lu}\\p{L}+ (?:office|plant|facility|mill|factory|headquarters)))`,
    `(?<the>\\b[Tt]he (?:${generic}|${capital(generic)})(?:’s|'s)?)(?![\\p{L}-])(?! of\\b)`,
    `(?<kin>\\b(?:[Hh]is|[Hh]er)\\b)(?= ${kin}\\b)`,
    '(?<own>\\b(?:[Hh]is|[Hh]er)\\b)(?= (?:own )?(?:solicitor|attorney|lawyer|counsel|company|firm|label|employer|former employer))',
    `(?<my>\\b(?:[Mm]y|I)\\b)(?!,)`,
  ].join('|'),
  'gu',
);
/** What is referred to stands no further back. */
const reach = 700;

/** Words that stand for a name said before: `its treasurer`, `the company's chairman`, `her brother`, and `my son` of one who says `I, John Roe`. */
export function referenceSlots(text: string, slots: readonly Slot[]): Slot[] {
  const speaker = speakerOf(text, slots);
  const found: Slot[] = [];
  let [first, next] = [0, 0];
  for (const match of text.matchAll(words)) {
    const { its, the, kin: kinship, own, my } = match.groups ?? {};
    const word = its ?? the ?? kinship ?? own ?? my ?? '';
    while (next < slots.length && (slots[next]?.end ?? 0) <= match.index) next++;
    while (first < next && match.index - (slots[first]?.end ?? 0) >= reach) first++;
    const before = slots.slice(first, next);
    const target =
      my !== undefined
        ? speaker
        : its !== undefined
          ? nearestIn(text, before, 'O', match.index)
          : the !== undefined
            ? companyOf(text, before, slots, the)
            : nearestIn(text, before, 'P', match.index);
    if (target === undefined) continue;
    const end = match.index + word.replace(/(?:’s|'s)$/u, '').length;
    const slot = { ...target, start: match.index, end, weight: target.weight * 0.95 };
    found.push(the !== undefined || word === 'I' ? slot : { ...slot, possessive: true });
  }
  return found;
}

/** `I, Arthur Lowell, of Salem`: whoever says I in this document. */
function speakerOf(text: string, slots: readonly Slot[]): Slot | undefined {
  return slots.find((slot) => slot.letter === 'P' && /(?:^|[\s(“"])I,\s+$/u.test(text.slice(Math.max(0, slot.start - 6), slot.start)));
}

/** Counsel, courts and authorities are spoken of by other words than `the company`. */
const otherBodies = /\b(?:LLP|PLLC|P\.C\.|Court|Department|Ministry|Commission)/u;

/** `the company` is the last one spoken of; `the Company`, where nothing defines it, the one the document is about: the first. */
function companyOf(text: string, before: readonly Slot[], all: readonly Slot[], words: string): Slot | undefined {
  const isCompany = (slot: Slot) => slot.letter === 'O' && !otherBodies.test(text.slice(slot.start, slot.end));
  if (/^\S+ \p{Lu}/u.test(words)) return all.find(isCompany);
  return subjectOf(text, before.filter(isCompany), 'O');
}

/** The last one named in the same sentence; without one, the subject of the sentence before. */
function nearestIn(text: string, before: readonly Slot[], letter: string, at: number): Slot | undefined {
  const own = before.filter((slot) => slot.letter === letter);
  const last = own.at(-1);
  if (last === undefined) return undefined;
  return isEnded(text.slice(last.end, at)) ? subjectOf(text, before, letter) : last;
}

/** The first one named in the last sentence that names one. */
function subjectOf(text: string, before: readonly Slot[], letter: string): Slot | undefined {
  const own = before.filter((slot) => slot.letter === letter);
  let subject = own.at(-1);
  for (const slot of own.toReversed()) {
    if (subject !== undefined && isEnded(text.slice(slot.end, subject.start))) break;
    subject = slot;
  }
  return subject;
}

function isEnded(between: string): boolean {
  return /[\p{Ll}\d)”"]{2}[.!?]["”’)]?\s|\n\s*\n/u.test(`${between} `);
}

function capital(pattern: string): string {
  return pattern.replaceAll(/(?<=\(\?:|\|)(\p{Ll})/gu, (letter) => letter.toUpperCase());
}
