import { defaultSchema } from '@tributary/contracts';
import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import type { AbstractSentence } from './abstract-text.js';
import { pairsOf, related } from './pair-features.js';
import { type RelationModel, softmax } from './relation-model.js';
import { letterOf } from './slots.js';

/** What whole numbers leave open, the exact scores decide. */
const tolerance = 1e-6;

/** Features of which two sums fit into one number: two weights differ by at most 255. */
const mostFeatures = 128;

/** Judges pairs of mentions by a trained model. */
export class PairJudge {
  readonly #model: RelationModel;
  /** How far the score of each label that is ever told must lie above that of no relation. */
  readonly #leads: readonly number[];
  /** By row, the weights of these labels less that of no relation, two in a number. */
  readonly #packed: Int32Array;
  readonly #lanes: number;
  /** By letters of subject and object, the lanes with labels that join such things; other pairs are not looked at. */
  readonly #lanesOf: ReadonlyMap<string, readonly number[]>;

  constructor(model: RelationModel) {
    this.#model = model;
    const told = model.labels.flatMap((_, label) => (label > 0 && (model.thresholds[label] ?? 1) < 1 ? [label] : []));
    // A label of probability t has at least t / (1 - t) times the weight of no relation.
    this.#leads = told.map((label) => {
      const threshold = model.thresholds[label]!;
      return (Math.log(threshold / (1 - threshold)) - tolerance) / model.scale;
    });
    this.#lanes = (told.length + 1) >> 1;
    this.#packed = pack(model, told, this.#lanes);
    this.#lanesOf = new Map(
      [...related].map((letters) => [
        letters,
        lanesFor(
          letters,
          told.map((label) => model.labels[label] ?? ''),
        ),
      ]),
    );
  }

  /** Relations the model is sure of; subject and object types are those it has learned the label with. */
  judge(sentence: AbstractSentence, text: string, mentions: readonly ChunkMention[], countries: readonly string[]): ChunkRelation[] {
    const found: ChunkRelation[] = [];
    const lanesOf = (letters: string): readonly number[] => this.#lanesOf.get(letters) ?? [];
    for (const { subject, object, features } of pairsOf(sentence, text, countries, (letters) => lanesOf(letters).length > 0)) {
      const lanes = lanesOf(subject.letter + object.letter);
      if (mentions[subject.mention]?.text === mentions[object.mention]?.text || !this.#mayRelate(features, lanes)) continue;
      const { label, probability } = this.#read(features);
      if (label === 0 || probability < (this.#model.thresholds[label] ?? 1)) continue;
      found.push({
        subject: subject.mention,
        predicate: this.#model.labels[label] ?? '',
        object: object.mention,
        confidence: probability * 0.95,
        evidence: { start: Math.min(subject.start, object.start), end: Math.max(subject.end, object.end) },
      });
    }
    return found;
  }

  /** Most pairs are far from any label: whole numbers tell as much in a fraction of the time. */
  #mayRelate(features: Int32Array, own: readonly number[]): boolean {
    if (features.length > mostFeatures) return true;
    const mask = 2 ** this.#model.bits - 1;
    const lanes = this.#lanes;
    const packed = this.#packed;
    for (let index = 0; index < own.length; index++) {
      const lane = own[index]!;
      let sum = 0;
      for (let at = 0; at < features.length; at++) sum = (sum + packed[(features[at]! & mask) * lanes + lane]!) | 0;
      const low = (sum << 16) >> 16;
      const high = (sum - low) >> 16;
      if (low >= this.#leads[lane * 2]! || high >= (this.#leads[lane * 2 + 1] ?? Infinity)) return true;
    }
    return false;
  }

  #read(features: Int32Array): { label: number; probability: number } {
    const { bits, scale, labels, weights } = this.#model;
    const size = labels.length;
    const scores = new Float64Array(size);
    for (const hash of features) {
      const row = (hash & (2 ** bits - 1)) * size;
      for (let label = 0; label < size; label++) scores[label]! += weights[row + label]! * scale;
    }
    const label = softmax(scores);
    return { label, probability: scores[label]! };
  }
}

function lanesFor([from = '', to = '']: string, labels: readonly string[]): number[] {
  const lanes = labels.flatMap((label, index) => {
    const definition = defaultSchema.relation_types.find(({ type }) => type === label);
    const fits = (types: readonly string[] | undefined, letter: string) => types?.some((type) => letterOf[type] === letter) === true;
    return fits(definition?.from, from) && fits(definition?.to, to) ? [index >> 1] : [];
  });
  return [...new Set(lanes)];
}

function pack({ bits, labels, weights }: RelationModel, told: readonly number[], lanes: number): Int32Array {
  const packed = new Int32Array(2 ** bits * lanes);
  for (let row = 0; row < 2 ** bits; row++) {
    const at = row * labels.length;
    for (const [index, label] of told.entries()) {
      const difference = weights[at + label]! - weights[at]!;
      packed[row * lanes + (index >> 1)]! += index % 2 === 0 ? difference : difference * 2 ** 16;
    }
  }
  return packed;
}
