import type { Context } from './context.js';
import { labelCount, outside, tagTypes, typeOf } from './labels.js';

const kinds = tagTypes.length + 1;

/** Sums what a first pass believed of each word wherever it stands, so that a second pass can use it where context says little. */
export class DocumentHints {
  private readonly sums = new Map<number, Float64Array>();
  private readonly own: Float64Array;

  constructor(tokens: number) {
    this.own = new Float64Array(tokens * kinds);
  }

  /** Adds a token's marginals. */
  add(context: Context, index: number, marginals: Float64Array): void {
    const info = context.infos[index]!;
    if (!info.isCapital) return;
    let sum = this.sums.get(info.lowerHash);
    if (sum === undefined) this.sums.set(info.lowerHash, (sum = new Float64Array(kinds)));
    for (let label = 0; label < labelCount; label++) {
      const kind = label === outside ? 0 : typeOf(label) + 1;
      this.own[index * kinds + kind]! += marginals[label]!;
      sum[kind]! += marginals[label]!;
    }
  }

  /** One small number per token: the type seen most elsewhere, how clearly, and how often the word stands elsewhere; 0 where nowhere. */
  read(context: Context): Int32Array {
    const hints = new Int32Array(context.infos.length);
    for (let index = 0; index < hints.length; index++) {
      const sum = this.sums.get(context.infos[index]!.lowerHash);
      if (sum === undefined || !context.infos[index]!.isCapital) continue;
      hints[index] = this.hintOf(sum, index * kinds);
    }
    return hints;
  }

  private hintOf(sum: Float64Array, at: number): number {
    let total = 0;
    let best = 0;
    let top = 0;
    for (let kind = 0; kind < kinds; kind++) {
      const elsewhere = sum[kind]! - this.own[at + kind]!;
      total += elsewhere;
      if (elsewhere > top) {
        top = elsewhere;
        best = kind;
      }
    }
    if (total < 0.5) return 0;
    const share = top / total > 0.9 ? 3 : top / total > 0.65 ? 2 : 1;
    const often = total > 4.5 ? 3 : total > 1.5 ? 2 : 1;
    return (best + 1) | (share << 3) | (often << 8);
  }
}
