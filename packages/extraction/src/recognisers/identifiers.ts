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
      /(?<![\p{L}\p{N}])(?:VAT|Tax|EIN|TIN|FEIN|ABN|ACN|CIK|DUNS|D-U-N-S|CUSIP|ISIN|SWIFT|BIC|LEI|ABA|Routing|NIF|CIF|SIRET|SIREN|HRB|SSN|Social Security|I\.?R\.?S\.?\s+Employer\s+Identification|Employer\s+Identification)\s*(?:(?:Identification|Registration|Routing|Code|ID|I\.D\.)\s*)?(?:(?:No|Number|#)\.?)?\s*[:#]?\s*(?<value>[A-Z0-9](?:[A-Z0-9]|[-. ](?=\d)){4,24})(?![\p{L}\p{N}])/giu,
    confidence: 0.95,
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

/** Numbers of cases, invoices, registrations, accounts and the like; only where a label or a checksum says so. */
export function findIdentifiers(text: string): Recognised[] {
  const found: Recognised[] = [];
  for (const { pattern, confidence, isValid } of rules) {
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
