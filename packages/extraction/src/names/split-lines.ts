/** A line this short was ended on purpose: address blocks, captions and signatures; longer ones were wrapped by the page. */
const shortLine = 42;

/**
 * Parts of a span that stand on lines of their own. A line break inside running text is only a wrap; one after a short line of an
 * address or a signature separates two names. Organisations in captions do run over short lines, hence `joins`.
 */
export function splitLines(text: string, start: number, end: number, joins: boolean): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = [];
  let from = start;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    const lineStart = text.lastIndexOf('\n', at - 1) + 1;
    const isShort = at - lineStart < shortLine;
    const isGap = /^\n[ \t]*\n/.test(text.slice(at));
    const goesOn =
      joins &&
      (/(?:\b(?:of|and|for|the)|&|,)\s*$/iu.test(text.slice(from, at)) ||
        /^\s*(?:of|and|for|&|inc|llc|ltd|corp|company|commission|services|foundation)\b/iu.test(text.slice(at, at + 14)));
    if (!isGap && (!isShort || goesOn)) continue;
    parts.push({ start: from, end: at });
    from = at + 1;
  }
  parts.push({ start: from, end });
  return parts.filter((part) => /\p{L}/u.test(text.slice(part.start, part.end)));
}
