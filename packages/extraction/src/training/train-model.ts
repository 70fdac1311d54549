import { labelCount } from '../tagger/labels.js';
import { parseLexicon } from '../tagger/lexicon.js';
import type { Model } from '../tagger/model.js';
import { WordTable } from '../tagger/word-table.js';
import type { AnnotatedText } from './annotated-text.js';
import { augment } from './augment.js';
import { crossHints } from './cross-hints.js';
import { type Example, makeExample } from './example.js';
import { quantize } from './quantize.js';
import { seededRandom } from './random.js';
import { defaultSettings, Trainer, type TrainingSettings } from './trainer.js';

export interface TrainingInput {
  readonly rows: readonly AnnotatedText[];
  /** Lines of `buildLexicon`. */
  readonly lexicon: string;
  readonly settings?: Partial<TrainingSettings>;
  readonly report?: (line: string) => void;
}

/** Share of the sentences without a marked name that a weak text keeps. */
const keptWeakSentences = 0.25;
/** Weights below this share of the typical step are noise: leaving them out halves the file and moves no score. */
const smallestWeight = 0.02;

/** Confidence that was right on the held-out fifth of the documents, by the lowest marginal of a name's tokens. */
const measuredCalibration: Model['calibration'] = [
  [0.25, 0.26],
  [0.45, 0.46],
  [0.55, 0.56],
  [0.65, 0.61],
  [0.75, 0.7],
  [0.85, 0.79],
  [0.93, 0.86],
  [0.99, 0.93],
  [1, 0.97],
];

/** Trains a tagger: first two half models that give each other's documents their hints, then one on everything. Same input, same model. */
export function trainModel({ rows, lexicon, settings: given, report }: TrainingInput): Model {
  const settings = { ...defaultSettings, ...given };
  const examples = makeExamples(rows, lexicon, settings.seed);
  report?.(`${examples.length} documents, ${examples.reduce((sum, example) => sum + example.context.infos.length, 0)} tokens`);
  const hints = crossHints(examples, settings, report);
  const trainer = new Trainer(settings);
  const rates = [1, 1, 1, 0.8, 0.6, 0.5, 0.4, 0.3];
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    trainer.pace = rates[Math.floor((epoch / settings.epochs) * rates.length)] ?? 1;
    const loss = trainer.epoch(examples, hints);
    report?.(`epoch ${epoch + 1}: loss ${loss.toFixed(4)}`);
  }
  return quantize(trainer.weights, settings.bits, trainer.transitions, lexicon, measuredCalibration, smallestWeight);
}

function makeExamples(rows: readonly AnnotatedText[], lexicon: string, seed: number): Example[] {
  const parsed = parseLexicon(lexicon);
  const table = new WordTable(parsed);
  const random = seededRandom(seed + labelCount);
  return rows.map((row) => makeExample(augment(row, random), table, parsed, () => random() < keptWeakSentences));
}
