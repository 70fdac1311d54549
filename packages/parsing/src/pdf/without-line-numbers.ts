import type { TextItem } from './text-item.js';

/** Fewer numbers below each other may be a list or a column of a table. */
const leastNumbers = 10;
/** Points by which numbers of one margin are out of line with each other. */
const tolerance = 10;
/** Part of the numbers that must follow each other; some lines of a page have none. */
const inOrder = 0.8;

/** Leaves out the numbers that pleading paper and transcripts have before every line: they stand between the words of every sentence. */
export function withoutLineNumbers(items: readonly TextItem[]): readonly TextItem[] {
  const numbers = items.filter(({ text }) => /^\s*\d{1,2}\s*$/.test(text));
  if (numbers.length < leastNumbers) return items;
  for (const first of numbers) {
    const margin = numbers.filter(
      (item) => Math.abs(right(item) - right(first)) <= tolerance || Math.abs(item.x - first.x) <= tolerance / 2,
    );
    if (isNumberedMargin(margin, items)) {
      const dropped = new Set(margin);
      return items.filter((item) => !dropped.has(item));
    }
  }
  return items;
}

function isNumberedMargin(margin: readonly TextItem[], items: readonly TextItem[]): boolean {
  if (margin.length < leastNumbers) return false;
  const values = [...margin].sort((a, b) => a.y - b.y).map(({ text }) => Number(text));
  const following = values.filter((value, index) => index > 0 && value === (values[index - 1] ?? 0) + 1).length;
  if (following < inOrder * (values.length - 1)) return false;
  // Nothing but stamps and seals stands further out than the margin's numbers.
  const edge = Math.min(...margin.map(({ x }) => x));
  return items.filter((item) => right(item) < edge).length <= 0.1 * items.length;
}

function right({ x, width }: TextItem): number {
  return x + width;
}
