/** A span of a type; offsets are half-open indices into the text. */
export interface TypedSpan {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

export interface SpanCounts {
  gold: number;
  predicted: number;
  exact: number;
  overlap: number;
}

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Counts matches of one document per type into `counts`, as the outside scorer does: articles, possessives and end marks do not matter. */
export function countSpans(
  text: string,
  gold: readonly TypedSpan[],
  predicted: readonly TypedSpan[],
  counts: Map<string, SpanCounts>,
): void {
  const wanted = distinct(gold.map((span) => strip(text, span)));
  const found = distinct(predicted.map((span) => strip(text, span)));
  const keys = new Set(wanted.map(keyOf));
  for (const span of wanted) countsOf(counts, span.type).gold++;
  for (const span of found) {
    countsOf(counts, span.type).predicted++;
    if (keys.has(keyOf(span))) countsOf(counts, span.type).exact++;
  }
  for (const type of matchByOverlap(wanted, found)) countsOf(counts, type).overlap++;
}

/** Precision, recall and F1 in percent. */
export function scoreOf(right: number, predicted: number, gold: number): Score {
  const precision = predicted === 0 ? 0 : right / predicted;
  const recall = gold === 0 ? 0 : right / gold;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision: 100 * precision, recall: 100 * recall, f1: 100 * f1 };
}

/** One to one, the largest share first, within a type. */
function matchByOverlap(gold: readonly TypedSpan[], found: readonly TypedSpan[]): string[] {
  const pairs = gold.flatMap((a, left) =>
    found.flatMap((b, right) => {
      const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
      return a.type === b.type && shared > 0 ? [{ share: shared / Math.max(a.end - a.start, b.end - b.start), left, right }] : [];
    }),
  );
  const [usedLeft, usedRight] = [new Set<number>(), new Set<number>()];
  const types: string[] = [];
  for (const { left, right } of pairs.toSorted((a, b) => b.share - a.share)) {
    if (usedLeft.has(left) || usedRight.has(right)) continue;
    usedLeft.add(left);
    usedRight.add(right);
    types.push(gold[left]?.type ?? '');
  }
  return types;
}

function strip(text: string, span: TypedSpan): TypedSpan {
  let { start, end } = span;
  start += /^(?:the|a|an)\s+/i.exec(text.slice(start, end))?.[0].length ?? 0;
  const tail = /(?:['’]s|[\s.,;:'"”’)])+$/.exec(text.slice(start, end))?.[0].length ?? 0;
  if (tail < end - start) end -= tail;
  return { start, end, type: span.type };
}

function distinct(spans: readonly TypedSpan[]): TypedSpan[] {
  return [...new Map(spans.map((span) => [keyOf(span), span])).values()];
}

function keyOf({ start, end, type }: TypedSpan): string {
  return `${start}-${end}-${type}`;
}

function countsOf(counts: Map<string, SpanCounts>, type: string): SpanCounts {
  const known = counts.get(type) ?? { gold: 0, predicted: 0, exact: 0, overlap: 0 };
  counts.set(type, known);
  return known;
}
