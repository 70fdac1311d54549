import { codes, currencyOf, findWord, scales, signs } from './currencies.js';
import { readNumber } from './numbers.js';
import { type Recognised, withoutOverlaps } from './recognised.js';

const group =
  "(?:,\\d{3})+(?:\\.\\d+)?|(?:,\\d{2})+,\\d{3}(?:\\.\\d+)?|(?:\\.\\d{3})+,\\d{1,2}(?!\\d)|(?:\\.\\d{3}){2,}|(?:[ \u00a0\u202f]\\d{3})+(?:[.,]\\d{1,2})?(?!\\d)|(?:['’]\\d{3})+(?:\\.\\d{1,2})?";
/** `1,234.56`, Indian `1,50,000`, German `1.234,56`, French `1 234,56`, Swiss `1'234.56`. */
const number = `(?<number>\\d{1,3}(?:${group})|\\d+,\\d{1,2}(?!\\d)|\\d+(?:\\.\\d+)?|\\.\\d+)`;
const scale = `(?:(?<gap>[\\s-]*)(?<scale>${Object.keys(scales)
  .filter((name) => name.length > 2)
  .join('|')}|Mio\\.?|Mrd\\.?|Tsd\\.?|mn|bn|MM|mm|cr|(?:[kKMmBb])(?![\\p{L}\\d])))?`;

/** `$5-10 million`: what follows the second amount holds for both. */
const upper = `(?:\\s?[–-]\\s?(?:${signs})?(?<upper>\\d{1,3}(?:\\.\\d+)?)(?=[\\s-]?(?:thousand|million|billion|trillion|[mb]n)))?`;

const patterns: readonly RegExp[] = [
  new RegExp(
    `(?<![\\p{L}\\p{N}$])(?:(?<code>${codes})\\s?)?(?<symbol>${signs})\\s?${number}${upper}${scale}(?:\\s+(?<code2>${codes})\\b)?`,
    'gu',
  ),
  new RegExp(`(?<![\\p{L}\\p{N}.,])(?<code>${codes})\\s?${number}${scale}(?![\\p{N}]|[MmBb]?\\s?LIBOR)`, 'gu'),
  new RegExp(
    `(?<![\\p{L}\\p{N}.,$/])${number}${scale}\\s?(?:(?<code>${codes})|(?<symbol>[€£₺₴₽₹¢₫]|zł|Kč|kr(?=[\\s,.;)])|Ft(?=[\\s,.;)]))|(?<word>${findWord}))(?![\\p{L}\\p{N}])`,
    'gu',
  ),
];
/** Without one of these no amount is named: most texts are spared the patterns. */
const hint =
  /[A-Z]{3}\s?\d|(?:\d|illion|thousand|[mb]n|Mio\.|Mrd\.)\s?[A-Z]{3}(?![A-Za-z])|[$€£¥₹₽₩₪₺₴₦₱฿₫¢]|\b(?:Rs|kr|S?Fr)\.?\s?\d|\d\s?(?:zł|Kč|kr|Ft)|(?:[Dd]ollar|DOLLAR|[Ee]uro|EURO|[Pp]ound|[Ss]terling|[Yy]en|[Yy]uan|[Rr]enminbi|[Rr]upee|[Ff]ranc|[Rr]ou?ble|[Pp]eso|reais|kron|zloty|[Rr]and|[Ss]hekel|[Dd]irham|[Rr]iyal|[Bb]aht|[Rr]inggit|[Nn]aira|[Ff]orint|cents)/u;
/** `Five Thousand Dollars ($5,000)`: the words, whatever number follows in brackets is found by itself. */
const numberWord =
  '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion)';
const inWords = new RegExp(
  `\\b${numberWord}(?:(?:\\s+and\\s+|[\\s-]+)${numberWord})*(?:\\s+and\\s+(?:no|\\d{2})/100(?:['’]?s)?)?\\s+(?:(?:U\\.?S\\.?|United States)\\s+)?(?:dollars|euros|pounds sterling|pounds(?! of))`,
  'giu',
);

/** Amounts with their currency, normalised as `CODE amount`: `USD 1500000`, a range as `USD 5000000..10000000`. A bare dollar sign is read as US dollars. */
export function findMoney(text: string): Recognised[] {
  if (!hint.test(text)) return [];
  const found: Recognised[] = [];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      const normalized = normalize(match.groups ?? {});
      if (normalized !== undefined) found.push({ start: match.index, end, type: 'MONEY', confidence: 0.97, normalized });
    }
  }
  for (const match of text.matchAll(inWords))
    found.push({ start: match.index, end: match.index + match[0].length, type: 'MONEY', confidence: 0.9, ...wordsAsAmount(match[0]) });
  return withoutOverlaps(found);
}

function normalize(groups: Record<string, string | undefined>): string | undefined {
  const factor = scales[(groups['scale'] ?? '').toLowerCase().replace(/\.$/, '')] ?? 1;
  const amounts = [groups['number'], groups['upper']].filter((digits) => digits !== undefined).map((digits) => readNumber(digits) * factor);
  if (!amounts.every(Number.isFinite)) return undefined;
  return `${currencyOf(groups)} ${amounts.map((amount) => Number(amount.toFixed(4))).join('..')}`;
}

const units: Readonly<Record<string, number>> = Object.fromEntries(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((name, index) => [name, index <= 20 ? index : (index - 18) * 10]),
);

function wordsAsAmount(text: string): { normalized?: string } {
  let total = 0;
  let group = 0;
  const lower = text.toLowerCase();
  for (const part of lower.split(/[\s-]+/)) {
    if (part in units) group += units[part] ?? 0;
    else if (part === 'hundred') group = (group || 1) * 100;
    else if (part === 'thousand' || part === 'million' || part === 'billion') {
      total += (group || 1) * (scales[part] ?? 1);
      group = 0;
    }
  }
  const currency = lower.includes('euro') ? 'EUR' : lower.includes('pound') ? 'GBP' : 'USD';
  return { normalized: `${currency} ${total + group}` };
}
