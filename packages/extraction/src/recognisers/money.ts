import { type Recognised, withoutOverlaps } from './recognised.js';

const symbols: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  'U.S.$': 'USD',
  C$: 'CAD',
  CA$: 'CAD',
  CAD$: 'CAD',
  A$: 'AUD',
  AU$: 'AUD',
  HK$: 'HKD',
  S$: 'SGD',
  NZ$: 'NZD',
  R$: 'BRL',
  NT$: 'TWD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₽': 'RUB',
  '₩': 'KRW',
  '₪': 'ILS',
  Rs: 'INR',
  'Rs.': 'INR',
};
const names: Readonly<Record<string, string>> = {
  dollar: 'USD',
  euro: 'EUR',
  pound: 'GBP',
  'pounds sterling': 'GBP',
  sterling: 'GBP',
  yen: 'JPY',
  yuan: 'CNY',
  renminbi: 'CNY',
  rmb: 'CNY',
  rupee: 'INR',
  franc: 'CHF',
  'swiss franc': 'CHF',
  ruble: 'RUB',
  rouble: 'RUB',
  peso: 'MXN',
  cent: 'USD',
  'canadian dollar': 'CAD',
  'australian dollar': 'AUD',
  'hong kong dollar': 'HKD',
};
const codes = 'USD|EUR|GBP|CHF|JPY|CNY|RMB|CAD|AUD|NZD|HKD|SGD|INR|BRL|MXN|SEK|NOK|DKK|PLN|CZK|HUF|RUB|TRY|ZAR|KRW|TWD|ILS|AED|SAR|THB|NTD';
const scales: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  mio: 1e6,
  billion: 1e9,
  bn: 1e9,
  b: 1e9,
  trillion: 1e12,
};

const number = '(?<number>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d{1,3}(?:\\.\\d{3})+,\\d{2}|\\d+(?:\\.\\d+)?|\\.\\d+)';
const scale = '(?:(?<gap>[\\s-]*)(?<scale>hundred|thousand|million|billion|trillion|mio|mn|bn|MM|[kKMmBb](?![\\p{L}\\d])))?';
const symbol = '(?<symbol>(?:U\\.?S\\.?\\s?|C(?:AD?)?|AU?|HK|S|NZ|R|NT)?\\$|[€£¥₹₽₩₪]|Rs\\.?)';
const word =
  '(?<word>(?:(?:U\\.?S\\.?|United States|Canadian|Australian|Hong Kong|Swiss)\\s+)?(?:[Dd]ollars?|DOLLARS?|[Ee]uros?|EUROS?|[Pp]ounds [Ss]terling|[Pp]ounds?(?! (?:of|per|to))|[Yy]en|[Yy]uan|[Rr]enminbi|RMB|[Rr]upees?|[Ff]rancs?|[Rr]ou?bles?|[Pp]esos?|cents))';

const patterns: readonly RegExp[] = [
  new RegExp(`(?<![\\p{L}\\p{N}$])(?:(?<code>${codes})\\s?)?${symbol}\\s?${number}${scale}(?:\\s+(?<code2>${codes})\\b)?`, 'gu'),
  new RegExp(`(?<![\\p{L}\\p{N}.,])(?<code>${codes})\\s?${number}${scale}(?![\\p{N}]|[MmBb]?\\s?LIBOR)`, 'gu'),
  new RegExp(`(?<![\\p{L}\\p{N}.,$/])${number}${scale}\\s?(?:(?<code>${codes})|(?<symbol>[€£])|${word})(?![\\p{L}\\p{N}])`, 'gu'),
];
/** `Five Thousand Dollars ($5,000)`: the words, whatever number follows in brackets is found by itself. */
const numberWord =
  '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion)';
const inWords = new RegExp(
  `\\b${numberWord}(?:(?:\\s+and\\s+|[\\s-]+)${numberWord})*(?:\\s+and\\s+(?:no|\\d{2})/100(?:['’]?s)?)?\\s+(?:(?:U\\.?S\\.?|United States)\\s+)?(?:dollars|euros|pounds sterling|pounds(?! of))`,
  'giu',
);

/** Amounts with their currency, normalised as `CODE amount`: `USD 1500000`. A bare dollar sign is read as US dollars. */
export function findMoney(text: string): Recognised[] {
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
  const digits = groups['number'] ?? '';
  const plain = /\.\d{3}.*,\d{2}$/.test(digits) ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '');
  const factor = scales[(groups['scale'] ?? '').toLowerCase()] ?? 1;
  const amount = Number(plain) * factor;
  return Number.isFinite(amount) ? `${currencyOf(groups)} ${Number(amount.toFixed(4))}` : undefined;
}

function currencyOf({ code, code2, symbol: sign, word: name }: Record<string, string | undefined>): string {
  const named = code ?? code2;
  if (named !== undefined) return named === 'RMB' ? 'CNY' : named === 'NTD' ? 'TWD' : named;
  if (sign !== undefined) return symbols[sign.replaceAll(/\s/g, '')] ?? symbols[sign.replaceAll(/[\s.]/g, '')] ?? 'USD';
  const plain = (name ?? '').toLowerCase().replace(/^(?:u\.?s\.?|united states)\s+/, '');
  return names[plain] ?? names[plain.replace(/s$/, '')] ?? 'USD';
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
