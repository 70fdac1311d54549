import { labelCount, outside } from '../tagger/labels.js';
import { type Lexicon, parseLexicon } from '../tagger/lexicon.js';
import type { Model } from '../tagger/model.js';
import { tokenize } from '../tagger/tokenize.js';
import { WordTable } from '../tagger/word-table.js';
import { nameKey } from './allowed-labels.js';
import type { AnnotatedText } from './annotated-text.js';
import { augment } from './augment.js';
import { crossHints } from './cross-hints.js';
import { type Example, makeExample } from './example.js';
import { quantize } from './quantize.js';
import { seededRandom } from './random.js';
import { defaultSettings, Trainer, type TrainingSettings } from './trainer.js';
import { WeightMean } from './weight-mean.js';

export interface TrainingInput {
  readonly rows: readonly AnnotatedText[];
  /** Lines of `buildLexicon`. */
  readonly lexicon: string;
  /** What `encodeWords` made. */
  readonly words: Uint8Array;
  readonly settings?: Partial<TrainingSettings>;
  readonly report?: (line: string) => void;
}

/** The half models take the seeds right after the first. */
const seedDistance = 10;
/** The model is the mean of the weights after the last epochs: less of the noise of the last examples stays in it. */
const averagedEpochs = 4;
/** Taken off every step to `outside`: the likeliest labels miss more names than they invent, and F1 is best between. Chosen on a validation fifth. */
const outsideBias = 0.3;
/** Share of the sentences without a marked name that a weak text keeps. */
const keptWeakSentences = 0.25;
/** Weights below this share of the typical step are noise: leaving them out halves the file and moves no score. */
const smallestWeight = 0.02;

/** Confidence that was right on the held-out fifth of the documents, by the lowest marginal of a name's tokens. */
const measuredCalibration: Model['calibration'] = [
  [0.27, 0.2],
  [0.36, 0.32],
  [0.45, 0.43],
  [0.55, 0.51],
  [0.65, 0.58],
  [0.75, 0.69],
  [0.85, 0.815],
  [0.935, 0.885],
  [0.975, 0.925],
  [0.995, 0.97],
  [1, 0.98],
];

/** Trains a tagger: first two half models that give each other's documents their hints, then one on everything. Same input, same model. */
export function trainModel({ rows, lexicon, words, settings: given, report }: TrainingInput): Model {
  const settings = { ...defaultSettings, ...given };
  const examples = makeExamples(rows, parseLexicon(lexicon, words), settings.seed);
  report?.(`${examples.length} documents, ${examples.reduce((sum, example) => sum + example.context.infos.length, 0)} tokens`);
  const hints = crossHints(examples, settings, report);
  const mean = new WeightMean(2 ** settings.bits * labelCount);
  const transitionMean = new WeightMean(labelCount * labelCount);
  const rates = [1, 1, 1, 0.8, 0.6, 0.5, 0.4, 0.3];
  for (let model = 0; model < settings.models; model++) {
    const trainer = new Trainer({ ...settings, seed: settings.seed + model * seedDistance });
    for (let epoch = 0; epoch < settings.epochs; epoch++) {
      trainer.pace = rates[Math.floor((epoch / settings.epochs) * rates.length)] ?? 1;
      const loss = trainer.epoch(examples, hints);
      report?.(`model ${model + 1}, epoch ${epoch + 1}: loss ${loss.toFixed(4)}`);
      if (epoch >= settings.epochs - averagedEpochs) mean.add(trainer.weights);
    }
    transitionMean.add(trainer.transitions);
  }
  const transitions = transitionMean.read();
  for (let label = 0; label < labelCount; label++) transitions[label * labelCount + outside]! -= outsideBias;
  return quantize(mean.read(), settings.bits, transitions, { lexicon, words }, measuredCalibration, smallestWeight);
}

function makeExamples(rows: readonly AnnotatedText[], lexicon: Lexicon, seed: number): Example[] {
  const tools = { table: new WordTable(lexicon), lexicon, organizations: markedOrganizations(rows) };
  const random = seededRandom(seed + labelCount);
  return rows.map((row) => makeExample(augment(row, random), tools, () => random() < keptWeakSentences));
}

function markedOrganizations(rows: readonly AnnotatedText[]): ReadonlySet<string> {
  const real = rows.filter(({ source }) => source !== 'invented');
  const names = real.flatMap(({ text, spans }) =>
    spans.filter(({ type }) => type === 'ORG').map(({ start, end }) => text.slice(start, end)),
  );
  return new Set(names.map((name) => nameKey(tokenize(name).words)));
}
