import { candidateFinder, type NameCandidate } from './candidate.js';
import { isGenericWord } from './role-words.js';

const part =
  "(?:\\p{Lu}[\\p{Ll}\\p{M}]+(?:['’-]\\p{Lu}?[\\p{L}]+)?|(?:Mc|Mac|De|Di|La|Le|O['’]|D['’])\\p{Lu}\\p{Ll}+|\\p{Lu}['’]\\p{Lu}[\\p{L}]+|\\p{Lu}{2,}(?:['’-]\\p{Lu}+)?|(?:Mc|Mac)\\p{Lu}+)";
const initial = '\\p{Lu}\\.';
const particle = '(?:de la|de|del|della|van der|van den|van|von|der|den|di|da|dos|bin|al|el|ter|le|la)';
const ending = '(?:,?\\s(?:Jr\\.?|Sr\\.?|JR\\.?|SR\\.?|III|IV|II)(?![\\p{L}]))?';
const gap = '[ \\t]{1,3}';
/** Two to four parts on one line, at least the last one in full. */
const fullName = `(?:${part}|${initial})(?:${gap}(?:${part}|${initial}|"\\p{Lu}\\p{L}+"|“\\p{Lu}\\p{L}+”)){0,2}${gap}(?:${particle}\\s)?${part}${ending}`;

const withInitial = new RegExp(
  `(?<![\\p{L}\\p{N}.&/-]|(?:${part}|&)[ \\t])(?<name>${part}${gap}(?:${initial}[ \\t]?){1,2}${gap.replace('1', '0')}(?:${particle}\\s)?${part}${ending})(?![\\p{L}\\p{N}&])`,
  'gu',
);
const afterTitle = new RegExp(
  `(?<![\\p{L}])(?:Mr|Mrs|Ms|Messrs|Dr|Hon|Prof|MR|MRS|MS|DR|HON|Honorable|Judge|Justice|Professor|Magistrate Judge|Commissioner|Secretary|Senator|Detective|Sheriff|Attorney General)\\.?[ \\t]+(?:the[ \\t])?(?<name>(?:(?:${part}|${initial})[ \\t]{1,2}){0,3}(?:${particle}\\s)?${part}${ending})`,
  'gu',
);
const signed = new RegExp(`(?:/s/|[Ss]/)[ \\t]*(?<name>${fullName})`, 'gu');
const labelled = new RegExp(
  `(?<=(?:^|[\\n\\t ])(?:Name|NAME|Print(?:ed)? Name|Attn|ATTN|Attention|ATTENTION|Contact|Signed by|Prepared by|Submitted by|Witness|From|To|Cc|CC)[ \\t]*:[ \\t]*)(?<name>${fullName})(?=[ \\t]*(?:$|\\n|,|\\t| {2,}|<|\\(|;|\\||Title|Date|By|Its))`,
  'gu',
);
const judge = new RegExp(
  `(?<name>${fullName}|${part})(?=,[ \\t](?:(?:Chief|Senior|Presiding|Associate|Circuit|District|Magistrate|United States|U\\.S\\.)[ \\t])*(?:(?:Chief|Circuit|District|Magistrate)[ \\t])*(?:Judge|JUDGE|Justice|DISTRICT JUDGE|J\\.|P\\.J\\.|C\\.J\\.))`,
  'gu',
);
const counsel = new RegExp(
  `(?<name>${fullName})(?=,?[ \\t](?:Esq|ESQ)\\b|[ \\t]*[([](?:Bar|SBN|State Bar|CA Bar|Bar No)[ \\t.:#]|[ \\t]*\\((?:SBN|Bar))`,
  'gu',
);
/** A name on the line before an address that repeats one of its parts. */
const beforeMail = new RegExp(`(?<=^|\\n)[ \\t]*(?<name>${fullName})\\*?[ \\t]*\\n?[ \\t<(]*(?<mail>[\\p{L}\\p{N}._-]+)@`, 'gu');

const find = candidateFinder([
  { pattern: afterTitle, type: 'PERSON', confidence: 0.93 },
  { pattern: signed, type: 'PERSON', confidence: 0.95 },
  { pattern: labelled, type: 'PERSON', confidence: 0.88 },
  { pattern: judge, type: 'PERSON', confidence: 0.93, mark: /,[ \t](?=[A-Z]).{0,60}?(?:J(?:udge|UDGE|ustice|\.)|P\.J\.|C\.J\.)/gu },
  { pattern: counsel, type: 'PERSON', confidence: 0.95 },
  { pattern: withInitial, type: 'PERSON', confidence: 0.88, mark: /[ \t]\p{Lu}\./gu },
]);

/** Persons by what stands around them: titles, signatures, labels, bar numbers, mail addresses, middle initials. */
export function findPersons(text: string): NameCandidate[] {
  const found = [...find(text), ...findBeforeMail(text)];
  return found.filter(
    ({ start, end }) =>
      !text
        .slice(start, end)
        .split(/\s+/)
        .some((word) => word.length > 2 && !/^I+V?$/.test(word) && isGenericWord(word)) && !isCompany(text, end),
  );
}

function isCompany(text: string, end: number): boolean {
  return /^(?:,?\s(?:Inc|LLC|LLP|Ltd|Corp|Co|L\.P|P\.C|PLLC|PC|Company|Corporation|Bank|Foundation|Associates|Group|University|School|Hospital|Street|St|Avenue|Ave|Blvd|Road|Rd|Drive)\b|\s&\s)/u.test(
    text.slice(end),
  );
}

function findBeforeMail(text: string): NameCandidate[] {
  if (!text.includes('@')) return [];
  return [...text.matchAll(beforeMail)].flatMap((match) => {
    const name = match.groups?.['name'] ?? '';
    const mail = (match.groups?.['mail'] ?? '').toLowerCase();
    const parts = name
      .toLowerCase()
      .split(/[\s.]+/)
      .filter((item) => item.length > 2);
    if (!parts.some((item) => mail.includes(item.normalize('NFD').replaceAll(/\p{M}/gu, '').slice(0, 6)))) return [];
    const start = match.index + match[0].indexOf(name);
    return [{ start, end: start + name.length, type: 'PERSON' as const, confidence: 0.95 }];
  });
}
