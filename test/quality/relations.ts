import { join } from 'node:path';
import {
  coveredRelations,
  findRelations,
  goldMentions,
  goldRelations,
  isHeldOut,
  type RelationDocument,
  relationKey,
} from '@tributary/extraction/training';
import { readJsonLines } from './ner-documents.js';
import { heldOutTagger } from './ner-model.js';

/** One line of the table of relations; shares from 0 to 1. */
export interface RelationRow {
  readonly type: string;
  readonly gold: number;
  readonly predicted: number;
  readonly precision: number;
  readonly recall: number;
  readonly target?: { readonly precision: number; readonly recall: number };
}

interface Counts {
  gold: number;
  predicted: number;
  right: number;
}

/**
 * Relations on the held-out documents of Re-DocRED with gold entities, over the properties the vocabulary covers:
 * a typed pair of entities counts once a document, whichever mentions state it.
 */
export function scoreRelations(dataDir: string): readonly RelationRow[] {
  const model = heldOutTagger(dataDir).relations;
  const counts = new Map<string, Counts>();
  const documents = readJsonLines<RelationDocument>(join(dataDir, 'relations/re-docred.jsonl')).filter(({ id }) => isHeldOut(id));
  for (const document of documents) countDocument(document, model, counts);
  const total = [...counts.values()].reduce(
    (sum, { gold, predicted, right }) => ({ gold: sum.gold + gold, predicted: sum.predicted + predicted, right: sum.right + right }),
    { gold: 0, predicted: 0, right: 0 },
  );
  const rows = [...counts].sort(([, a], [, b]) => b.gold - a.gold).map(([type, value]) => rowOf(type, value));
  return [...rows, { ...rowOf('all covered relations', total), target: { precision: 0.75, recall: 0.25 } }];
}

function countDocument(document: RelationDocument, model: Parameters<typeof findRelations>[3], counts: Map<string, Counts>): void {
  const mentions = goldMentions(document);
  const gold = goldRelations(document);
  for (const key of gold.keys()) countsOf(counts, key).gold++;
  const predicted = new Set(
    findRelations(document.text, mentions, [], model).flatMap(({ subject, predicate, object }) => {
      const [from, to] = [mentions[subject]?.entity ?? '', mentions[object]?.entity ?? ''];
      return from === to || !coveredRelations.has(predicate) ? [] : [relationKey(from, predicate, to)];
    }),
  );
  for (const key of predicted) {
    const value = countsOf(counts, key);
    value.predicted++;
    if (gold.has(key)) value.right++;
  }
}

function countsOf(counts: Map<string, Counts>, key: string): Counts {
  const type = key.split('|')[1] ?? '';
  const known = counts.get(type) ?? { gold: 0, predicted: 0, right: 0 };
  counts.set(type, known);
  return known;
}

function rowOf(type: string, { gold, predicted, right }: Counts): RelationRow {
  return { type, gold, predicted, precision: predicted === 0 ? 0 : right / predicted, recall: gold === 0 ? 0 : right / gold };
}
