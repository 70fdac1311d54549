/** Does a word of letters, digits and hyphens stand by itself in a text. Asked of a few words in every text: a pattern for each would cost more to make than to use. */
export function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!isPartOfWord(text, at - 1) && !isPartOfWord(text, at + word.length)) return true;
  return false;
}

/** Half of a surrogate pair counts by the letter it stands for. */
function isPartOfWord(text: string, at: number): boolean {
  const code = text.codePointAt(at) ?? 0;
  const isTail = code >= 0xdc00 && code <= 0xdfff;
  return at >= 0 && at < text.length && /[\p{L}\p{N}]/u.test(String.fromCodePoint(isTail ? (text.codePointAt(at - 1) ?? 0) : code));
}
