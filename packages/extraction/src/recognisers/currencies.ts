const symbols: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  C$: 'CAD',
  CA$: 'CAD',
  CAD$: 'CAD',
  CDN$: 'CAD',
  A$: 'AUD',
  AU$: 'AUD',
  HK$: 'HKD',
  S$: 'SGD',
  NZ$: 'NZD',
  R$: 'BRL',
  NT$: 'TWD',
  MEX$: 'MXN',
  MX$: 'MXN',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₽': 'RUB',
  '₩': 'KRW',
  '₪': 'ILS',
  '₺': 'TRY',
  '₴': 'UAH',
  '₦': 'NGN',
  '₱': 'PHP',
  '฿': 'THB',
  '₫': 'VND',
  '¢': 'USD',
  Rs: 'INR',
  SFr: 'CHF',
  Fr: 'CHF',
  zł: 'PLN',
  Kč: 'CZK',
  kr: 'SEK',
  Ft: 'HUF',
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
  'singapore dollar': 'SGD',
  'new zealand dollar': 'NZD',
  'argentine peso': 'ARS',
  'chilean peso': 'CLP',
  'colombian peso': 'COP',
  'philippine peso': 'PHP',
  'egyptian pound': 'EGP',
  'pakistani rupee': 'PKR',
  'swedish kronor': 'SEK',
  kronor: 'SEK',
  'norwegian kroner': 'NOK',
  'danish kroner': 'DKK',
  kroner: 'NOK',
  reais: 'BRL',
  zloty: 'PLN',
  rand: 'ZAR',
  shekel: 'ILS',
  dirham: 'AED',
  riyal: 'SAR',
  baht: 'THB',
  ringgit: 'MYR',
  naira: 'NGN',
  forint: 'HUF',
};
/** Codes of ISO 4217 that are also words, or that nobody writes with an amount. */
const unlikely = new Set(['ALL', 'TOP', 'MOP', 'COP', 'CUP', 'PEN', 'SOS', 'BAM', 'BOB', 'LAK', 'MRO', 'ESP', 'ARP', 'DEM', 'GEL']);
/** Currency codes as the runtime's Unicode data lists them, and two that people write instead. */
export const codes = [
  ...Intl.supportedValuesOf('currency').filter((code) => !unlikely.has(code) && !code.startsWith('X')),
  'RMB',
  'NTD',
  'DEM',
].join('|');
/** Signs that stand before an amount. */
export const signs = '(?:U\\.?S\\.?\\s?|C(?:AD?|DN)?|AU?|HK|S|NZ|R|NT|M(?:ex|X))?\\$|[€£¥₹₽₩₪₺₴₦₱฿₫]|Rs\\.?|S?Fr\\.|kr\\.?(?=\\s?\\d)';
/** Names of currencies that stand after an amount. */
export const findWord =
  '(?:(?:U\\.?S\\.?|United States|Canadian|Australian|Hong Kong|Singapore|New Zealand|Swiss|Swedish|Norwegian|Danish|Mexican|Argentine|Chilean|Colombian|Philippine|Egyptian|Indian|Pakistani|British|Brazilian|Turkish|South African)\\s+)?(?:[Dd]ollars?|DOLLARS?|[Ee]uros?|EUROS?|[Pp]ounds [Ss]terling|[Pp]ounds?(?! (?:of|per|to))|[Yy]en|[Yy]uan|[Rr]enminbi|RMB|[Rr]upees?|[Ff]rancs?|[Rr]ou?bles?|[Pp]esos?|cents|reais|kronor|kroner|zloty|[Rr]and(?![\\p{L}])|shekels?|dirhams?|riyals?|baht|ringgit|naira|forints?)';
/** What the words and letters after an amount multiply it by. */
export const scales: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  k: 1e3,
  tsd: 1e3,
  lakh: 1e5,
  lakhs: 1e5,
  million: 1e6,
  millions: 1e6,
  millionen: 1e6,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  mio: 1e6,
  crore: 1e7,
  crores: 1e7,
  cr: 1e7,
  billion: 1e9,
  milliarden: 1e9,
  milliards: 1e9,
  mrd: 1e9,
  bn: 1e9,
  b: 1e9,
  trillion: 1e12,
};

/** The currency an amount names, by code, sign or word; a bare dollar is American. */
export function currencyOf({ code, code2, symbol: sign, word: name }: Readonly<Record<string, string | undefined>>): string {
  const named = code ?? code2;
  if (named !== undefined) return named === 'RMB' ? 'CNY' : named === 'NTD' ? 'TWD' : named;
  if (sign !== undefined) {
    const plain = sign.replaceAll(/[\s.]/g, '');
    return symbols[plain] ?? symbols[plain.toUpperCase()] ?? 'USD';
  }
  const plain = (name ?? '').toLowerCase().replace(/^(?:u\.?s\.?|united states)\s+/, '');
  const single = plain.replace(/s$/, '');
  return names[plain] ?? names[single] ?? names[single.split(' ').at(-1) ?? ''] ?? 'USD';
}
