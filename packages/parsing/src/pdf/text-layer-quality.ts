/** What a page's own text is worth. */
export type TextLayerQuality = 'good' | 'little' | 'none' | 'garbled';

/** Fewer visible characters than this may be a stamp on a scanned page: page number, filing header, signature line. */
const enoughCharacters = 300;
/** Part of the characters that no font should yield before the page is read by its pixels. */
const mostGarbage = 0.2;

/** Judges the text that a page carries by its characters alone. */
export function textLayerQuality(text: string): TextLayerQuality {
  if (isPlainlyGood(text)) return 'good';
  const visible = text.replace(/\s+/g, '');
  if (visible === '') return 'none';
  if (garbageShare(visible) > mostGarbage) return 'garbled';
  return visible.length >= enoughCharacters ? 'good' : 'little';
}

/** Most pages are enough letters of ASCII beyond doubt, whatever the rest is; that is seen in one pass. */
function isPlainlyGood(text: string): boolean {
  let [letters, signs, others] = [0, 0, 0];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const small = code | 0x20;
    if ((small >= 0x61 && small <= 0x7a) || (code >= 0x30 && code <= 0x39)) letters += 1;
    else if (code > 0x20 && code < 0x7f) signs += 1;
    else if (code !== 0x20 && code !== 0x0a) others += 1;
  }
  return letters >= enoughCharacters && letters > signs && others < mostGarbage * letters;
}

/** Characters that show a font without a mapping: private use, replacement, control, unassigned, and letters cut up by symbols. */
function garbageShare(visible: string): number {
  const strange = /[\p{Co}\p{Cn}\p{Cc}\ufffd]/u.test(visible) ? visible.replace(/[^\p{Co}\p{Cn}\p{Cc}\ufffd]+/gu, '').length : 0;
  if (strange > mostGarbage * visible.length) return 1;
  // Text of any language is mostly letters and digits; rows of dots in a table of contents are not garbage.
  const counted = visible.replace(/([._\-–—*=•·])\1{2,}/gu, '');
  const signs = counted.replace(/[\p{L}\p{M}\p{N}]+/gu, '').length;
  return counted.length >= 40 && signs > 0.6 * counted.length ? 1 : strange / visible.length;
}
