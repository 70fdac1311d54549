import { languages, languagesOfLetter, languagesOfWord, scriptLanguages } from './language-profiles.js';

export interface DetectedLanguage {
  /** BCP 47; `und` when there is too little text to tell. */
  readonly language: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Looked at: this many stretches of this many characters, spread evenly.  */
const samples = 6;
const sampleLength = 1500;
/** Fewer letters than a short sentence say nothing. */
const minLetters = 16;
/** A letter says less than a frequent word: this much of one. */
const letterWeight = 0.5;
/** Share of words that speak for the language: running text has 0.2 to 0.5; lists of names less than this. */
const minSupport = 0.06;

/** Below, two languages are as likely. */
const minConfidence = 0.05;

const undetermined: DetectedLanguage = { language: 'und', confidence: 0 };

/** The language of a text, from its script, its most frequent words and its letters. */
export function detectLanguage(text: string): DetectedLanguage {
  const sample = sampleOf(text).toLowerCase();
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  // Scripts without spaces say a word with one or two characters.
  for (const [language, script] of scriptLanguages) {
    const count = sample.match(script)?.length ?? 0;
    const share = count / Math.max(1, letters);
    if (count >= minLetters / 4 && share > (language === 'ja' ? 0.1 : 0.5))
      return { language: language === 'ar' ? arabicScript(sample) : language, confidence: Math.min(1, share + 0.1) };
  }
  return letters < minLetters ? undetermined : byWords(sample);
}

function sampleOf(text: string): string {
  if (text.length <= samples * sampleLength) return text;
  const step = Math.floor(text.length / samples);
  return Array.from({ length: samples }, (_, index) => text.slice(index * step, index * step + sampleLength)).join('\n');
}

function byWords(sample: string): DetectedLanguage {
  // There are letters, so there are words.
  const words = sample.match(/[\p{L}\p{M}]+/gu) as RegExpMatchArray;
  const scores = new Float64Array(languages.length);
  for (const word of words) credit(scores, languagesOfWord.get(word), 1);
  for (const letter of sample.match(/[^\0-\x7fа-ик-я]/gu) ?? []) credit(scores, languagesOfLetter.get(letter), letterWeight);
  const ranked = [...scores.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const best = scores[ranked[0] as number] as number;
  const second = scores[ranked[1] as number] as number;
  // Two words more than the next language are a doubt, twenty are none.
  const confidence = Math.round((1 - Math.exp((second - best) / 2)) * 100) / 100;
  if (best < 1 || best / words.length < minSupport || confidence < minConfidence) return undetermined;
  return { language: languages[ranked[0] as number] as string, confidence };
}

function credit(scores: Float64Array, speaksFor: readonly number[] | undefined, weight: number): void {
  // A word of three languages is a third as telling for each, but a language must not lose by sharing its most frequent words.
  for (const language of speaksFor ?? [])
    scores[language] = (scores[language] as number) + weight / Math.sqrt((speaksFor as readonly number[]).length);
}

/** Persian and Urdu have letters that Arabic lacks. */
function arabicScript(sample: string): string {
  if (/[ٹڈڑںے]/u.test(sample)) return 'ur';
  return /[پچژگ]/u.test(sample) ? 'fa' : 'ar';
}
