import { PatternSieve } from '../patterns/pattern-sieve.js';
import { type Recognised, withoutOverlaps } from './recognised.js';

interface IdentifierRule {
  readonly pattern: RegExp;
  readonly confidence: number;
  readonly isValid?: (value: string) => boolean;
}

/** A value needs a digit: `Invoice Number Date` is a heading. */
const value = '(?<value>[A-Z0-9](?:[A-Z0-9]|[-/:._](?=[A-Z0-9])){2,29})';
const label = (words: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})\\s*(?:(?:No|Nos|Number|Num|ID|#|№)\\.?)?\\s*[:#]?\\s*${value}(?![\\p{L}\\p{N}])`, 'giu');

const rules: readonly IdentifierRule[] = [
  // Federal dockets: `1:08-cv-02764-LAK`, `No. 16-1234`, `Civ. A. No. 4:17-CV-01456`.
  {
    pattern:
      /(?<![\p{L}\p{N}-])(?<value>(?:\d{1,2}:)?\d{2,4}[-–](?:cv|cr|mc|md|mj|bk|ap|civ|crim|misc)[-–]\d{2,6}(?:[-–][A-Z0-9]{1,5})*)(?![\p{L}\p{N}])/giu,
    confidence: 0.98,
  },
  {
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:(?:Case|Docket|Cause|Index|Civil|Civ\\.|Criminal|Crim\\.|Civil Action|Civ\\. A\\.|Claim|Appeal|Matter|Action|Adversary|Adv\\. Proc\\.|File)\\s+(?:No|Nos|Number|#)s?\\.?)\\s*:?\\s*(?<value>[A-Z0-9](?:[A-Z0-9]|[-/:._](?=[A-Z0-9])| (?=(?:Civ|CV|CIV|Cr)\\b)){2,29})(?![\\p{L}\\p{N}])`,
      'giu',
    ),
    confidence: 0.95,
  },
  // State dockets with the year and the kind of case: `2019 L 004412`, `2018-CH-1234`.
  {
    pattern: /(?<![\p{L}\p{N}])(?<value>(?:19|20)\d{2}[- ](?:L|CH|CV|CR|D|M\d|LA|P|MR|CA|CF|DR|SC|CP|JD|FA)[- ]\d{3,7})(?![\p{L}\p{N}])/gu,
    confidence: 0.96,
  },
  { pattern: /(?<![\p{L}\p{N}.])Nos?\.\s(?<value>\d{2,4}[-–]\d{2,6}(?:[-–][A-Z]{1,4})?)(?![\p{L}\p{N}])/gu, confidence: 0.93 },
  {
    pattern: label(
      'State Bar|Bar|SBN|ARDC|Invoice|Inv\\.|Purchase Order|P\\.?O\\.?|Order|Contract|Agreement|Account|Acct\\.?|Policy|Reference|Ref\\.?|Customer|Project|Claim|Receipt|Tracking|Registration|Reg\\.?|Company|Charter|License|Permit|Loan|Certificate|Serial|Check|Cheque|Confirmation|Patent|Application|Order|Batch|Proposal|Solicitation|Award|Commission File|SEC File|File',
    ),
    confidence: 0.9,
  },
  {
    pattern:
      /(?<![\p{L}\p{N}])(?:VAT|Tax|EIN|TIN|FEIN|ABN|ACN|CIK|DUNS|D-U-N-S|CUSIP|ISIN|SWIFT|BIC|LEI|ABA|Routing|NIF|CIF|SIRET|SIREN|RCS|HRB|HRA|SSN|USt-Id(?:Nr)?\.?|USt-ID|UID|VAT-ID|Steuernummer|St\.-Nr\.|P\.?\s?IVA|Partita IVA|CVR|KvK|NIP|REGON|KRS|RFC|CNPJ|CPF|CUIT|GSTIN|UEN|Companies House|Social Security|I\.?R\.?S\.?\s+Employer\s+Identification|Employer\s+Identification)\s*(?:(?:Identification|Registration|Routing|Code|ID|I\.D\.)\s*)?(?:(?:No|Number|#)\.?)?\s*[:#]?\s*(?<value>[A-Z0-9](?:[A-Z0-9]|[-. ](?=\d)){4,24})(?![\p{L}\p{N}])/giu,
    confidence: 0.95,
  },
  // `(company number 04418827)`, `registered under number 1234567`, `Claim No. HC-2015-001234`, `Case No IV/M.1524`.
  {
    pattern:
      /(?<![\p{L}\p{N}])(?:[Cc]ompany|[Rr]egistered|[Rr]egistration|[Ii]ncorporation|[Cc]harity|[Rr]egistered\s(?:under|with))\s(?:[Cc]ompany\s)?(?:[Nn]umber|[Nn]o\.?)\s*:?\s*(?<value>(?:[A-Z]{2})?\d{6,8})(?![\p{L}\p{N}])/gu,
    confidence: 0.97,
  },
  // A docket at the head of its own line, before the names of the parties.
  {
    pattern: /(?<=^|\n)[ \t]*(?<value>(?:[A-Z]{1,3}-?\d?-?[A-Z]{0,3}-)?\d{2,5}-\d{2,6})(?=[ \t]+\p{Lu}[^\n]{1,80}?\sv\.?\s)/gu,
    confidence: 0.9,
  },
  {
    pattern: /(?<![\p{L}\p{N}])(?<value>[A-Z]{2}[A-Z0-9]{9}\d)(?![\p{L}\p{N}])/gu,
    confidence: 0.97,
    isValid: isIsin,
  },
  {
    pattern: /(?<![\p{L}\p{N}])(?<value>[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)(?![\p{L}\p{N}])/gu,
    confidence: 0.99,
    isValid: isIban,
  },
  {
    pattern:
      /(?<![\p{L}\p{N}])(?:U\.?S\.?\s+)?Pat(?:ent|\.)\s+(?:Application\s+)?(?:(?:Serial\s+)?Nos?\.)\s*(?<value>(?:RE|D|PP)?\d{1,2}(?:[,/]\d{3}){1,3})(?!\d)/giu,
    confidence: 0.96,
  },
  {
    pattern:
      /(?<![\p{L}\p{N}-])(?<value>(?:00\d|333|811|0-)-?\d{4,6})(?=[^\d-])(?<=(?:Commission|SEC)\s+File\s+(?:No|Number)s?\.?:?\s*(?:00\d|333|811|0-)-?\d{4,6})/giu,
    confidence: 0.97,
  },
];

const sieve = new PatternSieve(rules.map(({ pattern }) => pattern));

/** Numbers of cases, invoices, registrations, accounts and the like; only where a label or a checksum says so. */
export function findIdentifiers(text: string): Recognised[] {
  const found: Recognised[] = [];
  for (const index of sieve.sift(text)) {
    const { pattern, confidence, isValid } = rules[index]!;
    for (const match of text.matchAll(pattern)) {
      const raw = match.groups?.['value'] ?? '';
      const digits = raw.replaceAll(/\D/g, '').length;
      if (digits < 2 || digits * 3 < raw.length || (isValid !== undefined && !isValid(raw))) continue;
      if (/^(?:19|20)\d{2}$/.test(raw) || /^\d{1,2}\/\d{1,2}\/\d{2,4}$/.test(raw) || /[a-z]{4}/.test(raw)) continue;
      if (/^\d{1,2}(?:\.\d{1,2})+$/.test(raw)) continue;
      const start = match.index + match[0].lastIndexOf(raw);
      found.push({
        start,
        end: start + raw.length,
        type: 'IDENTIFIER',
        confidence,
        normalized: raw.toUpperCase().replaceAll(/[\s–]/g, (mark) => (mark === '–' ? '-' : '')),
      });
    }
  }
  return withoutOverlaps(found);
}

/** ISO 13616: the number, its first four characters moved to the end and letters counted from 10, leaves 1 when divided by 97. */
export function isIban(value: string): boolean {
  const plain = value.replaceAll(' ', '');
  if (plain.length < 15 || plain.length > 34) return false;
  let remainder = 0;
  for (const letter of plain.slice(4) + plain.slice(0, 4)) {
    const digit = Number.parseInt(letter, 36);
    remainder = (remainder * (digit > 9 ? 100 : 10) + digit) % 97;
  }
  return remainder === 1;
}

/** ISO 6166: letters counted from 10, every second digit from the right doubled, the digits of all of it add up to a multiple of ten. */
export function isIsin(value: string): boolean {
  const digits = [...value].map((letter) => Number.parseInt(letter, 36)).join('');
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const counted = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0 && /\d{3}/.test(value);
}
