import { foldTokens } from './fold-text.js';
import { legalFormAt } from './legal-forms.js';
import { remembered } from './remembered.js';

/** An organisation's name taken apart; all words folded. */
export interface OrganizationName {
  /** What distinguishes it: no article, no legal form, abbreviations written out. */
  readonly core: readonly string[];
  /** Family of the legal form: `corporation`, `llc`, `partnership`, `gmbh`, … */
  readonly legalForms: readonly string[];
  /** All words without spaces, legal form included: `SiemensAG` has no word of its own to drop. */
  readonly joined: string;
  /** First letters of the words that count: `sec`. */
  readonly initials: string;
  /** First letters of all words: `tff` for Tears for Fears. */
  readonly allInitials: string;
  /** Written as one word in capitals, with or without dots. */
  readonly isAcronym: boolean;
}

const articles = new Set(['the', 'a', 'an']);
const small = new Set(['of', 'the', 'and', 'for', 'in', 'on', 'to', 'de', 'la', 'du', 'des', 'und', 'et', 'at', 'by', 'with', 'a', 'an']);
/** Words written short in names, and their long form; British spelling to American. */
const longForms = new Map(
  Object.entries({
    intl: 'international',
    natl: 'national',
    dept: 'department',
    univ: 'university',
    assn: 'association',
    assoc: 'association',
    mfg: 'manufacturing',
    bros: 'brothers',
    govt: 'government',
    tech: 'technology',
    technologies: 'technology',
    svcs: 'services',
    mgmt: 'management',
    ctr: 'center',
    centre: 'center',
    organisation: 'organization',
    labour: 'labor',
    defence: 'defense',
    '1st': 'first',
    '2nd': 'second',
    '3rd': 'third',
    us: 'us',
    usa: 'us',
    uk: 'uk',
    inst: 'institute',
    comm: 'commission',
    cmte: 'committee',
    hosp: 'hospital',
    ft: 'fort',
    mt: 'mount',
    st: 'saint',
    pharma: 'pharmaceuticals',
    fedn: 'federation',
  }),
);

export const parseOrganizationName = remembered((text): OrganizationName => {
  const plain = text.replaceAll('&', ' and ').replaceAll(/['’‘]l\b/gi, 'l');
  const country = plain.replaceAll(/\bUnited States(?: of America)?\b/gi, 'US').replaceAll(/\bUnited Kingdom\b/gi, 'UK');
  const words = [...foldTokens(country)];
  while (words.length > 1 && articles.has(words[0] ?? '')) words.shift();
  const legalForms: string[] = [];
  const core: string[] = [];
  for (let at = 0; at < words.length; ) {
    const form = legalFormAt(words, at);
    // A legal form is no name of its own: `The Company`, `Limited Brands` keep the word.
    if (form && (core.length > 0 || at + form.length < words.length) && !(at === 0 && form.leading === false)) {
      legalForms.push(form.family);
      at += form.length;
    } else {
      const word = words[at] ?? '';
      core.push(longForms.get(word) ?? word);
      at++;
    }
  }
  const kept = core.length > 0 ? core : words;
  return {
    core: kept.filter((word, i) => word !== 'and' && !(articles.has(word) && i < kept.length - 1)),
    legalForms,
    joined: words.join(''),
    initials: initialsOf(kept),
    allInitials: kept.map((word) => word[0] ?? '').join(''),
    isAcronym: isAcronym(text),
  };
});

/** `SEC`, `S.E.C.`, `NYPD`, `AT&T`, `DoJ`: one word, most letters capitals, two to eight of them. */
export function isAcronym(text: string): boolean {
  const bare = text
    .replace(/^(?:the|The|THE)\s+/, '')
    .replaceAll(/['’]s?$/g, '')
    .replaceAll(/[.&]/g, '');
  return /^[\p{Lu}\p{N}][\p{L}\p{N}]{1,7}$/u.test(bare) && (bare.match(/\p{Lu}/gu)?.length ?? 0) >= Math.max(2, bare.length - 2);
}

/** Words of a name up to which letters inside words may count: `LV` for LibriVox, `NSB` for Norges Statsbaner. */
const looseWords = 3;

/**
 * Whether letters, given in brackets after a name, stand for it: first letters of its words or of its last words, small words
 * counted or not; in short names letters inside words count too. Folded; the name may carry its article.
 */
export function acronymFits(letters: string, words: readonly string[]): boolean {
  if (letters.length < 2 || words.length === 0) return false;
  const [all, main] = [words.map((word) => word[0] ?? '').join(''), initialsOf(words)];
  if (all.endsWith(letters) || main.endsWith(letters) || all.startsWith(letters)) return true;
  const text = words.join(' ');
  if (letters.length > text.length / 2) return false;
  if (words.length <= looseWords) return text[0] === letters[0] && isSpreadOver(letters, text);
  return letters.length > 2 && text[0] === letters[0] && isSpreadOver(letters, text) && words.length <= 2 * letters.length;
}

function isSpreadOver(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function initialsOf(words: readonly string[]): string {
  return words
    .filter((word) => !small.has(word))
    .map((word) => (word === 'us' || word === 'uk' ? word : (word[0] ?? '')))
    .join('');
}
