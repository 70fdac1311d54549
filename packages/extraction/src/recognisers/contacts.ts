import { PatternSieve } from '../patterns/pattern-sieve.js';
import { type Recognised, withoutOverlaps } from './recognised.js';

// RFC 5322's dot-atom, cut to what is used; the top-level domain keeps sentences like `a@b.c` out.
const email = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}\s?@\s?(?:[\p{L}\p{N}-]+\.)+\p{L}{2,24}(?![\p{L}\p{N}@-])/gu;
const url =
  /(?<![\p{L}\p{N}@._/-])(?:(?:(?:https?|ftp):\/\/|www\.)(?:[^\s<>"“”()\]}]|\([^\s<>"“”()]*\))+|[\p{L}\p{N}](?:[\p{L}\p{N}-]*\.)*[\p{L}\p{N}-]*(?:\.com|\.org|\.net|\.edu|\.gov|\.mil|\.int|\.io|\.info|\.biz|\.co\.uk|\.org\.uk|\.ac\.uk|\.gov\.uk|\.com\.au|\.eu|\.ai|\.app|\.dev|\.gov\.\p{L}{2}|\.ac\.\p{L}{2}|\.com?\.\p{L}{2}|\.de|\.fr|\.ch|\.ca|\.nl|\.uk|\.dk|\.jp|\.cn|\.ru|\.pl|\.nz|\.za|\.kr)(?:\/[^\s<>"“”)\]}]*)?)(?![\p{L}\p{N}@])/giu;
/** North American numbers, international ones with a plus, and any run of digits that a label calls a telephone. */
const phones: readonly RegExp[] = [
  /(?<![\p{L}\p{N}$.,/-])(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[.-]\d{4}(?![\d-])(?:\s*(?:x|ext\.?|extension)\s?\d{1,6}\b)?/giu,
  /(?<![\p{L}\p{N}])\(?(?:\+|00[ ]?(?=[1-9]\d[ ]))[1-9]\d{0,2}\)?[ .-]?(?:\(0?\d{1,4}\)[ ]?[./-]?[ ]?)?\d(?:[ ]?[./–-]?[ ]?\d){6,12}(?!\d)(?:[ ]*(?:x|ext\.?|extension)[ ]?\d{1,6}\b)?/gu,
  /(?<=\b(?:Tel(?:ephone|efon)?|T[ée]l(?:[ée]phone)?|Tel[ée]fono|Ph|Mob|Phone|Fax|Facsimile|Mobile|Cell|Telecopier|Telecopy|T|F)(?:\s*(?:No|Number|#)\.?)?\s*[.:]\s*:?\s*)(?:\+?\(?\d[\d \t()./–-]{6,20}\d)/giu,
];

const sieve = new PatternSieve([email, url, ...phones]);

/** E-mail addresses (lower-case), web addresses and telephone numbers (digits only). */
export function findContacts(text: string): Recognised[] {
  const may = sieve.over(text);
  const matches = (pattern: RegExp): RegExpExecArray[] => (may(pattern) ? [...text.matchAll(pattern)] : []);
  const emails = matches(email)
    .filter(([found]) => !/\s@|@\s/.test(found) || /\S\s@\s\S/.test(found))
    .map((match) => found(match, 'EMAIL', 0.99, match[0].toLowerCase().replaceAll(/\s/g, '')));
  const urls = matches(url).flatMap((match) => readUrl(match, emails));
  const numbers = phones.flatMap(matches).flatMap((match) => readPhone(match));
  return withoutOverlaps([...emails, ...urls, ...numbers]);
}

function found(match: RegExpExecArray, type: Recognised['type'], confidence: number, normalized: string): Recognised {
  return { start: match.index, end: match.index + match[0].length, type, confidence, normalized };
}

function readUrl(match: RegExpExecArray, emails: readonly Recognised[]): Recognised[] {
  const text = match[0].replace(/[.,;:!?'’]+$/u, '');
  const start = match.index;
  if (text.length < 5 || emails.some((mail) => start < mail.end && mail.start < start + text.length)) return [];
  // A bare `Amazon.com` is the company's name as often as its address.
  const bare = !/^(?:https?:|ftp:|www\.)/i.test(text) && !text.includes('/');
  if (bare && /^\p{Lu}/u.test(text) && text.split('.').length === 2) return [];
  const normalized = text
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.)?/, '')
    .replace(/\/$/, '');
  return [{ start, end: start + text.length, type: 'URL', confidence: bare ? 0.9 : 0.98, normalized }];
}

function readPhone(match: RegExpExecArray): Recognised[] {
  const [number = '', extension] = match[0].split(/\s*(?:x|ext)/i);
  // `+49 (0)89`: the nought is dialled at home only.
  const digits = number.replace(/^(\(?(?:\+|00).*?)\(0\)/, '$1').replaceAll(/\D/g, '');
  if (digits.length < 7 || digits.length > 15) return [];
  const short = match[0].replace(/[\s().-]+$/, '');
  const normalized = `${/^\(?\+/.test(number.trim()) ? '+' : ''}${digits}${extension === undefined ? '' : `x${extension.replaceAll(/\D/g, '')}`}`;
  return [{ start: match.index, end: match.index + short.length, type: 'PHONE', confidence: 0.96, normalized }];
}
