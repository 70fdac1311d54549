/** How well predicted clusters agree with the true ones, over the same items. All values 0 to 1 but the counts. */
export interface ClusterScore {
  readonly items: number;
  readonly bcubed: PrecisionRecall;
  readonly pairwise: PrecisionRecall;
  /** Pairs put together that are two things: two people made one. */
  readonly wrongMerges: number;
  /** Pairs left apart that are one thing. */
  readonly wrongSplits: number;
}

export interface PrecisionRecall {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Scores a clustering. Items that have no prediction count as clusters of one; predictions for unknown items are ignored. */
export function scoreClusters(gold: ReadonlyMap<string, string>, predicted: ReadonlyMap<string, string>): ClusterScore {
  const answer = new Map([...gold.keys()].map((item) => [item, predicted.get(item) ?? `single:${item}`]));
  const [goldSizes, answerSizes] = [sizesOf(gold.values()), sizesOf(answer.values())];
  const cells = new Map<string, { gold: string; answer: string; size: number }>();
  for (const [item, cluster] of gold) {
    const other = answer.get(item) ?? '';
    const key = `${cluster}\u001f${other}`;
    const cell = cells.get(key);
    if (cell) cell.size++;
    else cells.set(key, { gold: cluster, answer: other, size: 1 });
  }
  let [precision, recall, together] = [0, 0, 0];
  for (const { gold: g, answer: a, size } of cells.values()) {
    precision += size ** 2 / (answerSizes.get(a) ?? 1);
    recall += size ** 2 / (goldSizes.get(g) ?? 1);
    together += pairs(size);
  }
  const [goldPairs, answerPairs] = [goldSizes, answerSizes].map((sizes) => [...sizes.values()].reduce((sum, n) => sum + pairs(n), 0)) as [
    number,
    number,
  ];
  return {
    items: gold.size,
    bcubed: withF1(precision / gold.size, recall / gold.size),
    pairwise: withF1(answerPairs ? together / answerPairs : 0, goldPairs ? together / goldPairs : 0),
    wrongMerges: answerPairs - together,
    wrongSplits: goldPairs - together,
  };
}

export function withF1(precision: number, recall: number): PrecisionRecall {
  return { precision, recall, f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0 };
}

function sizesOf(clusters: Iterable<string>): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  return sizes;
}

function pairs(n: number): number {
  return (n * (n - 1)) / 2;
}
