import type { CleanedWriter } from './cleaned-writer.js';
import type { Range } from './offset-map.js';

/** Letters that typesetting glued together (Unicode block "Alphabetic Presentation Forms"), and what they stand for. */
const ligatures: ReadonlyMap<string, string> = new Map([
  ['\ufb00', 'ff'],
  ['\ufb01', 'fi'],
  ['\ufb02', 'fl'],
  ['\ufb03', 'ffi'],
  ['\ufb04', 'ffl'],
  ['\ufb05', 'ſt'],
  ['\ufb06', 'st'],
]);

/** Controls, soft hyphen, zero-width and direction marks, byte order mark. Joiners (U+200C, U+200D) stay: scripts need them. */
const invisible = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/;
const space = /[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;
/** A line of only these needs no look at its characters. */
const needsWork = /[^\n!-~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u201f\u2026\u2030-\u205e\u20ac\u2122 ]| {2}|^ | $/;
/** Marks and the second and third parts of Hangul syllables: what may merge with the character before. */
const extending = /[\p{M}\u1160-\u11ff]/u;

/** How one line is written: `columns` keeps wide gaps as tabs, since they hold a table's cells apart. */
export type Gaps = 'columns' | 'words';

/**
 * Writes one line of source: Unicode NFC, ligatures spelt out, invisible characters removed, spaces made plain and single, none at the ends.
 * Lone surrogates become U+FFFD, so that the text has a UTF-8 form. A hyphen left out by `end` is the caller's decision.
 */
export function writeLine(source: string, { start, end }: Range, gaps: Gaps, out: CleanedWriter): void {
  const line = source.slice(start, end);
  if (!needsWork.test(line)) return out.copy(start, end);
  const composed = isComposed(line);
  let gap = -1;
  let wide = false;
  let written = false;
  let index = 0;
  while (index < line.length) {
    const char = line.charAt(index);
    if (space.test(char)) {
      wide = gap >= 0 ? wide || char === '\t' || index - gap >= 2 : char === '\t';
      if (gap < 0) gap = index;
      index += 1;
      continue;
    }
    if (invisible.test(char)) {
      index += 1;
      continue;
    }
    if (gap >= 0 && written) writeGap(line, start, gap, wide && gaps === 'columns' ? '\t' : ' ', out);
    gap = -1;
    written = true;
    index = writeCharacter(line, start, index, composed, out);
  }
}

/** Whether a line has characters that can be seen. */
export function isBlank(source: string, { start, end }: Range): boolean {
  for (let index = start; index < end; index++) {
    const char = source.charAt(index);
    if (!space.test(char) && !invisible.test(char)) return false;
  }
  return true;
}

function writeGap(line: string, start: number, gap: number, as: ' ' | '\t', out: CleanedWriter): void {
  if (line.charAt(gap) === as) out.copy(start + gap, start + gap + 1);
  else out.replace(as, start + gap);
}

/** Writes the character at `index` with all that merges into it; answers where the next one starts. */
function writeCharacter(line: string, start: number, index: number, composed: boolean, out: CleanedWriter): number {
  const code = line.codePointAt(index) as number;
  const width = code > 0xffff ? 2 : 1;
  const char = line.slice(index, index + width);
  const spelt = ligatures.get(char);
  if (spelt !== undefined) {
    out.replace(spelt, start + index);
    return index + 1;
  }
  if (code >= 0xd800 && code <= 0xdfff) {
    out.replace('\ufffd', start + index);
    return index + 1;
  }
  if (composed) {
    out.copy(start + index, start + index + width);
    return index + width;
  }
  return writeCluster(line, start, index, width, out);
}

function writeCluster(line: string, start: number, index: number, width: number, out: CleanedWriter): number {
  let end = index + width;
  let cluster = line.slice(index, end);
  for (let next = line.charAt(end); next !== ''; next = line.charAt(end)) {
    const whole = String.fromCodePoint(line.codePointAt(end) as number);
    if (extending.test(whole)) cluster += whole;
    else if (!invisible.test(whole)) break;
    end += whole.length;
  }
  const normal = cluster.normalize('NFC');
  if (normal === line.slice(index, end)) out.copy(start + index, start + end);
  else out.replace(normal, start + index);
  return end;
}

/** Whether NFC leaves the line alone, also after invisible characters are gone from between a letter and its marks. */
function isComposed(line: string): boolean {
  const visible = line.replace(everyInvisible, '');
  return visible.normalize('NFC') === visible;
}
const everyInvisible = new RegExp(invisible.source, 'g');
