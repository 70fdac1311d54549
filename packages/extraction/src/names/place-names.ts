import { PatternSieve } from '../patterns/pattern-sieve.js';
import { candidatesOf, type NameCandidate, type NameRule } from './candidate.js';

const stateCodes =
  'AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VT|VA|VI|WA|WV|WI|WY';
const stateNames =
  'Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|District of Columbia|Puerto Rico';
const allStates = `${stateNames}|${stateNames.toUpperCase()}`;
const town =
  "(?:\\p{Lu}[\\p{L}'’-]+\\.?|St\\.|Ft\\.|Mt\\.)(?:[ \\t](?!(?:Street|St|Avenue|Ave|Road|Rd|Blvd|Boulevard|Drive|Dr|Lane|Suite|Ste|Floor|Fl|Box|Room|Building|Way|Parkway|Highway)\\b)\\p{Lu}[\\p{L}'’-]+){0,2}";
const streetType =
  '(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Way|Parkway|Pkwy|Court|Ct|Place|Pl|Square|Highway|Hwy|Circle|Plaza|Terrace|Trail|Turnpike|Pike|STREET|AVENUE|ROAD|BOULEVARD|DRIVE|LANE|PARKWAY|PLAZA|SQUARE|HIGHWAY)';
const nonTown =
  /^(?:Suite|Floor|Street|Road|Avenue|Box|Room|Building|Attn|Attention|Telephone|Fax|Inc|LLC|Corp|Company|Dated?|Mr|Ms|Dr)\b/u;

/** A state and its ZIP code, and the town before them. */
const stateAndZip = new RegExp(`(?<=[\\s,.])(?<name>${stateCodes}|${allStates})\\.?,?\\s{1,20}\\d{5}(?:[-–]\\d{4})?(?!\\d)`, 'gu');
const townBeforeState = new RegExp(
  `(?<=^|[\\s,.;(])(?<name>${town})\\s*,\\s{0,12}(?:(?:${stateCodes})(?![\\p{L}\\p{N}])|(?:${allStates}))\\.?,?(?:\\s{1,20}\\d{5}|(?=[\\s,.;)]))`,
  'gu',
);
/** `Boston, MA` without ZIP: the code alone would be too short to trust. */
const stateAfterTown = new RegExp(`(?<=\\p{L}\\p{Ll},\\s{1,3})(?<name>${stateCodes})(?=[\\s,.;)]|$)(?!\\s*[.:]\\s*\\d)`, 'gu');
const street = new RegExp(
  `(?<=(?:^|[\\s,(])\\d{1,6}(?:[A-Z]|[-–]\\d{1,5})?,?\\s{1,3})(?<name>(?:(?:[NSEW]|N\\.?W|N\\.?E|S\\.?W|S\\.?E|North|South|East|West)\\.?\\s)?(?:(?:[\\p{Lu}][\\p{L}'’-]*|\\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)|[\\p{Lu}])\\.?\\s){1,4}${streetType})(?![\\p{L}])`,
  'gu',
);
const ofState = new RegExp(`(?<=\\b(?:[Ss]tate|STATE|[Cc]ommonwealth|COMMONWEALTH)\\s(?:of|OF)\\s)(?<name>${allStates})(?![\\p{L}])`, 'gu');

const rules: readonly NameRule[] = [
  { pattern: stateAndZip, type: 'LOCATION', confidence: 0.97 },
  { pattern: townBeforeState, type: 'LOCATION', confidence: 0.9 },
  { pattern: stateAfterTown, type: 'LOCATION', confidence: 0.9 },
  { pattern: street, type: 'LOCATION', confidence: 0.85 },
  { pattern: ofState, type: 'LOCATION', confidence: 0.95 },
];
const sieve = new PatternSieve(rules.map(({ pattern }) => pattern));

/** In capitals a preposition looks like a part of the name: `PROPERTY IN AUSTIN, TEXAS`. */
function afterPreposition(text: string, place: NameCandidate): NameCandidate {
  const lead = /^.*\s(?:IN|AT|NEAR|FROM)\s+(?=\p{Lu})/su.exec(text.slice(place.start, place.end))?.[0].length ?? 0;
  return { ...place, start: place.start + lead };
}

/** Towns, states and streets of addresses, by the form of the address. */
export function findPlaces(text: string): NameCandidate[] {
  const may = sieve.over(text);
  return rules.flatMap((rule) => {
    if (!may(rule.pattern)) return [];
    const found = candidatesOf(text, rule);
    return rule.pattern === townBeforeState
      ? found.map((place) => afterPreposition(text, place)).filter(({ start, end }) => !nonTown.test(text.slice(start, end)))
      : found;
  });
}
