import type { Gender } from './given-names.js';

/** What a word before (or after) a name says about the person, beside the name. */
export interface Title {
  readonly gender?: Gender;
  /** `Sir Walter`, `Aunt Polly`, `Saint Jerome`: the name that follows alone is a given name. */
  readonly beforeGivenName?: true;
}

const maleTitles =
  'mr mister messrs sir lord king prince duke baron count earl father brother uncle tsar emperor monsieur herr senor signor don sheikh rabbi fr gentleman esquire esq viscount marquis squire mossieur';
const femaleTitles =
  'mrs ms miss madam madame mme mlle mademoiselle lady dame queen princess duchess baroness countess sister mother aunt auntie frau fraulein senora senorita signora tsarina empress mistress';
const neutralTitles =
  'dr doctor prof professor hon honorable honourable judge justice magistrate president vice chief chairman chairwoman chairperson chair director secretary senator sen congressman congresswoman representative rep governor gov mayor minister premier chancellor ambassador attorney counsel councillor commissioner commander captain capt colonel col general gen lieutenant lt major maj sergeant sgt corporal cpl private pvt admiral adm officer detective inspector constable sheriff marshal agent saint st pope cardinal bishop archbishop reverend rev pastor deacon imam ayatollah mullah coach plaintiff defendant appellant appellee petitioner respondent claimant witness mx engr eng phd md comrade young old little poor dear the a an deputy assistant acting former late said administrator treasurer ceo cfo cto deponent us first second prosecutor solicitor superintendent';
const givenNameTitles = new Set(
  'sir lady dame saint st king queen prince princess pope aunt auntie uncle sister brother father mother tsar emperor empress cousin'.split(
    ' ',
  ),
);

/** Letters after a name that say an office or a degree, not the name. */
export const postNominals = new Set(
  'phd md jd llm mba cpa esq esquire dds dvm rn obe mbe cbe kbe frs qc kc mp mep pc ceo cfo coo cto pe'.split(' '),
);

/** What tells father from son. */
export const generationSuffixes = new Map([
  ['jr', 'jr'],
  ['junior', 'jr'],
  ['sr', 'sr'],
  ['senior', 'sr'],
  ['ii', '2'],
  ['2nd', '2'],
  ['iii', '3'],
  ['3rd', '3'],
  ['iv', '4'],
  ['4th', '4'],
  ['v', '5'],
]);

/** Small words that belong to a surname: `van der Berg`, `al-Assad`, `de la Cruz`. */
export const surnameParticles = new Set(
  'van von der den de del della di da dos das du la le el al bin ibn ben bint abu abou ter ten zu zum st af av'.split(' '),
);

const titles = new Map<string, Title>();
for (const word of maleTitles.split(' ')) titles.set(word, titleOf(word, 'male'));
for (const word of femaleTitles.split(' ')) titles.set(word, titleOf(word, 'female'));
for (const word of neutralTitles.split(' ')) if (!titles.has(word)) titles.set(word, titleOf(word));

/** The title a folded word is, if it is one. */
export function titleFor(word: string): Title | undefined {
  return titles.get(word);
}

function titleOf(word: string, gender?: Gender): Title {
  return { ...(gender ? { gender } : {}), ...(givenNameTitles.has(word) ? { beforeGivenName: true as const } : {}) };
}
