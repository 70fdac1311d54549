/** How many words a quoted term or title has at most. */
const longestQuote = 12;
const opening = /(^|[([\s])["“]/;
const misread = /[™®](?=[)\],.;:]*$)/;

/**
 * OCR takes a closing quotation mark for ™ or ®. Where a mark was opened within the last words and never closed, that is what it was:
 * `(the “Company™)` is `(the “Company”)`.
 */
export function repairQuotes(words: readonly string[]): readonly string[] {
  const result: string[] = [];
  let openedAt: number | undefined;
  for (const [index, word] of words.entries()) {
    if (opening.test(word)) openedAt = index;
    const isOpen = openedAt !== undefined && index - openedAt < longestQuote;
    const repaired = isOpen && !/["”]/.test(word.slice(1)) ? word.replace(misread, '”') : word;
    if (/[^([\s]["”]/.test(repaired)) openedAt = undefined;
    result.push(repaired);
  }
  return result;
}
