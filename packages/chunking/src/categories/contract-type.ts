import type { CleanedText } from '@tributary/contracts';
import { titleCandidates } from '../structured/document-title.js';

/** A kind of contract, what its title says, and how telling that is: `license` and `services` stand in the titles of other kinds too. */
const contractTypes: readonly (readonly [name: string, words: RegExp, weight: number])[] = [
  ['affiliate', /\baff?il+iat\w*(?! (?:of|and its))/i, 3],
  ['agency', /\b(?:agency|sales agent|placement agent)\b/i, 2.5],
  ['co-branding', /\bco-? ?brand\w*/i, 3.5],
  ['collaboration', /\b(?:collaborat\w*|co-? ?operation)\b/i, 3],
  ['consulting', /\bconsult\w*/i, 3],
  ['development', /\b(?:co-?)?develop\w*/i, 2.4],
  ['distributor', /\b(?:sub-?)?distribut\w*/i, 2.6],
  ['endorsement', /\bendorse\w*/i, 3],
  ['franchise', /\bfranchis\w*/i, 3.5],
  ['hosting', /\b(?:web ?(?:site)? )?hosting\b/i, 3.2],
  ['ip', /\b(?:intellectual property|patent (?:assignment|transfer|rights)|ip rights)\b/i, 3.4],
  ['joint-venture', /\bjoint[ -](?:venture|filing)\w*/i, 3.5],
  ['license', /\b(?:sub-?)?licen[sc]\w*/i, 2],
  ['maintenance', /\b(?:maintenance|support)\b/i, 2.5],
  ['manufacturing', /\bmanufactur\w*/i, 2.6],
  ['marketing', /\b(?:re)?marketing\b/i, 2.5],
  ['non-compete', /\b(?:non-? ?compet\w*|non-? ?solicit\w*|no[- ]?shop|covenant not to compete|non-? ?disparage\w*)/i, 3.5],
  ['outsourcing', /\boutsourc\w*/i, 3],
  ['promotion', /\b(?:co-?)?promot\w*/i, 2.8],
  ['reseller', /\b(?:re-?sell\w*|value[- ]added re)/i, 3.2],
  ['services', /\bservic\w*/i, 1.2],
  ['sponsorship', /\bsponsor\w*/i, 3.3],
  ['strategic-alliance', /\b(?:strategic )?alliance\b/i, 3.4],
  ['supply', /\b(?:suppl(?:y|ies)|off-?take)\b/i, 2.5],
  ['transportation', /\b(?:transport\w*|shipping|pipeline|freight|carriage)\b/i, 2.7],
  ['employment', /\bemploy\w*/i, 2.2],
  ['lease', /\b(?:sub)?leas(?:e|ing)\b/i, 2.4],
  ['loan', /\b(?:loan|credit|facility|promissory note|indenture)\b/i, 2.2],
  ['confidentiality', /\b(?:non-?disclosure|confidentiality|nda)\b/i, 2.2],
  ['purchase', /\b(?:purchase|sale|acquisition|merger|subscription)\b/i, 1.8],
  ['settlement', /\b(?:settlement|release)\b/i, 2.2],
];
/** The last kind named in a title is the noun: `Outsource Technology Development Agreement` is about development. */
const lastBonus = 1.2;
/** What each candidate for the title is worth, best first. */
const candidateWeights = [1, 0.9, 0.8, 0.4, 0.3];
/** Kinds named in the body as `<kind> agreement` decide where the title does not; each counts this much, five at most. */
const bodyWeight = 0.25;
const bodyReach = 12_000;
const maxNamed = 60;
const phraseReach = 40;

/** The kind of contract that the title names, or failing this the one its text speaks of as an agreement; undefined where neither does. */
export function contractType(cleaned: Pick<CleanedText, 'text' | 'headings'>, fileName = ''): string | undefined {
  const scores = new Map<string, number>();
  titleCandidates(cleaned).forEach((title, index) => scoreTitle(title, candidateWeights[index] as number, scores));
  scoreTitle(fileName.replace(/[_.]+/g, ' '), 0.8, scores);
  scoreBody(cleaned.text.slice(0, bodyReach), scores);
  const [best] = [...scores].sort((a, b) => b[1] - a[1]);
  return best?.[0];
}

function scoreTitle(title: string, weight: number, scores: Map<string, number>): void {
  const named = contractTypes.flatMap(([name, words, telling]) => {
    const last = [...title.matchAll(new RegExp(words, 'gi'))].at(-1);
    return last === undefined ? [] : [{ name, telling, at: last.index }];
  });
  const lastAt = Math.max(...named.map(({ at }) => at));
  for (const { name, telling, at } of named) add(scores, name, weight * (telling + (at === lastAt ? lastBonus : 0)));
}

function scoreBody(text: string, scores: Map<string, number>): void {
  const named = [...text.matchAll(/\b(?:agreement|contract)\b/gi)].slice(0, maxNamed).map(({ index }) => phraseBefore(text, index));
  for (const [name, words, telling] of contractTypes) {
    const count = named.filter((phrase) => words.test(phrase)).length;
    if (count > 0) add(scores, name, Math.min(5, count) * bodyWeight * (telling / 2.5));
  }
}

/** Up to three words. */
function phraseBefore(text: string, index: number): string {
  const [phrase] = /(?:[\p{L}-]+[ \n]){0,3}$/u.exec(text.slice(Math.max(0, index - phraseReach), index)) as RegExpExecArray;
  return phrase;
}

function add(scores: Map<string, number>, name: string, score: number): void {
  scores.set(name, (scores.get(name) ?? 0) + score);
}
