/** No word and no gap of a real text is this long; encoded data and blank forms are. */
const endless = /\S{200,}|\s{200,}/g;
const kept = 40;
const filler = '\u0001';

/**
 * The text with the middles of endless words and gaps blotted out, every offset unchanged: patterns that look from each place of
 * such a run at every other would take minutes.
 */
export function shortenRuns(text: string): string {
  return text.replaceAll(endless, (run) => run.slice(0, kept) + filler.repeat(run.length - 2 * kept) + run.slice(-kept));
}
