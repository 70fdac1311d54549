import type { CleanedWriter } from './cleaned-writer.js';
import type { Range } from './offset-map.js';

/** Letters that typesetting glued together (Unicode block "Alphabetic Presentation Forms"), and what they stand for. */
const ligatures: ReadonlyMap<string, string> = new Map([
  ['\ufb00', 'ff'],
  ['\ufb01', 'fi'],
  ['\ufb02', 'fl'],
  ['\ufb03', 'ffi'],
  ['\ufb04', 'ffl'],
  ['\ufb05', 'st'],
  ['\ufb06', 'st'],
]);

/** Controls, soft hyphen, zero-width and direction marks, byte order mark. Joiners (U+200C, U+200D) stay: scripts need them. */
const invisible =
  '\\0-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\u00ad\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb';
/** Spaces other than U+0020. */
const oddSpace = '\\t\\x0a-\\x0d\\x85\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
/** Marks and the second and third parts of Hangul syllables: what may merge with the character before. */
const extending = '\\p{M}\\u1160-\\u11ff';

/** Alphabets whose letters, without marks, are their own NFC: Latin, Greek, Cyrillic, Hebrew, Arabic, kana, Han, Hangul; their punctuation. */
const plain =
  '!-~\\u00a1-\\u00ac\\u00ae-\\u02ff\\u0388-\\u0481\\u048a-\\u052f\\u05d0-\\u05ea\\u0621-\\u064a\\u2010-\\u2027\\u2030-\\u205e\\u20ac\\u2122\\u3001-\\u3029\\u3041-\\u3096\\u30a1-\\u30fe\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff60';
const needsWork = new RegExp(`[^ ${plain}]|  `);
/** Everything to be written otherwise: runs of blanks (but not a single space), ligatures, lone surrogates. */
const blanks = `(?:[${oddSpace}${invisible}]| (?=[ ${oddSpace}${invisible}]))[ ${oddSpace}${invisible}]*`;
const special = `[\\ufb00-\\ufb06]|[\\ud800-\\udfff]`;
const inComposed = new RegExp(`${blanks}|${special}`, 'gu');
/** The same and, in text that is not NFC, each character with what merges into it. */
const inDecomposed = new RegExp(`[^ ${oddSpace}${invisible}](?:[${invisible}]*[${extending}])+|${special}|${blanks}|[^\\0-\\u02ff]`, 'gu');
const isSpace = new RegExp(`[ ${oddSpace}]`);
const everyLigature = /[\ufb00-\ufb06]/g;
const everyInvisible = new RegExp(`[${invisible}]`, 'g');
const visible = new RegExp(`[^ ${oddSpace}${invisible}]`);

/** How wide gaps are written: `columns` keeps them as tabs, since they hold a table's cells apart. */
export type Gaps = 'columns' | 'words';

/** Whether a stretch has characters that can be seen. */
export function isVisible(text: string): boolean {
  return visible.test(text);
}

/**
 * Writes one line of source: Unicode NFC, ligatures spelt out, invisible characters removed, spaces made plain and single, none at the
 * ends. Lone surrogates become U+FFFD, so that the text has a UTF-8 form.
 */
export function writeLine(source: string, range: Range, gaps: Gaps, out: CleanedWriter): void {
  const { start, end } = trimLine(source, range);
  const line = source.slice(start, end);
  if (!needsWork.test(line)) return out.copy(start, end);
  const pattern = new RegExp(isComposed(line) ? inComposed : inDecomposed);
  let written = 0;
  for (let found = pattern.exec(line); found !== null; found = pattern.exec(line)) {
    out.copy(start + written, start + found.index);
    written = found.index + found[0].length;
    writeSpecial(found[0], start + found.index, gaps, out);
  }
  out.copy(start + written, end);
}

function trimLine(source: string, { start, end }: Range): Range {
  let from = start;
  let to = end;
  while (from < to && !visible.test(source.charAt(from))) from += 1;
  while (to > from && !visible.test(source.charAt(to - 1))) to -= 1;
  return { start: from, end: to };
}

function writeSpecial(text: string, at: number, gaps: Gaps, out: CleanedWriter): void {
  if (!visible.test(text)) {
    const space = text.search(isSpace);
    if (space >= 0) writeGap(text, at + space, text.charAt(space), gaps, out);
    return;
  }
  const normal = spellOut(text).normalize('NFC').toWellFormed();
  if (normal === text) out.copy(at, at + text.length);
  else out.replace(normal, at);
}

function writeGap(blanksRun: string, at: number, first: string, gaps: Gaps, out: CleanedWriter): void {
  const wide = blanksRun.includes('\t') || blanksRun.length >= 3;
  const gap = wide && gaps === 'columns' ? '\t' : ' ';
  if (first === gap) out.copy(at, at + 1);
  else out.replace(gap, at);
}

/** Whether NFC leaves the line alone, also after invisible characters are gone from between a letter and its marks. */
function isComposed(line: string): boolean {
  const spelt = spellOut(line);
  return spelt.normalize('NFC') === spelt;
}

function spellOut(text: string): string {
  return text.replace(everyInvisible, '').replace(everyLigature, (ligature) => ligatures.get(ligature) as string);
}
