import { brotliCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDefaultModel } from '../default-model.js';
import { labelCount, labelOf, mayEnd, mayStart, predecessors } from './labels.js';
import { Lattice } from './lattice.js';
import { decodeModel, encodeModel, ModelError } from './model.js';
import { segmentStarts } from './segment.js';
import { calibrate, loadTagger } from './tagger.js';
import { tokenize } from './tokenize.js';

const model = {
  bits: 4,
  scale: 0.1,
  weights: new Int8Array(16 * labelCount).fill(3),
  transitions: new Float32Array(labelCount * labelCount),
  lexicon: 'rome\t5\nnew york\t5',
  words: new Uint8Array(),
  calibration: [[0.5, 0.6]] as const,
};

test('reads back the model it writes, compressed or not', () => {
  const bytes = encodeModel(model);
  expect(decodeModel(bytes)).toEqual(model);
  expect(decodeModel(brotliCompressSync(bytes))).toEqual(model);
});

test('refuses a model of another version, a cut one and bytes that are none, each with its reason', () => {
  const bytes = Buffer.from(encodeModel(model));
  const other = Buffer.from(bytes.toString('latin1').replace('"version":2', '"version":9'), 'latin1');
  expect(() => loadTagger(other)).toThrow(new ModelError('the model has version 9, this tagger reads version 2: train it again'));
  expect(() => loadTagger(bytes.subarray(0, -1))).toThrow(/cut short or damaged/);
  expect(() => loadTagger(Buffer.from('nonsense'))).toThrow(/neither starts like one nor decompresses/);
  expect(() => loadTagger(brotliCompressSync(Buffer.from('nonsense')))).toThrow(/decompresses but is no tagger model/);
  const broken = Buffer.concat([bytes.subarray(0, 11), Buffer.from('!'), bytes.subarray(12)]);
  expect(() => loadTagger(broken)).toThrow(/header/);
  expect(new ModelError('x').code).toBe('corrupt');
});

test('tokens keep their offsets, whatever the text (property)', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('a', 'É', 'ß', '.', "'", '’', 's', '1', ',', '\n', ' ', '_', '-', '👩', '\ud800', '“'),
        maxLength: 200,
      }),
      (text) => {
        const { words, starts, ends } = tokenize(text);
        for (const [index, word] of words.entries()) {
          expect(text.slice(starts[index], ends[index])).toBe(word);
          expect(starts[index]).toBeGreaterThanOrEqual(ends[index - 1] ?? 0);
        }
      },
    ),
  );
});

test('names are ascending, apart and inside the text, whatever the text (property)', () => {
  const tagger = loadTagger(readDefaultModel());
  const word = fc.constantFrom(
    'John',
    'Smith',
    'Inc',
    '.',
    ',',
    'the',
    'of',
    'Acme',
    'LLC',
    '\n',
    'York',
    'New',
    '(',
    ')',
    '“',
    'v',
    '3M',
    "O'Neil",
    'ß',
    '👩',
    'said',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), (words) => {
      const text = words.join(' ');
      let last = 0;
      for (const { start, end, confidence } of tagger.tag(text)) {
        expect(start >= last && end > start && end <= text.length && confidence >= 0 && confidence <= 1).toBe(true);
        last = end;
      }
    }),
  );
});

test('splits words and marks as names need it', () => {
  expect(tokenize("O'Brien's U.S. firm, 883JIA FM—$1,000.50 ____ e-mail").words).toEqual([
    "O'Brien",
    "'s",
    'U.S.',
    'firm',
    ',',
    '883JIA',
    'FM',
    '—',
    '$',
    '1,000.50',
    '____',
    'e',
    '-',
    'mail',
  ]);
});

test('ends sentences at marks and empty lines, not at initials and abbreviations', () => {
  const text = 'Mr. J. Roe of Acme Inc. left. He paid.\n\nThe End';
  const tokens = tokenize(text);
  expect(segmentStarts(tokens).map((index) => tokens.words[index])).toEqual(['Mr', 'He', 'The']);
});

test('finds the path that trying all paths finds, and marginals that add up to one', () => {
  const lattice = new Lattice(3);
  const transitions = Float32Array.from({ length: labelCount * labelCount }, (_, index) => Math.sin(index));
  lattice.setTransitions(transitions);
  for (let index = 0; index < 3 * labelCount; index++) lattice.emissions[index] = Math.cos(index * 1.7) * 3;
  const score = (path: readonly number[]): number =>
    (transitions[path[0] ?? 0] ?? 0) +
    (transitions[(path.at(-1) ?? 0) * labelCount] ?? 0) +
    path.reduce(
      (sum, label, at) =>
        sum +
        (lattice.emissions[at * labelCount + label] ?? 0) +
        (at === 0 ? 0 : (transitions[(path[at - 1] ?? 0) * labelCount + label] ?? 0)),
      0,
    );
  const labels = Array.from({ length: labelCount }, (_, label) => label);
  const paths = labels
    .filter(mayStart)
    .flatMap((a) =>
      labels
        .filter((b) => predecessors[b]?.includes(a))
        .flatMap((b) => labels.filter((c) => predecessors[c]?.includes(b) && mayEnd(c)).map((c) => [a, b, c])),
    );
  const best = paths.reduce((top, path) => (score(path) > score(top) ? path : top));
  const found = new Uint8Array(3);
  lattice.viterbi(3, transitions, found);
  expect([...found]).toEqual(best);
  const total = paths.reduce((sum, path) => sum + Math.exp(score(path)), 0);
  expect(lattice.forwardBackward(3)).toBeCloseTo(Math.log(total), 4);
  const marginals = new Float64Array(labelCount);
  lattice.marginals(1, marginals);
  const middle = paths.filter((path) => path[1] === best[1]).reduce((sum, path) => sum + Math.exp(score(path)), 0);
  expect(marginals[best[1] ?? 0]).toBeCloseTo(middle / total, 4);
  expect(lattice.forwardBackward(3, Int32Array.of(1 << labelOf(0, 0), 1 << labelOf(1, 1), 1))).toBeNaN();
});

test('reads confidence off the measured points', () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((raw) => calibrate(raw, [[0.5, 0.6]]))).toEqual([0, 0.3, 0.6, 0.8, 1]);
});
