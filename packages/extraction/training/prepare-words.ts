// Makes training/resources/words.br: node training/prepare-words.ts SOURCES
// SOURCES holds glove.6B.50d.txt (GloVe's text format, most frequent words first; public domain) and spaCy's
// en_lexeme_cluster.json.gz and en_lexeme_prob.json.gz (spacy-lookups-data, MIT). Run once; the result is committed, the sources are not.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gunzipSync } from 'node:zlib';
import { encodeWords } from '@tributary/extraction/training';
import { groupByDirection, type Vectors } from './k-means.ts';

/** Words kept, of those GloVe has: further down stand mostly numbers, typing errors and names seen once. */
const mostWords = 160_000;
const [coarse, fine, themes, rounds] = [64, 32, 250, 12];

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node training/prepare-words.ts SOURCES');
const { words, vectors } = readVectors(join(folder, 'glove.6B.50d.txt'));
const groups = twoLevels(vectors, words.length);
const themed = groupByDirection(vectors, Int32Array.from(words.keys()), themes, rounds, 1001);
const clusters = readTable('en_lexeme_cluster.json.gz');
const logarithms = readTable('en_lexeme_prob.json.gz');
const records = words.map((word, index) => {
  const title = word.slice(0, 1).toUpperCase() + word.slice(1);
  return {
    word,
    meaning: groups[index]!,
    theme: themed[index]!,
    company: (clusters[title] || clusters[word] || 0) & 0xfff,
    habit: habitOf(logarithms[title], logarithms[word]),
  };
});
const packed = brotliCompressSync(encodeWords(records));
writeFileSync(join(import.meta.dirname, 'resources/words.br'), packed);
console.error(`${records.length} words, ${(packed.length / 1e6).toFixed(2)} MB`);

function readVectors(path: string): { words: string[]; vectors: Vectors } {
  const words: string[] = [];
  const rows: number[][] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [word = '', ...numbers] = line.split(' ');
    if (!/^\p{L}[\p{L}\p{N}.&'’]*$/u.test(word) || word.length > 24) continue;
    words.push(word);
    rows.push(numbers.map(Number));
    if (words.length === mostWords) break;
  }
  const dimensions = rows[0]?.length ?? 0;
  const values = new Float32Array(rows.length * dimensions);
  for (const [index, row] of rows.entries()) {
    const length = Math.hypot(...row);
    values.set(
      row.map((value) => value / length),
      index * dimensions,
    );
  }
  return { words, vectors: { values, dimensions } };
}

/** `coarse` groups, each split into `fine` ones: the group of a word is `coarse * fine` numbered. */
function twoLevels(vectors: Vectors, count: number): Uint16Array {
  const all = Int32Array.from({ length: count }, (_, index) => index);
  const first = groupByDirection(vectors, all, coarse, rounds, 1);
  const result = new Uint16Array(count);
  for (let group = 0; group < coarse; group++) {
    const members = all.filter((index) => first[index] === group);
    const second = groupByDirection(vectors, members, fine, rounds, group + 2);
    for (const [at, index] of members.entries()) result[index] = group * fine + second[at]!;
  }
  return result;
}

function readTable(name: string): Readonly<Record<string, number>> {
  return JSON.parse(gunzipSync(readFileSync(join(folder ?? '', name))).toString('utf8')) as Record<string, number>;
}

/** How the word is usually written: 0 unknown, then from 1 (small) to 7 (capital), by the share of capitals. */
function habitOf(capital: number | undefined, small: number | undefined): number {
  if (capital === undefined && small === undefined) return 0;
  const share = 1 / (1 + Math.exp((small ?? -18) - (capital ?? -18)));
  return share < 0.08 ? 1 : share < 0.25 ? 2 : share < 0.5 ? 3 : share < 0.75 ? 4 : share < 0.9 ? 5 : share < 0.97 ? 6 : 7;
}
