/** How a text is written, as numbers that are about 0 to 1 each; see `styleLevels`. */
interface Measure {
  readonly name: string;
  /** Matches per 1,000 characters that are a lot. */
  readonly much: number;
  readonly pattern: RegExp;
}

const measures: readonly Measure[] = [
  { name: 'first-person', much: 15, pattern: /\b(?:I|me|my|mine|I'm|I've|I'd)\b/g },
  { name: 'we', much: 10, pattern: /\b(?:we|us|our|ours)\b/gi },
  { name: 'you', much: 12, pattern: /\b(?:you|your|yours|you're)\b/gi },
  { name: 'he-she', much: 15, pattern: /\b(?:he|she|him|her|his|hers)\b/gi },
  { name: 'modal-shall', much: 5, pattern: /\bshall\b/gi },
  { name: 'hedge', much: 6, pattern: /\b(?:may|might|could|suggests?|however|thus|therefore|hence)\b/gi },
  { name: 'small-i', much: 3, pattern: /(?:^|[ \n])i(?:'m|'ve|'d)?[ \n]/g },
  { name: 'contraction', much: 6, pattern: /\p{L}(?:n['’ ]{0,2}t|['’](?:re|ve|ll|d|m))\b/giu },
  { name: 'question', much: 5, pattern: /\?/g },
  { name: 'exclamation', much: 4, pattern: /!/g },
  { name: 'ellipsis', much: 3, pattern: /\.{2,}|…/g },
  { name: 'emoticon', much: 1, pattern: /[:;]-?[)(DP]|\blol\b|<3/g },
  { name: 'quote', much: 8, pattern: /["“”]/g },
  { name: 'speech', much: 3, pattern: /\b(?:said|says|told|asked|replied|cried|exclaimed|answered)\b/gi },
  {
    name: 'attribution',
    much: 1.5,
    pattern: /\b(?:according to|spokes(?:man|woman|person)|reported|reportedly|announced|officials?|statement)\b/gi,
  },
  {
    name: 'citation',
    much: 2,
    pattern: /\[\d{1,3}\]|\bet al\b|\((?:[\p{Lu}][\p{L}-]+(?: (?:and|&) [\p{Lu}][\p{L}-]+)?,? )?(?:19|20)\d\d[a-z]?\)/gu,
  },
  { name: 'year', much: 5, pattern: /\b(?:1[5-9]|20)\d\d\b/g },
  { name: 'number', much: 15, pattern: /\b\d+(?:[.,]\d+)*\b/g },
  { name: 'price', much: 3, pattern: /[$€£¥] ?\d|\b(?:USD|EUR|GBP)\b/g },
  { name: 'web', much: 2, pattern: /https?:|www\.|\.com\b|\.org\b/gi },
  { name: 'mail', much: 2, pattern: /[\w.]+@[\w.]+|\b(?:e-?mail|attached|forwarded|cc|fyi)\b/gi },
  { name: 'thanks', much: 1.5, pattern: /\b(?:thanks|thank you|regards|please|let me know|hi|hello|cheers)\b/gi },
  {
    name: 'advice',
    much: 2,
    pattern: /\b(?:anyone|anybody|does any|any (?:idea|advice|suggestions?)|try|should i|help me|can i|how (?:do|can) i)\b/gi,
  },
  {
    name: 'praise',
    much: 4,
    pattern:
      /\b(?:great|best|worst|awesome|amazing|excellent|terrible|horrible|friendly|recommend\w*|love|delicious|rude|staff|service|price[sd]?)\b/gi,
  },
  {
    name: 'travel',
    much: 4,
    pattern:
      /\b(?:bus|buses|airport|hotels?|restaurants?|beach(?:es)?|museum|visitors?|tourists?|train|taxi|ferry|km|open daily|get in|get around|buy|eat|drink|sleep)\b/gi,
  },
  {
    name: 'study',
    much: 4,
    pattern:
      /\b(?:study|results?|data|analysis|hypothes[ie]s|participants|methods?|research(?:ers)?|significant|model|figure|table|literature)\b/gi,
  },
  {
    name: 'court',
    much: 2,
    pattern: /\b(?:your honou?r|my lords?|chief justice|counsel|the court|petitioners?|respondents?|justice \p{Lu}\p{L}+)\b/giu,
  },
  { name: 'contract', much: 4, pattern: /\b(?:agreement|party|parties|hereto|hereof|herein|thereof|pursuant|whereas|terminat\w+)\b/gi },
  {
    name: 'military',
    much: 3,
    pattern:
      /\b(?:minister|foreign secretary|ambassador|forces|coalition|military|secretary|operations?|embassy|syria|iraq|isil|daesh)\b/gi,
  },
  {
    name: 'life',
    much: 2,
    pattern: /\b(?:born|died|married|graduated|career|appointed|elected|educated|album|season|located|founded|population)\b/gi,
  },
  { name: 'weekday', much: 1.5, pattern: /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g },
  { name: 'capitals', much: 6, pattern: /\b\p{Lu}{4,}\b/gu },
  { name: 'spaced-comma', much: 5, pattern: / [,.;] /g },
  { name: 'line', much: 12, pattern: /\n/g },
  { name: 'paragraph-question', much: 1, pattern: /\?["”]?\n/g },
  { name: 'paragraph-quote', much: 1, pattern: /(?:^|\n)["“]/g },
  { name: 'speaker', much: 1, pattern: /(?:^|\n)(?:\p{Lu}[\p{L}.]*(?: \p{Lu}[\p{L}.]*){0,3}|[QA])[:.] /gu },
  { name: 'short-line', much: 4, pattern: /(?:^|\n)[^\n]{1,40}(?=\n)/g },
  { name: 'enumeration', much: 2, pattern: /(?:^|\n| )(?:\(?[a-z]\)|\d{1,2}(?:\.\d{1,2})+|\([ivx]+\)) /g },
];

/** Places in the first lines that say what follows. */
const leads: readonly (readonly [string, RegExp])[] = [
  ['dateline', /^[^\n]{0,200}?\n*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \p{L}+ \d{1,2}, \d{4}/u],
  ['interview', /\binterview(?:s|ed|ee)?\b/i],
  ['is-a', /^[^.]{3,200}? (?:is|was|are|were) (?:an?|the|one of)\b/],
  ['life-span', /\((?:born |b\. )?[^()]{0,60}\d{4}/],
  ['chapter', /^(?:chapter|book|part|prologue|preface|volume)\b/i],
  ['greeting', /^(?:dear|hi|hello|hey|good (?:morning|afternoon)|\p{Lu}\p{L}+ ?[,:-]{1,2})(?:[ ,]|$)/iu],
  ['headers', /^(?:from|email|to|groups|subject): /im],
  ['section-number', /^\d+(?:\.\d+)*\.? \p{Lu}/u],
  ['lower-start', /^\p{Ll}/u],
  ['abstract', /\b(?:abstract|introduction|keywords)\b/i],
  ['exhibit', /^(?:\d{1,3} ?\n*)?(?:exhibit|ex-\d|schedule|appendix)\b/i],
  ['may-it-please', /may it please|hear argument/i],
];

/** Steps that a measure is told in: each step reached is a feature. */
const steps = [0.05, 0.15, 0.3, 0.6, 1];

/** The features of a text's style, by name. */
export function styleLevels(text: string): readonly string[] {
  const thousands = Math.max(0.5, text.length / 1000);
  const levels = measures.flatMap(({ name, much, pattern }) => {
    const share = (text.match(pattern)?.length ?? 0) / thousands / much;
    return steps.filter((step) => share >= step).map((step) => `~${name}>${step}`);
  });
  const start = text.slice(0, 400);
  const found = leads.filter(([, pattern]) => pattern.test(start)).map(([name]) => `~lead-${name}`);
  const lengths = [500, 1000, 2000, 4000].filter((length) => text.length >= length).map((length) => `~length>${length}`);
  return [...levels, ...found, ...lengths];
}
