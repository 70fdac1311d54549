import type { Tokens } from './tokenize.js';
import type { WordInfo } from './word-table.js';

/** Per token: is its line short, in capitals, a label (`Name:`), and is the token first or last in it. */
export function describeLines({ gaps }: Tokens, infos: readonly WordInfo[]): Int32Array {
  const result = new Int32Array(infos.length);
  let start = 0;
  while (start < infos.length) {
    let stop = start + 1;
    while (stop < infos.length && gaps[stop]! < 2) stop++;
    let capitals = 0;
    let letters = 0;
    for (let at = start; at < stop; at++) {
      if (infos[at]!.isAllCapital) capitals++;
      if (/\p{L}/u.test(infos[at]!.text)) letters++;
    }
    const size = stop - start;
    const kind = (letters > 1 && capitals / letters > 0.7 ? 1 : 0) | (size <= 3 ? 2 : size <= 8 ? 4 : 0);
    const label = size <= 12 && infos[start + 1]?.text === ':' ? infos[start]!.lowerHash & 0xffff : 0;
    for (let at = start; at < stop; at++)
      result[at] = (kind << 2) | (at === start ? 1 : 0) | (at === stop - 1 ? 2 : 0) | (at > start + 1 ? label << 6 : 0);
    start = stop;
  }
  return result;
}
