/** 32-bit FNV-1a over UTF-16 units (public domain, Fowler/Noll/Vo), seeded by the name space of a feature. */
export function hashText(text: string, seed: number, from = 0, to = text.length): number {
  let hash = (0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)) | 0;
  for (let index = from; index < to; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return finish(hash);
}

/** Mixes two hashes under a name space: the conjunction of two features. */
export function hashPair(seed: number, left: number, right: number): number {
  let hash = Math.imul(seed, 0x9e3779b1) ^ left;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) ^ right;
  return finish(Math.imul(hash, 0xc2b2ae35));
}

/** The finalizer of MurmurHash3 (public domain, A. Appleby): every bit of the input moves every bit of the output. */
function finish(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

const wordSeed = 2;

/** Hash of a word in small letters, or of a part of a longer text that is one. */
export function lowerHash(lower: string, from = 0, to = lower.length): number {
  return hashText(lower, wordSeed, from, to);
}
