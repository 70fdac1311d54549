import { type Lexicon, longestPhrase, phraseHash, startsPhrase } from './lexicon.js';
import { positionIn } from './runs.js';
import type { WordInfo } from './word-table.js';

/** Per token: the classes of the longest listed phrase it is in, and its place in it; 0 where there is none. */
export function findPhrases(infos: readonly WordInfo[], { phrases }: Lexicon): Int32Array {
  const found = new Int32Array(infos.length);
  for (let start = 0; start < infos.length; start++) {
    if (!infos[start]!.isCapital || (infos[start]!.classes & startsPhrase) === 0) continue;
    let phrase = phraseHash(0, infos[start]!.lowerHash);
    for (let size = 2; size <= longestPhrase && start + size <= infos.length; size++) {
      phrase = phraseHash(phrase, infos[start + size - 1]!.lowerHash);
      const bits = phrases.get(phrase);
      if (bits === 0) continue;
      for (let at = start; at < start + size; at++) found[at] = bits * 4 + positionIn(at, start, start + size);
    }
  }
  return found;
}
