import type { Stretch } from '../tagger/candidates.js';
import { labelCount } from '../tagger/labels.js';
import { Lattice } from '../tagger/lattice.js';
import { longestSegment } from '../tagger/segment.js';
import type { Example } from './example.js';
import { WordRows } from './example.js';
import { seededRandom, shuffle } from './random.js';

export interface TrainingSettings {
  /** Weights: 2^bits rows of labels. */
  readonly bits: number;
  readonly epochs: number;
  readonly learningRate: number;
  /** Share of a token's features left out at each step. */
  readonly dropout: number;
  /** Share of documents trained without the first pass's hints, so that the first pass itself stays good. */
  readonly hintDropout: number;
  /** Strength of the pull towards 0, per update. */
  readonly decay: number;
  readonly seed: number;
  /** Models trained on the same examples in other orders; the result is their mean. */
  readonly models: number;
}

export const defaultSettings: TrainingSettings = {
  bits: 18,
  epochs: 7,
  learningRate: 0.04,
  dropout: 0.5,
  hintDropout: 0.5,
  decay: 1e-6,
  seed: 7,
  models: 1,
};

/** Most features of one token, for the buffers. */
const mostRows = 500;
/** AdaGrad starts as if it had seen this much: without it the first step of a hundred features at once would overshoot. */
const startSquares = 0.1;
/** Below this the gradient of a token changes nothing worth its time. */
const smallestGradient = 0.004;

/** A linear-chain CRF trained by AdaGrad on partial labels: what is allowed is pulled up against what is possible. */
export class Trainer {
  /** Multiplies the learning rate; lowered towards the end. */
  pace = 1;
  readonly weights: Float32Array;
  readonly transitions = new Float32Array(labelCount * labelCount);
  private readonly squares: Float32Array;
  private readonly transitionSquares = new Float32Array(labelCount * labelCount).fill(startSquares);
  private readonly lattice = new Lattice(longestSegment);
  private readonly settings: TrainingSettings;
  private readonly random: () => number;
  private readonly words = new WordRows();
  private readonly active = new Int32Array(longestSegment * mostRows);
  private readonly activeStarts = new Int32Array(longestSegment + 1);
  private readonly expected = new Float64Array(longestSegment * labelCount);
  private readonly marginals = new Float64Array(labelCount);
  private readonly transitionGradient = new Float64Array(labelCount * labelCount);

  constructor(settings: TrainingSettings) {
    this.settings = settings;
    this.weights = new Float32Array(2 ** settings.bits * labelCount);
    this.squares = new Float32Array(2 ** settings.bits * labelCount).fill(startSquares);
    this.random = seededRandom(settings.seed);
  }

  /** One pass over the examples in random order; returns the mean loss of a stretch. */
  epoch(examples: readonly Example[], hints?: ReadonlyMap<string, Int32Array>): number {
    const order = examples.flatMap((example) => {
      const hinted = hints !== undefined && this.random() >= this.settings.hintDropout;
      return example.stretches.map((stretch) => ({ example, stretch, hint: hinted ? hints.get(example.id) : undefined }));
    });
    shuffle(order, this.random);
    let loss = 0;
    for (const { example, stretch, hint } of order) loss += this.step(example, stretch, hint);
    return loss / order.length;
  }

  private step(example: Example, stretch: Stretch, hint: Int32Array | undefined): number {
    const { lattice, expected } = this;
    const length = stretch.end - stretch.start;
    this.collect(example, stretch, hint);
    this.emit(length);
    lattice.setTransitions(this.transitions);
    this.transitionGradient.fill(0);
    const partition = lattice.forwardBackward(length);
    for (let token = 0; token < length; token++) {
      lattice.marginals(token, this.marginals);
      for (let label = 0; label < labelCount; label++) expected[token * labelCount + label] = -this.marginals[label]!;
    }
    lattice.addTransitionCounts(length, -1, this.transitionGradient);
    const allowed = lattice.forwardBackward(length, example.allowed.subarray(stretch.start, stretch.end));
    if (Number.isNaN(allowed)) return 0;
    for (let token = 0; token < length; token++) {
      lattice.marginals(token, this.marginals);
      for (let label = 0; label < labelCount; label++) expected[token * labelCount + label]! += this.marginals[label]!;
    }
    lattice.addTransitionCounts(length, 1, this.transitionGradient);
    this.update(length, example.weight);
    return partition - allowed;
  }

  /** Chooses the features of this step: each is left out with the probability of dropout. */
  private collect(example: Example, { start: first, end, from, to }: Stretch, hint: Int32Array | undefined): void {
    const { active, activeStarts } = this;
    const infos = example.context.infos;
    let count = 0;
    const add = (hashes: Int32Array, start: number, stop: number): void => {
      const mask = 2 ** this.settings.bits - 1;
      for (let at = start; at < stop; at++) if (this.random() >= this.settings.dropout) active[count++] = (hashes[at]! & mask) * labelCount;
    };
    for (let index = first; index < end; index++) {
      activeStarts[index - first] = count;
      const near = [
        index,
        index > from ? index - 1 : -1,
        index + 1 < to ? index + 1 : -1,
        index - 1 > from ? index - 2 : -1,
        index + 2 < to ? index + 2 : -1,
        index - 2 > from ? index - 3 : -1,
        index + 3 < to ? index + 3 : -1,
      ];
      for (let distance = 0; distance < near.length; distance++) {
        if (near[distance]! < 0) continue;
        const rows = this.words.of(infos[near[distance]!]!)[distance]!;
        add(rows, 0, rows.length);
      }
      add(example.rows, example.rowStarts[index]!, example.rowStarts[index + 1]!);
      if (hint !== undefined) {
        const rows = example.context.hintRows(index, hint);
        add(rows, 0, rows.length);
      }
    }
    activeStarts[end - first] = count;
  }

  private emit(length: number): void {
    const { active, activeStarts, weights } = this;
    const { emissions } = this.lattice;
    const scale = 1 / (1 - this.settings.dropout);
    const sums = new Float64Array(labelCount);
    for (let token = 0; token < length; token++) {
      sums.fill(0);
      for (let at = activeStarts[token]!; at < activeStarts[token + 1]!; at++) {
        const row = active[at]!;
        for (let label = 0; label < labelCount; label++) sums[label]! += weights[row + label]!;
      }
      for (let label = 0; label < labelCount; label++) emissions[token * labelCount + label] = sums[label]! * scale;
    }
  }

  private update(length: number, weight: number): void {
    const { active, activeStarts, weights, squares, expected } = this;
    const { decay } = this.settings;
    const learningRate = this.settings.learningRate * this.pace;
    for (let token = 0; token < length; token++) {
      for (let label = 0; label < labelCount; label++) {
        const gradient = expected[token * labelCount + label]! * weight;
        if (gradient < smallestGradient && gradient > -smallestGradient) continue;
        const square = gradient * gradient;
        for (let at = activeStarts[token]!; at < activeStarts[token + 1]!; at++) {
          const index = active[at]! + label;
          const total = (squares[index]! += square);
          weights[index]! += learningRate * (gradient / Math.sqrt(total) - decay * weights[index]!);
        }
      }
    }
    for (let index = 0; index < this.transitions.length; index++) {
      const gradient = this.transitionGradient[index]! * weight;
      if (gradient === 0) continue;
      this.transitionSquares[index]! += gradient * gradient;
      this.transitions[index]! += (learningRate * gradient) / Math.sqrt(this.transitionSquares[index]!);
    }
  }
}
