/** The mean of several states of the same weights. */
export class WeightMean {
  private readonly sums: Float32Array;
  private count = 0;

  constructor(length: number) {
    this.sums = new Float32Array(length);
  }

  add(weights: Float32Array): void {
    for (let index = 0; index < weights.length; index++) this.sums[index]! += weights[index]!;
    this.count++;
  }

  read(): Float32Array {
    return this.sums.map((sum) => sum / Math.max(1, this.count));
  }
}
