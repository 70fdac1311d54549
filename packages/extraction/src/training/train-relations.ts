import { abstractSentences } from '../relations/abstract-text.js';
import { countriesOf, pairsOf } from '../relations/pair-features.js';
import { type RelationModel, softmax } from '../relations/relation-model.js';
import { joinSlots, mentionSlots, pronounSlots } from '../relations/slots.js';
import { seededRandom, shuffle } from './random.js';
import { goldMentions, goldRelations, type RelationDocument, relationKey, wikidataRelations } from './wikidata-relations.js';

const bits = 16;
const epochs = 8;
const rate = 0.08;
const dropout = 0.4;
const folds = 5;
/** Share of the pairs without a relation that is learned from: there are ten times as many. */
const keptNegatives = 0.6;

interface PairExample {
  readonly features: Int32Array;
  readonly label: number;
  readonly document: string;
  readonly key: string;
}

/** Labels whose scores promise more than they keep on texts of other kinds. */
const stricter: Readonly<Record<string, number>> = { CITIZEN_OF: 0.1, FAMILY_OF: 0.15 };

const labels: readonly string[] = ['NONE', ...new Set(Object.values(wikidataRelations).map((name) => name.replace('-', '')))];

/** Trains the judge of pairs on documents with gold entities; thresholds come from documents each part had not seen. */
export function trainRelations(documents: readonly RelationDocument[], precision: number, report?: (line: string) => void): RelationModel {
  const examples = documents.flatMap(examplesOf);
  report?.(`${examples.length} pairs, ${examples.filter(({ label }) => label > 0).length} related`);
  const judged: { label: number; score: number; isRight: boolean; key: string }[] = [];
  const place = new Map(documents.map(({ id }, index) => [id, index % folds]));
  for (let fold = 0; fold < folds; fold++) {
    const weights = fit(
      examples.filter(({ document }) => place.get(document) !== fold),
      fold,
    );
    for (const example of examples.filter(({ document }) => place.get(document) === fold)) {
      const scores = score(example.features, weights);
      const top = softmax(scores);
      if (top > 0)
        judged.push({ label: top, score: scores[top]!, isRight: example.label === top, key: `${example.document}|${example.key}` });
    }
  }
  const thresholds = labels.map((_, label) =>
    thresholdFor(
      judged.filter((item) => item.label === label),
      precision + (stricter[labels[label] ?? ''] ?? 0),
    ),
  );
  report?.(labels.map((label, index) => `${label} ${thresholds[index]?.toFixed(2)}`).join(', '));
  return pack(fit(examples, folds), thresholds);
}

function examplesOf(document: RelationDocument): PairExample[] {
  const mentions = goldMentions(document);
  const gold = goldRelations(document);
  const named = mentionSlots(mentions);
  const slots = joinSlots(named, pronounSlots(document.text, named));
  const countries = countriesOf(document.text, named);
  const byPair = new Map([...gold].map(([key, evidence]) => [pairKey(key), { label: labels.indexOf(key.split('|')[1] ?? ''), evidence }]));
  return abstractSentences(document.text, slots).flatMap((sentence) =>
    pairsOf(sentence, document.text, countries).flatMap(({ subject, object, features }) => {
      const [s, o] = [mentions[subject.mention]?.entity ?? '', mentions[object.mention]?.entity ?? ''];
      if (s === o) return [];
      const known =
        byPair.get(`${s}|${o}`) ??
        (gold.has(relationKey(s, 'FAMILY_OF', o)) ? { label: labels.indexOf('FAMILY_OF'), evidence: [] } : undefined);
      return [{ features, label: known?.label ?? 0, document: document.id, key: `${s}|${o}` }];
    }),
  );
}

function pairKey(key: string): string {
  const [subject, , object] = key.split('|');
  return `${subject}|${object}`;
}

function fit(examples: readonly PairExample[], seed: number): Float32Array {
  const random = seededRandom(100 + seed);
  const size = labels.length;
  const weights = new Float32Array(2 ** bits * size);
  const squares = new Float32Array(2 ** bits * size).fill(1);
  const used = examples.filter(({ label }) => label > 0 || random() < keptNegatives);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(used, random);
    for (const { features, label } of used) {
      const kept = features.filter(() => random() >= dropout);
      const scores = score(kept, weights, 1 / (1 - dropout));
      softmax(scores);
      for (let at = 0; at < size; at++) {
        const gradient = (at === label ? 1 : 0) - scores[at]!;
        if (Math.abs(gradient) < 0.01) continue;
        for (const hash of kept) {
          const index = (hash & (2 ** bits - 1)) * size + at;
          squares[index]! += gradient * gradient;
          weights[index]! += (rate * gradient) / Math.sqrt(squares[index]!);
        }
      }
    }
  }
  return weights;
}

function score(features: Int32Array, weights: Float32Array, factor = 1): Float64Array {
  const size = labels.length;
  const scores = new Float64Array(size);
  for (const hash of features) {
    const row = (hash & (2 ** bits - 1)) * size;
    for (let label = 0; label < size; label++) scores[label]! += weights[row + label]! * factor;
  }
  return scores;
}

/** The lowest score from which on the wanted share is right, counted once a pair of entities; 2 (never) where that is too rare. */
function thresholdFor(items: readonly { score: number; isRight: boolean; key: string }[], precision: number): number {
  const best = new Map<string, { score: number; isRight: boolean }>();
  for (const item of items) if ((best.get(item.key)?.score ?? 0) < item.score) best.set(item.key, item);
  const ranked = [...best.values()].sort((a, b) => b.score - a.score);
  let right = 0;
  let threshold = 2;
  for (const [index, item] of ranked.entries()) {
    if (item.isRight) right++;
    if (index >= 5 && right / (index + 1) >= precision) threshold = item.score;
  }
  return threshold;
}

function pack(weights: Float32Array, thresholds: readonly number[]): RelationModel {
  const limit = weights.reduce((top, weight) => Math.max(top, Math.abs(weight)), 0.1);
  const scale = limit / 127;
  return {
    bits,
    scale,
    labels,
    thresholds,
    weights: Int8Array.from(weights, (weight) => (Math.abs(weight) < 0.01 ? 0 : Math.round(weight / scale))),
  };
}
