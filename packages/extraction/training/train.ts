// Trains the tagger: node training/train.ts DATA [--held-out] [--out FILE] [--bits N] [--epochs N] [--quality N] [--models N]
// DATA is a folder with ner/*.jsonl; other *.jsonl texts beside it only feed the table of how words are usually written.
// --held-out leaves out one document in five, for honest scores.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import {
  type AnnotatedText,
  buildLexicon,
  encodeModel,
  inventTexts,
  isHeldOut,
  prune,
  type RelationDocument,
  readNameLists,
  trainModel,
  trainRelations,
} from '@tributary/extraction/training';
import nlp from 'compromise';

/** The largest model file that goes into the repository. */
const largestFile = 5_500_000;
/** Share of the judged pairs that must be right on unseen documents. */
const relationPrecision = 0.76;
/** Times each template is filled: with more, what is learned of invented companies begins to cost names of people elsewhere. */
const inventedCopies = 8;
const inventedSeed = 11;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'held-out': { type: 'boolean', default: false },
    out: { type: 'string', default: join(import.meta.dirname, '../model/tagger.bin.br') },
    bits: { type: 'string', default: '18' },
    epochs: { type: 'string', default: '7' },
    dropout: { type: 'string', default: '0.5' },
    rate: { type: 'string', default: '0.04' },
    quality: { type: 'string', default: '9' },
    models: { type: 'string', default: '2' },
    skip: { type: 'string', default: 're3d' },
  },
});
const data = positionals[0];
if (data === undefined) throw new Error('usage: node training/train.ts DATA [--held-out] [--out FILE]');
const started = performance.now();
const report = (line: string): void => console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}`);

const skipped = values.skip.split(',');
const rows = readdirSync(join(data, 'ner'))
  .filter((name) => name.endsWith('.jsonl') && !skipped.includes(name.replace('.jsonl', '')))
  .sort()
  .flatMap((name) => readRows(join(data, 'ner', name)))
  .filter((row) => !values['held-out'] || !isHeldOut(row.id));
const lexicon = buildLexicon(
  (nlp.model() as { one: { lexicon: Record<string, string | string[]> } }).one.lexicon,
  readResource('lists.br').toString('utf8'),
  rows.map((row) => row.text),
);
const invented = inventTexts(
  readFileSync(join(import.meta.dirname, 'resources/business-templates.txt'), 'utf8'),
  readNameLists(readResource('lists.br').toString('utf8')),
  inventedCopies,
  inventedSeed,
);
const tagger = trainModel({
  rows: [...rows, ...invented],
  lexicon,
  words: readResource('words.br'),
  report,
  settings: {
    bits: Number(values.bits),
    epochs: Number(values.epochs),
    dropout: Number(values.dropout),
    learningRate: Number(values.rate),
    models: Number(values.models),
  },
});
const documents = readRows<RelationDocument>(join(data, 'relations', 're-docred.jsonl')).filter(
  (row) => !values['held-out'] || !isHeldOut(row.id),
);
const model = { ...tagger, relations: trainRelations(documents, relationPrecision, report) };
let packed = pack(model);
for (let steps = 1; packed.length > largestFile; steps++) packed = pack(prune(model, steps));
writeFileSync(values.out, packed);
report(`${values.out}: ${(packed.length / 1e6).toFixed(2)} MB`);

function pack(content: typeof model): Buffer {
  return brotliCompressSync(encodeModel(content), {
    params: { [constants.BROTLI_PARAM_QUALITY]: Number(values.quality), [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
}

function readResource(name: string): Buffer {
  return brotliDecompressSync(readFileSync(join(import.meta.dirname, 'resources', name)));
}

function readRows<T = AnnotatedText>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
