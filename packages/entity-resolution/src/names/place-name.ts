import { compareSpelling } from './compare-words.js';
import { isDemonym } from './demonyms.js';
import { foldTokens } from './fold-text.js';
import { differentNames, type NameComparison } from './name-comparison.js';
import { remembered } from './remembered.js';

/** A place's name: what stands before the first comma, and what it lies in. All folded. */
export interface PlaceName {
  /** Words of the place itself, short forms written out. */
  readonly core: readonly string[];
  /** `Paris, France` → `france`; empty when not said. */
  readonly within: readonly string[];
}

const states =
  'al:alabama ak:alaska az:arizona ar:arkansas ca:california co:colorado ct:connecticut de:delaware fl:florida ga:georgia hi:hawaii id:idaho il:illinois in:indiana ia:iowa ks:kansas ky:kentucky la:louisiana me:maine md:maryland ma:massachusetts mi:michigan mn:minnesota ms:mississippi mo:missouri mt:montana ne:nebraska nv:nevada nh:new_hampshire nj:new_jersey nm:new_mexico ny:new_york nc:north_carolina nd:north_dakota oh:ohio ok:oklahoma or:oregon pa:pennsylvania ri:rhode_island sc:south_carolina sd:south_dakota tn:tennessee tx:texas ut:utah vt:vermont va:virginia wa:washington wv:west_virginia wi:wisconsin wy:wyoming nsw:new_south_wales';
const countries = new Map(
  Object.entries({
    us: 'united states',
    usa: 'united states',
    'united states of america': 'united states',
    america: 'united states',
    'the states': 'united states',
    states: 'united states',
    uk: 'united kingdom',
    'great britain': 'united kingdom',
    britain: 'united kingdom',
    'united kingdom of great britain and northern ireland': 'united kingdom',
    uae: 'united arab emirates',
    ussr: 'soviet union',
    drc: 'democratic republic of the congo',
    prc: 'china',
    'peoples republic of china': 'china',
    'people republic of china': 'china',
    gb: 'united kingdom',
    la: 'los angeles',
    sf: 'san francisco',
    'russian federation': 'russia',
    'republic of ireland': 'ireland',
    holland: 'netherlands',
    burma: 'myanmar',
    'czech republic': 'czechia',
    roc: 'taiwan',
    dc: 'district of columbia',
    nyc: 'new york city',
    'city of new york': 'new york city',
    'washington dc': 'washington',
    'federal republic of germany': 'germany',
    'islamic republic of iran': 'iran',
    persia: 'iran',
    eu: 'european union',
    'state of israel': 'israel',
    dprk: 'north korea',
    'republic of korea': 'south korea',
    'united states of': 'united states',
    'french republic': 'france',
    'kingdom of spain': 'spain',
    'peoples republic': 'china',
  }),
);
const abbreviations = new Map(
  states.split(' ').map((cell) => [cell.split(':')[0] ?? '', (cell.split(':')[1] ?? '').replaceAll('_', ' ')] as const),
);
/** Short words in names of places, written out. */
const longForms = new Map(
  Object.entries({
    st: 'saint',
    ste: 'saint',
    mt: 'mount',
    ft: 'fort',
    n: 'north',
    s: 'south',
    e: 'east',
    w: 'west',
    rd: 'road',
    ave: 'avenue',
    blvd: 'boulevard',
    hwy: 'highway',
    co: 'county',
  }),
);
const regionsNamed =
  'france;germany;spain;italy;england;scotland;wales;canada;mexico;brazil;argentina;china;japan;india;australia;new zealand;south africa;egypt;turkey;greece;poland;sweden;norway;finland;denmark;belgium;switzerland;austria;portugal;ukraine;ontario;quebec;british columbia;alberta;queensland;victoria;bavaria;catalonia;sicily';
const leading =
  /^(?:the|city of|town of|village of|state of|commonwealth of|province of|republic of|county of|kingdom of|island of|district of(?! columbia)) /;

const regionNames = new Set([...abbreviations.values(), ...countries.values(), ...regionsNamed.split(';')]);

/** Whether a name is that of a state or country known here. */
export function isKnownRegion(text: string): boolean {
  return regionNames.has(parsePlaceName(text).core.join(' '));
}

export const parsePlaceName = remembered((text): PlaceName => {
  const parts = text.split(',').map((part) => foldTokens(part));
  const [first = [], ...rest] = parts;
  return { core: normalPlace(first, isCapitals(text), false), within: rest.flatMap((part) => normalPlace(part, true, true)) };
});

/** Compares two places. `Paris, Texas` and `Paris, France` are two; `Paris` may be either, at 0.85. */
export function comparePlaceNames(a: PlaceName, b: PlaceName): NameComparison {
  const [nameA, nameB] = [a.core.join(' '), b.core.join(' ')];
  const inside = compareWithin(a.within, b.within);
  if (inside === 'different') return nameA === nameB ? { score: 0, evidence: [], conflict: 'region' } : differentNames;
  const ease = inside === 'same' ? 1 : 0.85;
  const unsaid = inside === 'same' ? [] : ['region_missing'];
  if (a.core.join('') === b.core.join('')) return { score: ease, evidence: ['same_name', ...unsaid] };
  const spelled = a.core.length === b.core.length ? a.core.map((word, i) => compareSpelling(word, b.core[i] ?? '').score) : [0];
  const score = spelled.reduce((product, match) => product * match, 1);
  if (isDemonym(a.core.at(-1) ?? '') !== isDemonym(b.core.at(-1) ?? '')) return differentNames;
  // Places with names a letter apart are many (Austria, Australia; Bern, Berne): only what sounds the same passes.
  if (score >= 0.9) return { score: score * ease * 0.95, evidence: ['spelling', ...unsaid] };
  return differentNames;
}

function normalPlace(words: readonly string[], capitals: boolean, inside: boolean): string[] {
  const full = words.join(' ');
  const state = capitals && words.length === 1 ? abbreviations.get(full) : undefined;
  // `Shreveport, LA` lies in Louisiana; `LA` alone is Los Angeles.
  const known = inside ? (state ?? countries.get(full)) : (countries.get(full) ?? state);
  const bare = full.replace(leading, '');
  const name = known ?? countries.get(bare) ?? bare;
  return name.split(' ').map((word, i, all) => (all.length > 1 ? (longForms.get(word) ?? word) : word));
}

function compareWithin(a: readonly string[], b: readonly string[]): 'same' | 'unsaid' | 'different' {
  if (a.length === 0 && b.length === 0) return 'same';
  if (a.length === 0 || b.length === 0) return 'unsaid';
  return a.some((word) => b.includes(word)) ? 'same' : 'different';
}

function isCapitals(text: string): boolean {
  return /^[\p{Lu}.]{2,6}$/u.test(text.trim());
}
