// Trains the linear model of `categorize` and writes it as a module.
//   node training/train-categories.mjs <folder of the data> [--all]
// Documents whose hash falls into the held-out fifth are left out, so that `npm run quality` measures on unseen ones; `--all` keeps them.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { featureBuckets, textFeatures } from '../dist/categories/text-features.js';
import { cleanText } from '../dist/index.js';

const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node training/train-categories.mjs <folder of the data> [--all]');

const version = '1';
const epochs = 15;
const warmUp = 2;
const learningRate = 0.5;
const l2 = 1e-6;
/** Documents of other sets count less: they are not of the mixture that is asked for. */
const otherWeight = 0.7;
/** Per class, so that no set of one kind drowns the others. */
const otherSets = [
  {
    file: 'ner/uner-ewt.jsonl',
    genre: (row) => ({ weblog: 'blog', email: 'email', newsgroup: 'forum', answers: 'forum', reviews: 'review' })[row.genre],
    most: 250,
  },
  { file: 'ner/contracts-weak.jsonl', genre: () => 'contract', most: 150 },
  { file: 'ner/litbank-names.jsonl', genre: () => 'fiction', most: 60 },
  { file: 'ner/re-docred.jsonl', genre: () => 'encyclopedia', most: 100 },
];

const rows = (file) =>
  readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const sameDocument = (id) => id.replace(/^(cat|weak)-/, '').replace(/^cuad-/, '');
const heldOut = (id) => createHash('sha256').update(id).digest().readUInt32BE(0) % 5 === 0;
const metadata = {
  provider: 'training',
  detected_file_type: 'txt',
  pages: [],
  blocks: [],
  languages: [],
  properties: {},
  attachments: [],
  durations_ms: {},
  warnings: [],
};
const featuresOf = (text) => textFeatures(cleanText({ text: text.slice(0, 9000), metadata }).text);

const development = rows('categories/documents.jsonl');
const known = new Set(development.map(({ id }) => sameDocument(id)));
const examples = development
  .filter(({ id }) => flags.includes('--all') || !heldOut(id))
  .map(({ category, text }) => ({ genre: category, weight: 1, features: featuresOf(text) }));
for (const { file, genre, most } of otherSets) {
  const taken = {};
  for (const row of rows(file)) {
    const name = genre(row);
    if (known.has(sameDocument(row.id)) || row.text.length < 250) continue;
    taken[name] = (taken[name] ?? 0) + 1;
    if (taken[name] <= most) examples.push({ genre: name, weight: otherWeight, features: featuresOf(row.text) });
  }
}

const classes = [...new Set(examples.map(({ genre }) => genre))].sort();
const width = classes.length;
const rarity = inverseFrequency();
const { weights, bias } = train();
writeModel();

/** Square root of the inverse document frequency of a bucket; folded into the weights when training is done. */
function inverseFrequency() {
  const frequency = new Float64Array(featureBuckets).fill(1);
  for (const { features } of examples) for (const bucket of features.indices) frequency[bucket] += 1;
  return frequency.map((times) => Math.sqrt(Math.log(examples.length / times) + 0.3) / Math.SQRT2);
}

/** Softmax regression: AdaGrad, rare classes weighted up, weights averaged over the epochs after the warm-up. */
function train() {
  const current = new Float64Array(featureBuckets * width);
  const gradients = new Float64Array(featureBuckets * width).fill(1e-8);
  const average = new Float64Array(featureBuckets * width);
  const currentBias = new Float64Array(width);
  const averageBias = new Float64Array(width);
  const counts = Object.groupBy(examples, ({ genre }) => genre);
  const random = seededRandom(1);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { genre, weight, features } of shuffled(examples, random)) {
      const classWeight = Math.min(4, Math.sqrt(examples.length / width / counts[genre].length)) * weight;
      const probabilities = predict(current, currentBias, features);
      for (let column = 0; column < width; column++) {
        const error = classWeight * (probabilities[column] - (classes[column] === genre ? 1 : 0));
        currentBias[column] -= 0.01 * error;
        features.indices.forEach((bucket, at) => {
          const index = bucket * width + column;
          const gradient = error * features.values[at] * rarity[bucket] + l2 * current[index];
          gradients[index] += gradient * gradient;
          current[index] -= (learningRate * gradient) / Math.sqrt(gradients[index]);
        });
      }
    }
    if (epoch < warmUp) continue;
    current.forEach((value, index) => {
      average[index] += value / (epochs - warmUp);
    });
    currentBias.forEach((value, index) => {
      averageBias[index] += value / (epochs - warmUp);
    });
  }
  return { weights: average.map((value, index) => value * rarity[Math.floor(index / width)]), bias: averageBias };
}

function predict(current, currentBias, { indices, values }) {
  const scores = [...currentBias];
  indices.forEach((bucket, at) => {
    for (let column = 0; column < width; column++) scores[column] += current[bucket * width + column] * values[at] * rarity[bucket];
  });
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power);
  return powers.map((power) => power / sum);
}

function shuffled(list, random) {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [copy[at], copy[other]] = [copy[other], copy[at]];
  }
  return copy;
}

/** Mulberry32: the same model from the same data on every machine. */
function seededRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function writeModel() {
  const sorted = [...weights].map(Math.abs).sort((a, b) => b - a);
  // The largest weights of all are cut off, so that the others keep their precision.
  const scale = sorted[Math.floor(sorted.length / 20_000)] / 127;
  const small = Int8Array.from(weights, (value) => Math.max(-127, Math.min(127, Math.round(value / scale))));
  const model = {
    version,
    buckets: featureBuckets,
    classes,
    bias: [...bias].map((value) => Number(value.toFixed(4))),
    scale: Number(scale.toPrecision(6)),
    weights: Buffer.from(small.buffer).toString('base64'),
  };
  const target = join(import.meta.dirname, '..', 'src', 'categories', 'generated', 'category-model.ts');
  writeFileSync(
    target,
    `// Written by training/train-categories.mjs; licence and sources in training/DATA_CARD.md.\nimport type { StoredModel } from '../linear-model.js';\n\nexport const categoryModel: StoredModel = ${JSON.stringify(model)};\n`,
  );
  console.log({ examples: examples.length, classes: width, bytes: small.length, target });
}
