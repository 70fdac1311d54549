import { candidateFinder, type NameCandidate } from './candidate.js';

const place =
  '(?:(?:the\\s)?(?:State|Commonwealth|County|City|District)\\sof\\s)?\\p{Lu}[\\p{L}.]+(?:\\s\\p{Lu}[\\p{L}.]+){0,2}?(?:\\sCounty)?(?:,\\sCounty\\sof\\s\\p{Lu}[\\p{L}.]+(?:\\s\\p{Lu}[\\p{L}.]+)?)?';
const ordinal = '(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Federal|D\\.C\\.)';
const mixed: readonly string[] = [
  `(?:United\\sStates|U\\.S\\.)\\sCourt\\sof\\sAppeals(?:\\sfor\\sthe\\s${ordinal}\\sCircuit|\\sfor\\sthe\\sDistrict\\sof\\sColumbia\\sCircuit)?`,
  '(?:United\\sStates|U\\.S\\.)\\s(?:District|Bankruptcy|Tax|Supreme)\\sCourt',
  "(?:United\\sStates|U\\.S\\.)\\s(?:Department|Court|Securities\\sand\\sExchange|Patent\\sand\\sTrademark|Immigration\\sand\\sCustoms|Attorney[’']s)\\s(?:of\\s\\p{Lu}\\p{L}+(?:\\sand\\s\\p{Lu}\\p{L}+)*|Commission|Office|Enforcement)",
  `${ordinal}\\sCircuit(?!\\s(?:Rule|Judge))`,
  `(?:Superior|Supreme|Circuit|District|Chancery|Probate|Family|High|Commercial)\\sCourt\\s(?:of|for)\\s${place}(?=[\\s,.;)’'])`,
  '(?:Court\\sof\\s(?:Chancery|Appeals?|Common\\sPleas|Claims))\\sof\\s(?:the\\sState\\sof\\s)?\\p{Lu}\\p{L}+(?:\\s\\p{Lu}\\p{L}+)?',
  '(?:Official\\s)?Committee\\sof\\s(?:Unsecured\\s)?Creditors',
  'Board\\sof\\s(?:Regents|Trustees|Supervisors|Commissioners|Governors|Education)\\sof\\s(?:the\\s)?\\p{Lu}[\\p{L}.]+(?:\\s(?:of|\\p{Lu}[\\p{L}.]+)){0,4}(?<=\\p{L})',
  '\\p{Lu}\\p{Ll}+(?:\\s\\p{Lu}\\p{Ll}+)?\\s(?:Supreme\\sCourt|Court\\sof\\s(?:Appeals?|Chancery)|Superior\\sCourt)',
  '(?:Department|Ministry|Office|Bureau|Secretary)\\sof\\s(?:the\\s)?(?:Treasury|Justice|State|Defen[sc]e|Labor|Commerce|Energy|Education|Health(?:\\sand\\sHuman\\sServices)?|Homeland\\sSecurity|Agriculture|Transportation|Finance|Foreign\\sAffairs|Interior|Veterans\\sAffairs|Corrections|Revenue|Insurance)',
];
const patterns = mixed
  .flatMap((source) => [source, capitals(source)])
  .map((source) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}])`, 'gu'));
/** The state as a party: `STATE OF MISSOURI,` on a line of its own or beside a `v.` */
const stateAsParty =
  /(?<=(?:^|\n|\bv\.\s|\bvs\.\s)[ \t)|:]*)(?<name>(?:STATE|State|COMMONWEALTH|Commonwealth|PEOPLE OF THE STATE) (?:OF|of) \p{Lu}[\p{L}]+(?: \p{Lu}[\p{L}]+)?)(?=,|\s*(?:\n|v\.|vs\.))/gu;

const find = candidateFinder([
  ...patterns.map((pattern) => ({ pattern, type: 'ORGANIZATION' as const, confidence: 0.93 })),
  { pattern: stateAsParty, type: 'ORGANIZATION', confidence: 0.85 },
]);

/** Courts, circuits and departments, in normal writing and in the capitals of a caption. */
export function findCourts(text: string): NameCandidate[] {
  if (!/court|circuit|department|ministry|office|bureau|state of|commission|secretary|committee|board/i.test(text)) return [];
  return find(text);
}

/** The same pattern for text in capitals: letters outside escapes are raised. */
function capitals(source: string): string {
  return source.replaceAll(/\\p\{\w+\}|\\.|\p{Ll}/gu, (part) => (part.length > 1 ? part.replace('Ll', 'Lu') : part.toUpperCase()));
}
