import type { NameCandidate } from './candidate.js';
import { isRoleWord } from './role-words.js';

const suffix =
  /(?<![\p{L}\p{N}])(?:Inc(?:orporated)?|INC(?:ORPORATED)?|Corp(?:oration)?|CORP(?:ORATION)?|L\.?L\.?C|LLC|L\.?L\.?P|L\.?P|Ltd|LTD|Limited|LIMITED|PLC|plc|GmbH|GMBH|AG|S\.A|N\.V|B\.V|S\.p\.A|S\.r\.l|A\.G|N\.A|Co|CO|Company|COMPANY|Pty|P\.C|P\.A|PC|PLLC|LLLP|KG|Oyj?|AB|ASA|SARL|S\.A\.R\.L|FSB|F\.S\.B|S\.L|S\.A\. de C\.V|Sp\. z o\.o|d\.o\.o|s\.r\.o|a\.s|A\/S|ApS|Lda|Ltda|Kft|Zrt|Bhd|OÜ|UAB|K\.K|OAO|OOO|ZAO|PJSC|JSC|SAS|SpA|Srl|mbH|eG|e\.V|National Association)(?![\p{L}\p{N}])\.?/gu;
const weakSuffixes = new Set([
  'Company',
  'COMPANY',
  'Limited',
  'LIMITED',
  'AG',
  'AB',
  'Corporation',
  'CORPORATION',
  'Co',
  'CO',
  'PC',
  'KG',
  'LP',
]);
const word = /(?:[\p{L}\p{N}][\p{L}\p{N}.'’*!+&/-]*|&)$/u;
const stops = new Set([
  'by',
  'and',
  'between',
  'among',
  'from',
  'with',
  'to',
  'in',
  'at',
  'on',
  'a',
  'an',
  'the',
  'is',
  'as',
  'or',
  'this',
  'that',
  'via',
  'c/o',
  'v',
  'vs',
  'dba',
  'd/b/a',
  'f/k/a',
  'fka',
  'n/k/a',
  'a/k/a',
  'source',
  'whereas',
  're',
  'exhibit',
  'agreement',
  'page',
  'copyright',
  'dear',
  'et',
  'al',
  'behalf',
  'both',
  'company',
  'inc',
  'llc',
  'ltd',
  'corp',
  'gmbh',
  'llp',
  'lp',
]);
/** Words that may stand before `of` in a company's name; before any other word `of` joins a person to a company. */
const headOf =
  /^(?:Banks?|University|College|Church|City|State|County|Town|Trust|Company|Association|House|Society|Institute|Board|Bureau|Department|Bancorp|Savings|Union|League|Order|Brotherhood|Corporation|Ministry|Hospital|Federation|Council|Academy|School|Museum|Insurance|Friends|Institution|Center|Centre|Knights|Sisters|Daughters|Sons|Bank)$/iu;
const longestName = 9;

/** Companies by their legal form: the capitalised words before `Inc.`, `LLC` or `GmbH`, without the role that stands before them. */
export function findCompanies(text: string): NameCandidate[] {
  const found: NameCandidate[] = [];
  for (const match of text.matchAll(suffix)) {
    const start = nameStart(text, match.index);
    if (start === undefined) continue;
    const form = match[0].replace(/\.$/, '');
    const end = match.index + match[0].length;
    if (weakSuffixes.has(form) && !isPlausible(text.slice(start, match.index))) continue;
    found.push({
      start,
      end:
        text[end - 1] === '.' &&
        /^\s+\p{Lu}\p{Ll}/u.test(text.slice(end)) &&
        form.length > 3 &&
        /^(?:Company|Limited|Corporation|LLC|LLP|PLC)$/i.test(form)
          ? end - 1
          : end,
      type: 'ORGANIZATION',
      confidence: weakSuffixes.has(form) ? 0.88 : 0.95,
    });
  }
  return found;
}

/** A weak form (`Company`) needs a word before it that is no role and no article: `The Company` is none. */
function isPlausible(before: string): boolean {
  const words = before.split(/[\s,]+/).filter((part) => part !== '');
  return (
    words.length > 0 &&
    !words.every((part) => isRoleWord(part) || stops.has(part.toLowerCase())) &&
    !/^(?:the|such|each|any|this|our)$/i.test(words[0] ?? '')
  );
}

/** Walks left from a legal form over the words of the name. */
function nameStart(text: string, at: number): number | undefined {
  let start: number | undefined;
  let position = at;
  for (let count = 0; count < longestName; count++) {
    const gap = /(?:[ \t]*,[ \t]*|[ \t]+|[ \t]*,?[ \t]*\n[ \t]*|)$/u.exec(text.slice(Math.max(0, position - 12), position))?.[0] ?? '';
    if (
      gap.includes('\n') &&
      start !== undefined &&
      !/(?:&|\bof|\bOF)$/u.test(text.slice(0, position - gap.length)) &&
      text[position] !== '&'
    )
      break;
    // Only the comma before the form, and those of a list that ends in `&`, belong to the name.
    if (gap.includes(',') && start !== undefined && !/^[^,]*&/.test(text.slice(start, at))) break;
    const left = position - gap.length;
    const bracket = /(?:^|[ \t])\([\p{Lu}][\p{L} .-]{1,24}\)$/u.exec(text.slice(Math.max(0, left - 30), left))?.[0];
    if (
      bracket !== undefined &&
      /\p{L}[\p{L}\p{N}.&’'-]*$/u.test(text.slice(Math.max(0, left - bracket.length - 12), left - bracket.length))
    ) {
      position = left - bracket.length;
      if (start === undefined) start = position + bracket.length;
      continue;
    }
    const found = word.exec(text.slice(Math.max(0, left - 40), left))?.[0];
    if (found === undefined || !belongs(found, text, left, start)) break;
    position = left - found.length;
    if (found !== '&' && !/^(?:of|de)$/i.test(found)) start = position;
  }
  return start === undefined || text[start] === '(' ? undefined : start;
}

function belongs(found: string, text: string, end: number, start: number | undefined): boolean {
  const lower = found.toLowerCase().replace(/[.,]+$/, '');
  if (stops.has(lower)) return false;
  // A full stop ends the sentence before, unless it stands after initials or a short form.
  if (found.endsWith('.') && !/^(?:\p{Lu}\.)+$|^(?:St|Mt|Ft|Wm|Geo|Chas|Bros|Jos|Co|Inc|No|Dr)\.$/u.test(found)) return false;
  if (found === '&') return start !== undefined;
  if (lower === 'of' || lower === 'de')
    return (
      start !== undefined &&
      headOf.test(/\S+$/u.exec(text.slice(Math.max(0, end - found.length - 40), end - found.length).trimEnd())?.[0] ?? '')
    );
  if (!/^[\p{Lu}\p{N}]|^[a-z]{1,2}[\p{Lu}\p{N}]|^[a-z]+-[\p{Lu}]|^e[A-Z]/u.test(found)) return false;
  if (/^\d+$/.test(found) && (found.length > 3 || start === undefined)) return false;
  return (
    start === undefined ||
    !isRoleWord(found) ||
    /^(?:bank|fund|trust|insurance|group|partners|university|hospital|state|city|county|agency|team|management|department)/.test(lower)
  );
}
