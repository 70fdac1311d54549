import { remembered } from './remembered.js';
import { transliterate } from './transliterate.js';

const asciiOnly = /^[\x20-\x7e]*$/;

/**
 * Lower case, without diacritics, in Latin letters: what two spellings of one name have in common.
 * `Bedřich Smetana` → `bedrich smetana`, `Сергей` → `sergey`.
 */
export function foldText(text: string): string {
  if (asciiOnly.test(text)) return text.toLowerCase().replaceAll('`', '');
  // Composed letters first (й, ї, ガ have a spelling of their own); what loses its mark after that (ά) may have one too.
  // Recomposed: letters of scripts that stay (Hangul) must not fall into pieces.
  const latin = transliterate(text.normalize('NFKC').toLowerCase());
  return transliterate(latin.normalize('NFKD').replaceAll(/\p{M}/gu, '').normalize('NFC'));
}

/** Words of a name, folded: letters and digits, apostrophes dropped (`O'Brien` → `obrien`), dots joined in `U.S.` → `us`. */
export const foldTokens: (text: string) => readonly string[] = remembered((text) => {
  const folded = foldText(text)
    .replaceAll(/(?<=\p{L})['’‘ʼ`]s(?=\s|$)/gu, '')
    .replaceAll(/['’‘ʼ`"“”]/g, '')
    // Letters with dots between them are one word: u.s. → us, l.l.c. → llc.
    .replaceAll(/(?<![\p{L}\p{N}])\p{L}(?:\.\p{L}(?![\p{L}\p{N}]))+\.?/gu, (run) => run.replaceAll('.', ''));
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
});
