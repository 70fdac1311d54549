import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { categorize, cleanText } from '@tributary/chunking';
import type { CategoryName, DocumentCategory } from '@tributary/contracts';
import { plainOcr } from './plain-ocr.js';

interface LabelledDocument {
  readonly id: string;
  readonly category: string;
  readonly subcategory?: string;
  readonly text: string;
}

/** One line of the table that `npm run quality` prints. Scores in percent. */
export interface CategoryRow {
  readonly measure: string;
  readonly documents: number;
  readonly score: number;
  readonly baseline: number | null;
  readonly target: number;
}

/** What each kind of development document is in the pipeline's own categories (P-30). */
const pipelineCategory: Readonly<Record<string, CategoryName>> = {
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

/** Documents that the model was not trained on: a fifth, by the hash of their id. */
export function isHeldOut(id: string): boolean {
  return createHash('sha256').update(id).digest().readUInt32BE(0) % 5 === 0;
}

/** Accuracy on the held-out development documents, beside naive Bayes (80 % of the kinds). Sub-types of contracts are told by rules, so all contracts count. */
export function scoreCategories(dataDir: string): readonly CategoryRow[] {
  const documents = readDocuments(dataDir);
  const heldOut = documents.filter(({ id }) => isHeldOut(id)).map((document) => ({ document, found: categoryOf(document) }));
  const contracts = documents
    .filter(({ category }) => category === 'contract')
    .map((document) => ({ document, found: categoryOf(document) }));
  return [
    row(
      'kinds of document (held out)',
      80,
      90,
      heldOut.map(({ document, found }) => kindOf(found) === document.category),
    ),
    row(
      'pipeline categories (held out)',
      null,
      90,
      heldOut.map(({ document, found }) => found.name === pipelineCategory[document.category]),
    ),
    row(
      'contract sub-type',
      null,
      80,
      contracts.map(({ document, found }) => found.subcategory === document.subcategory),
    ),
  ];
}

function readDocuments(dataDir: string): readonly LabelledDocument[] {
  const lines = readFileSync(join(dataDir, 'categories', 'documents.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as LabelledDocument);
}

function categoryOf({ text }: LabelledDocument): DocumentCategory {
  return categorize(cleanText(plainOcr(text)), { fileName: '', properties: {}, detectedFileType: 'txt' });
}

/** The kind of development document that a category and its subcategory speak of. */
function kindOf({ name, subcategory }: DocumentCategory): string {
  return name === 'contract' || name === 'email' ? name : (subcategory ?? name);
}

function row(measure: string, baseline: number | null, target: number, right: readonly boolean[]): CategoryRow {
  return { measure, documents: right.length, score: percent(right), baseline, target };
}

function percent(right: readonly boolean[]): number {
  return Math.round((right.filter(Boolean).length / Math.max(1, right.length)) * 1000) / 10;
}
