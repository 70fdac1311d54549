import type { Stretch } from './candidates.js';
import { type Context, mostContextRows } from './context.js';
import { labelCount } from './labels.js';
import type { Model } from './model.js';
import { distanceSeeds, type WordInfo, wordFeatures } from './word-table.js';

/** Labels whose weights share a number, and numbers a row takes. */
const perNumber = 4;
const rowSize = Math.ceil(labelCount / perNumber);
/** Added to packed weights, so that none is negative. */
const bias = 128;
const nothing = new Float32Array(distanceSeeds.length * labelCount);

/** Scores labels of tokens by the model's weights. What a word adds by itself is summed once per word and distance. */
export class Scorer {
  private readonly model: Model;
  private readonly mask: number;
  private readonly rows = new Int32Array(mostContextRows);
  /** Weights by row, four labels in a number: what a row adds is read in five steps instead of seventeen. */
  private readonly packed: Int32Array;

  constructor(model: Model) {
    this.model = model;
    this.mask = 2 ** model.bits - 1;
    this.packed = pack(model);
  }

  /** Writes the scores of a stretch's tokens to `emissions` from `offset` on, one row of labels a token; hints are not in them. */
  score(context: Context, { start, end, from, to }: Stretch, emissions: Float32Array, offset = 0): void {
    const { infos } = context;
    const wordAt = (index: number): Float32Array => (index < from || index >= to ? nothing : this.scoresOf(infos[index]!));
    for (let index = start; index < end; index++) {
      const at = offset + (index - start) * labelCount;
      this.addWords(wordAt(index), wordAt(index - 1), wordAt(index + 1), emissions, at);
      this.addMoreWords(wordAt(index - 2), wordAt(index + 2), wordAt(index - 3), wordAt(index + 3), emissions, at);
      this.addRows(this.rows, context.features(index, from, to, this.rows), emissions, at);
    }
  }

  /** Adds what the hints say of a stretch's tokens to scores that are there already. */
  addHints(context: Context, hints: Int32Array, { start, end }: Stretch, emissions: Float32Array): void {
    for (let index = start; index < end; index++) {
      if (hints[index] === 0) continue;
      const rows = context.hintRows(index, hints);
      this.addRows(rows, rows.length, emissions, (index - start) * labelCount);
    }
  }

  private addRows(rows: Int32Array, count: number, emissions: Float32Array, at: number): void {
    const { mask, packed } = this;
    const { scale } = this.model;
    for (let place = 0; place < rowSize; place++) {
      let even = 0;
      let odd = 0;
      for (let feature = 0; feature < count; feature++) {
        const four = packed[(rows[feature]! & mask) * rowSize + place]!;
        even = (even + (four & 0xff00ff)) | 0;
        odd = (odd + ((four >>> 8) & 0xff00ff)) | 0;
      }
      const first = at + place * perNumber;
      const last = at + labelCount;
      const none = count * bias;
      emissions[first]! += ((even & 0xffff) - none) * scale;
      if (first + 1 < last) emissions[first + 1]! += ((odd & 0xffff) - none) * scale;
      if (first + 2 < last) emissions[first + 2]! += ((even >>> 16) - none) * scale;
      if (first + 3 < last) emissions[first + 3]! += ((odd >>> 16) - none) * scale;
    }
  }

  /** Starts a token's scores with those of its word and of the words beside it. */
  private addWords(own: Float32Array, left: Float32Array, right: Float32Array, emissions: Float32Array, at: number): void {
    for (let label = 0; label < labelCount; label++)
      emissions[at + label] = Math.fround(Math.fround(own[label]! + left[labelCount + label]!) + right[2 * labelCount + label]!);
  }

  private addMoreWords(
    left2: Float32Array,
    right2: Float32Array,
    left3: Float32Array,
    right3: Float32Array,
    emissions: Float32Array,
    at: number,
  ): void {
    for (let label = 0; label < labelCount; label++) {
      const near = Math.fround(Math.fround(emissions[at + label]! + left2[3 * labelCount + label]!) + right2[4 * labelCount + label]!);
      emissions[at + label] = Math.fround(Math.fround(near + left3[5 * labelCount + label]!) + right3[6 * labelCount + label]!);
    }
  }

  private scoresOf(info: WordInfo): Float32Array {
    return (info.scores ??= this.sumWord(info));
  }

  private sumWord(info: WordInfo): Float32Array {
    const { weights, scale } = this.model;
    const sums = new Float32Array(distanceSeeds.length * labelCount);
    for (let distance = 0; distance < distanceSeeds.length; distance++) {
      for (const hash of wordFeatures(info, distance)) {
        const row = (hash & this.mask) * labelCount;
        for (let label = 0; label < labelCount; label++) sums[distance * labelCount + label]! += weights[row + label]! * scale;
      }
    }
    return sums;
  }
}

function pack({ weights }: Model): Int32Array {
  const rows = weights.length / labelCount;
  const packed = new Int32Array(rows * rowSize);
  for (let row = 0; row < rows; row++)
    for (let label = 0; label < labelCount; label++)
      packed[row * rowSize + (label >> 2)]! |= (weights[row * labelCount + label]! + bias) << ((label & 3) * 8);
  return packed;
}
