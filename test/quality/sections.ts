import { type PassageScore, scoreBusinessRelations } from './business-relations.js';
import { scoreCategories } from './categories.js';
import type { Figure, Section } from './figure.js';
import { scoreMentions } from './ner.js';
import { ocrFigures } from './ocr-figures.js';
import { pdfFigures } from './pdf-figures.js';
import { scoreRelations } from './relations.js';
import { type ResolutionRow, scoreResolution } from './resolution.js';

/** Everything that is measured, stage by stage. */
export const sections: readonly Section[] = [
  { title: 'Text layers of PDFs (P-20)', measure: pdfFigures },
  { title: 'Pages read by their pixels (P-20)', measure: ocrFigures },
  { title: 'Category, contract sub-type (P-30)', measure: (dataDir) => scoreCategories(dataDir).map(categoryFigure) },
  { title: 'Mentions, F1 (P-40)', measure: mentionFigures },
  { title: 'Relations (P-40)', measure: (dataDir) => [...businessFigures(), ...relationFigures(dataDir)] },
  { title: 'Resolution, pairwise (P-50, P-51)', measure: (dataDir) => scoreResolution(dataDir).flatMap(resolutionFigures) },
];

function categoryFigure({ measure, score, baseline, target }: ReturnType<typeof scoreCategories>[number]): Figure {
  return { id: measure, value: score, target, ...(baseline === null ? {} : { baselines: `naive Bayes ${baseline}` }) };
}

function mentionFigures(dataDir: string): Figure[] {
  const { rows, tokensPerSecond, reliability } = scoreMentions(dataDir);
  const figures = rows.flatMap(({ set, type, exact, overlap, baselines, target }): Figure[] => {
    const others = Object.entries(baselines ?? {});
    const part = (index: 0 | 1) => ({
      ...(target === undefined ? {} : { target: target[index] }),
      ...(others.length === 0 ? {} : { baselines: others.map(([name, pair]) => `${name} ${pair[index]}`).join(', ') }),
    });
    return [
      { id: `${set} · ${type} · exact`, value: exact.f1, ...part(0) },
      { id: `${set} · ${type} · overlap`, value: overlap.f1, ...part(1) },
    ];
  });
  return [
    ...figures,
    { id: 'tagger, tokens a second', value: tokensPerSecond.tagger, target: 250_000, unit: '/s', informative: true },
    { id: 'whole extraction, tokens a second', value: tokensPerSecond.extraction, unit: '/s', informative: true },
    ...reliability.map(({ from, right, mentions }) => ({
      id: `right of those given ${from.toFixed(1)} to ${(from + 0.1).toFixed(1)} (${mentions})`,
      value: (100 * right) / Math.max(1, mentions),
      informative: true,
    })),
  ];
}

/** Passages that were looked at while rules were written apart from those that were not: the second are what counts. */
function businessFigures(): Figure[] {
  const scores = scoreBusinessRelations();
  return (['unseen', 'seen'] as const).flatMap((part) => {
    const own = scores.filter(({ passage }) => passage.part === part);
    const sum = (of: (score: PassageScore) => readonly unknown[]) => own.reduce((total, score) => total + of(score).length, 0);
    const [right, wrong, missing] = [sum((one) => one.right), sum((one) => one.wrong), sum((one) => one.missing)];
    const goal = (target: number) => (part === 'unseen' ? { target } : { informative: true });
    return [
      {
        id: `business and legal, ${part}, end to end · precision (${right + missing})`,
        value: (100 * right) / (right + wrong),
        ...goal(85),
      },
      {
        id: `business and legal, ${part}, end to end · recall (${right + missing})`,
        value: (100 * right) / (right + missing),
        ...goal(50),
      },
    ];
  });
}

function relationFigures(dataDir: string): Figure[] {
  return scoreRelations(dataDir).flatMap(({ type, precision, recall, target, gold }): Figure[] => [
    {
      id: `${type} · precision (${gold})`,
      value: 100 * precision,
      ...(target === undefined ? { informative: true } : { target: 100 * target.precision }),
    },
    {
      id: `${type} · recall (${gold})`,
      value: 100 * recall,
      ...(target === undefined ? { informative: true } : { target: 100 * target.recall }),
    },
  ]);
}

/** A wrong merge costs more than a wrong split: both are printed. */
function resolutionFigures({
  measure,
  items,
  precision,
  recall,
  score,
  bcubed,
  wrongMerges,
  wrongSplits,
  baseline,
  target,
}: ResolutionRow): Figure[] {
  return [
    {
      id: `${measure} · F1`,
      value: score,
      ...(target === null ? {} : { target }),
      ...(baseline === null ? {} : { baselines: `toy ${baseline}` }),
    },
    { id: `${measure} · precision (${items})`, value: precision, informative: true },
    { id: `${measure} · recall`, value: recall, informative: true },
    ...(bcubed === null ? [] : [{ id: `${measure} · B-cubed`, value: bcubed }]),
    ...count(`${measure} · pairs merged wrongly`, wrongMerges),
    ...count(`${measure} · pairs split wrongly`, wrongSplits),
  ];
}

function count(id: string, value: number | null): Figure[] {
  return value === null ? [] : [{ id, value, unit: '', informative: true }];
}
