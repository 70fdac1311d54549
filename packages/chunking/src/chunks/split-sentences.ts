import type { Range } from '../cleaning/offset-map.js';

/** Words whose full stop does not end a sentence. */
const abbreviations = new Set(
  (
    'mr mrs ms dr prof st jr sr inc corp co ltd llc plc no nos vs v al etc e.g i.e cf fig figs sec secs art arts para paras p pp vol ed eds rev ' +
    'gen col capt lt sgt hon gov sen rep pres supt jan feb mar apr jun jul aug sep sept oct nov dec approx dept est ext ca bros assn ave blvd rd ' +
    'ste u.s u.k u.n d.c ph.d b.v n.v s.a a.m p.m cir dist ct supp app ex stat rptr ch cl nr bzw z.b d.h abs vgl usw bd hrsg str mme mlle sra'
  ).split(' '),
);
/** A full stop with its closing quotes and brackets, then space; or full stops of East Asian scripts, which need none. */
const ending = /([.!?…])["'”’)\]]{0,4}(?=[ \t\n])|[。！？]["”’」』）]*|\n(?=[ \t]*(?:[-•*–]|\(?[a-z0-9ivx]{1,4}[.)])[ \t])|\n\n+/giu;

/**
 * Cuts a stretch of text into sentences that follow each other without gaps but blanks. Ends after a full stop that is not an
 * abbreviation's or an initial's, before a list item, and at a blank line.
 */
export function* splitSentences(text: string, start: number, end: number): Generator<Range> {
  let from = start;
  // Its own position: generators over other texts may run in between.
  const pattern = new RegExp(ending);
  pattern.lastIndex = start;
  for (;;) {
    const found = pattern.exec(text);
    if (found === null || found.index >= end) break;
    const to = found.index + found[0].length;
    if (to >= end) break;
    if (found[1] === '.' && !endsSentence(text, from, found.index, to)) continue;
    yield* trimmed(text, from, to);
    from = to;
  }
  yield* trimmed(text, from, end);
}

function endsSentence(text: string, from: number, stop: number, to: number): boolean {
  let next = to;
  while (/\s/.test(text.charAt(next))) next += 1;
  if (/[\p{Ll},;]/u.test(text.charAt(next))) return false;
  const word = /[\p{L}.]+$/u.exec(text.slice(Math.max(from, stop - 16), stop))?.[0] ?? '';
  // A single capital is an initial; `No. 5` and `Sec. 3` go on, `in 1999. The` does not.
  return !(/^(?:\p{Lu}\.)*\p{Lu}$/u.test(word) || abbreviations.has(word.toLowerCase()));
}

function* trimmed(text: string, start: number, end: number): Generator<Range> {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text.charAt(from))) from += 1;
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
  if (to > from) yield { start: from, end: to };
}
