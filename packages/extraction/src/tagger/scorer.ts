import type { Stretch } from './candidates.js';
import { type Context, mostContextRows } from './context.js';
import { labelCount } from './labels.js';
import type { Model } from './model.js';
import { distanceSeeds, type WordInfo, wordFeatures } from './word-table.js';

/** Scores labels of tokens by the model's weights. What a word adds by itself is summed once per word and distance. */
export class Scorer {
  private readonly model: Model;
  private readonly mask: number;
  private readonly rows = new Int32Array(mostContextRows);
  private readonly sums = new Int32Array(labelCount);

  constructor(model: Model) {
    this.model = model;
    this.mask = 2 ** model.bits - 1;
  }

  /** Writes the scores of a stretch's tokens to `emissions` from `offset` on, one row of labels a token; hints are not in them. */
  score(context: Context, { start, end, from, to }: Stretch, emissions: Float32Array, offset = 0): void {
    const { infos } = context;
    emissions.fill(0, offset, offset + (end - start) * labelCount);
    for (let index = start; index < end; index++) {
      const at = offset + (index - start) * labelCount;
      this.addWord(infos[index]!, 0, emissions, at);
      if (index > from) this.addWord(infos[index - 1]!, 1, emissions, at);
      if (index + 1 < to) this.addWord(infos[index + 1]!, 2, emissions, at);
      if (index - 1 > from) this.addWord(infos[index - 2]!, 3, emissions, at);
      if (index + 2 < to) this.addWord(infos[index + 2]!, 4, emissions, at);
      if (index - 2 > from) this.addWord(infos[index - 3]!, 5, emissions, at);
      if (index + 3 < to) this.addWord(infos[index + 3]!, 6, emissions, at);
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
    const { mask, sums } = this;
    const { weights, scale } = this.model;
    sums.fill(0);
    for (let feature = 0; feature < count; feature++) {
      const row = (rows[feature]! & mask) * labelCount;
      for (let label = 0; label < labelCount; label++) sums[label] = (sums[label]! + weights[row + label]!) | 0;
    }
    for (let label = 0; label < labelCount; label++) emissions[at + label]! += sums[label]! * scale;
  }

  private addWord(info: WordInfo, distance: number, emissions: Float32Array, at: number): void {
    const scores = (info.scores ??= this.sumWord(info));
    const base = distance * labelCount;
    for (let label = 0; label < labelCount; label++) emissions[at + label]! += scores[base + label]!;
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
