import { classBit, longestPhrase, type WordClass } from '../tagger/lexicon.js';
import { tokenize } from '../tagger/tokenize.js';
import { lexiconTags, ownLists } from './word-lists.js';

/** Words seen less often than this in the training texts say nothing about how they are usually written. */
const fewestSeen = 4;

/** Joins all word lists into the lines a model carries: `word<TAB>class bits in base 36`, sorted. */
export function buildLexicon(
  tagged: Readonly<Record<string, string | readonly string[]>>,
  lists: string,
  texts: readonly string[],
): string {
  const bits = new Map<string, number>();
  const add = (entry: string, bit: number): void => {
    const words = tokenize(entry.toLowerCase().trim()).words.filter((word) => word !== '.');
    if (words.length === 0 || words.length > longestPhrase) return;
    const key = words.join(' ');
    bits.set(key, (bits.get(key) ?? 0) | bit);
  };
  for (const [word, tags] of Object.entries(tagged)) {
    for (const tag of [tags].flat()) {
      const name = lexiconTags[tag];
      if (name !== undefined && !(word.includes(' ') && (name === 'verb' || name === 'common'))) add(word, classBit(name));
    }
  }
  for (const [name, list] of Object.entries(ownLists)) {
    for (const part of list.split('|')) {
      if (part.split(' ').length > longestPhrase || name === 'legalSuffix')
        for (const word of part.split(' ')) add(word, classBit(name as keyof typeof ownLists));
      else addGroup(part, (entry) => add(entry, classBit(name as keyof typeof ownLists)), list.includes('|'));
    }
  }
  addPlaces(add);
  for (const line of lists.split('\n')) {
    const [name, entry] = line.split('\t');
    if (entry !== undefined) add(entry, classBit(name as WordClass));
  }
  addCaseHabits(texts, add);
  return [...bits]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, value]) => `${word}\t${value.toString(36)}`)
    .join('\n');
}

/** Between bars stands one phrase, or (five words and more) a list of single words. */
function addGroup(part: string, add: (entry: string) => void, hasPhrases: boolean): void {
  if (hasPhrases && /^\S+( \S+){1,3}$/.test(part)) add(part);
  else for (const word of part.split(' ')) add(word);
}

/** Countries, regions, languages and cities that the JavaScript runtime itself knows (Unicode CLDR, IANA time zones). */
function addPlaces(add: (entry: string, bit: number) => void): void {
  const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const a of letters) {
    for (const b of letters) {
      const country = countries.of(a + b);
      if (country !== undefined && !/unknown|outlying|pseudo/i.test(country)) add(country.replace(/ \(.*| SAR.*/, ''), classBit('country'));
      const language = languages.of((a + b).toLowerCase());
      if (language !== undefined && !language.includes(' ')) add(language, classBit('language'));
    }
  }
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const city = zone.split('/').at(-1) ?? '';
    if (zone.includes('/') && /^\p{Lu}\p{Ll}/u.test(city)) add(city.replaceAll('_', ' '), classBit('city'));
  }
}

function addCaseHabits(texts: readonly string[], add: (entry: string, bit: number) => void): void {
  const counts = new Map<string, [lower: number, capital: number]>();
  for (const text of texts) {
    let initial = true;
    for (const word of tokenize(text).words) {
      if (/^\p{L}/u.test(word) && !initial) {
        const key = word.toLowerCase();
        const entry = counts.get(key) ?? [0, 0];
        counts.set(key, entry);
        if (word === key) entry[0]++;
        else if (word.slice(1) === key.slice(1)) entry[1]++;
      }
      initial = /^[.!?:"“•]$/.test(word);
    }
  }
  for (const [word, [lower, capital]] of counts) {
    if (lower + capital < fewestSeen) continue;
    const share = capital / (lower + capital);
    if (share < 0.15) add(word, classBit('usuallyLower'));
    else if (share > 0.85) add(word, classBit('usuallyCapital'));
  }
}
