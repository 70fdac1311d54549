/** Characters of context on either side, when no sentence ends before. */
const widest = 200;
const sentenceEnd = /[.!?;](?=\s)|\n/g;

/** The sentence around `[start, end)`, bounded: what people read to judge a mention. `start` is where the quote begins in `text`. */
export function quoteAround(text: string, start: number, end: number): { readonly quote: string; readonly start: number } {
  const before = text.slice(Math.max(0, start - widest), start);
  const after = text.slice(end, end + widest);
  const lastEnd = [...before.matchAll(sentenceEnd)].at(-1);
  const from = start - before.length + (lastEnd === undefined ? 0 : lastEnd.index + lastEnd[0].length);
  const nextEnd = after.matchAll(sentenceEnd).next().value;
  const to = end + (nextEnd === undefined ? after.length : nextEnd.index + (nextEnd[0] === '\n' ? 0 : nextEnd[0].length));
  const wide = text.slice(from, to);
  const lead = wide.length - wide.trimStart().length;
  return { quote: wide.trim(), start: from + lead };
}
