import type { CategoryName, CleanedText, DocumentCategory } from '@tributary/contracts';
import { documentCategories } from '@tributary/contracts';
import { titleCandidates } from '../structured/document-title.js';
import { emailHeaders } from '../structured/email-headers.js';
import { contractType } from './contract-type.js';
import { cuePoints } from './cues/cue-points.js';
import { categoryModel } from './generated/category-model.js';
import { classProbabilities, readModel, softmax } from './linear-model.js';
import { textFeatures } from './text-features.js';

/** What is known about a document beside its text. */
export interface CategoryHints {
  readonly fileName: string;
  readonly properties: Readonly<Record<string, string>>;
  /** As the reader detected it: `eml`, `pdf` … */
  readonly detectedFileType: string;
}

/** Where the model's kinds of writing belong; the kind itself becomes the subcategory unless it is the category. */
const categoryOfGenre: Readonly<Record<string, CategoryName>> = {
  contract: 'contract',
  email: 'email',
  'court-transcript': 'transcript',
  interview: 'transcript',
  news: 'article',
  blog: 'article',
  review: 'article',
  'press-release': 'article',
  academic: 'article',
  encyclopedia: 'article',
  'travel-guide': 'article',
  forum: 'other',
  fiction: 'other',
};
const model = readModel(categoryModel);
/** Fewer words are not a document of any kind. */
const minWords = 8;
/** How much the model's (logarithmic) opinion counts beside the cues; least probability it gives, so that cues can overrule it. */
const modelWeight = 1.2;
const leastProbability = 0.02;
/** The model was trained on English: for other languages only the look of the text is left of its opinion. */
const foreignModelWeight = 0.3;
/** It was trained on prose, and knows nothing of cells. */
const spreadsheets: ReadonlySet<string> = new Set(['xlsx', 'xls', 'ods', 'csv', 'tsv']);

/**
 * The kind of document (P-30): a linear model of how it is written, and cues of how it is built (captions, headers, salutations,
 * tables of amounts), which alone know the categories that the model was not trained on. Subcategories: kinds of contract by their
 * title, and the model's kinds of writing (`news`, `academic`, `interview` …).
 */
export function categorize(cleaned: CleanedText, hints: CategoryHints): DocumentCategory {
  if (isMail(cleaned.text, hints)) return { name: 'email', confidence: 0.99 };
  if ((cleaned.text.slice(0, 2000).match(/[\p{L}\p{N}]+/gu)?.length ?? 0) < minWords) return { name: 'other', confidence: 0.3 };
  const isEnglish = cleaned.language === 'en' || cleaned.language === 'und';
  const weight = isEnglish && !spreadsheets.has(hints.detectedFileType) ? modelWeight : foreignModelWeight;
  const genres = genreProbabilities(cleaned.text);
  const points = cuePoints(titleCandidates(cleaned).slice(0, 3).join('\n'), cleaned.text);
  const scores = documentCategories.map((name) => weight * modelScore(genres, name) + (points.get(name) ?? 0));
  const probabilities = softmax(scores);
  const best = probabilities.indexOf(Math.max(...probabilities));
  const name = documentCategories[best] as CategoryName;
  const genre = isEnglish ? bestGenre(genres, name) : undefined;
  const subcategory = name === 'contract' ? contractType(cleaned, hints.fileName) : genre;
  const confidence = Math.round((probabilities[best] as number) * 100) / 100;
  return subcategory === undefined ? { name, confidence } : { name, subcategory, confidence };
}

function isMail(text: string, { detectedFileType, properties }: CategoryHints): boolean {
  return (
    /^(?:eml|msg|mbox|message\/rfc822|application\/mbox)$/i.test(detectedFileType) ||
    emailHeaders('', properties) !== undefined ||
    /^From: \S[^\n]*\n(?:To|Sent|Date|Subject|Cc): /.test(text)
  );
}

function genreProbabilities(text: string): ReadonlyMap<string, number> {
  const probabilities = classProbabilities(model, textFeatures(text));
  return new Map(model.classes.map((genre, index) => [genre, probabilities[index] as number]));
}

function modelScore(genres: ReadonlyMap<string, number>, name: CategoryName): number {
  let sum = 0;
  for (const [genre, probability] of genres) if (categoryOfGenre[genre] === name) sum += probability;
  return Math.log(Math.max(leastProbability, sum));
}

function bestGenre(genres: ReadonlyMap<string, number>, name: CategoryName): string | undefined {
  const own = [...genres].filter(([genre]) => categoryOfGenre[genre] === name && genre !== name);
  return own.sort((a, b) => b[1] - a[1])[0]?.[0];
}
