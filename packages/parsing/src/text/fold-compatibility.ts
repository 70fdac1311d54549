/** Signs that mean something by themselves: a trade mark is no part of a name, ½ is not 1/2 set small. */
const keptSigns = /[\u0000-\u007f™℠©®¼½¾⅓⅔⅛²³¹ªº№…′″℃℉]/;

/** Ligatures, full-width letters and other ways to set a letter become the letter (NFKC), without taking signs apart. */
export function foldCompatibility(text: string): string {
  // Most text has none of them, and most of that is ASCII, where there is nothing to compose either.
  if (/^[\u0000-\u007f]*$/.test(text)) return text;
  if (/^[\u0000-\u024f\u2010-\u2027\u2030-\u205e]*$/.test(text) && !/[\u00a0\u00a8\u00af\u00b4\u00b5\u00b8]/.test(text))
    return text.normalize('NFC');
  return text
    .normalize('NFC')
    .replace(/[^]/gu, (character) => (keptSigns.test(character) ? character : character.normalize('NFKC')))
    .normalize('NFC');
}
