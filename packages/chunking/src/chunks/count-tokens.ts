/**
 * Estimates how many tokens a language model's tokenizer makes of a stretch of text: a word of up to `wordLetters` ASCII letters is one
 * token and longer ones one more per `wordLetters`; three digits are one (as in cl100k_base and o200k_base); two punctuation
 * marks side by side are one; letters with accents and of other alphabets count half or more. White space is free.
 */
export function countTokens(text: string, start = 0, end = text.length): number {
  let tokens = 0;
  let run = 0;
  let kind = blank;
  for (let index = start; index < end; index++) {
    const next = kindOf(text.charCodeAt(index));
    if (next !== kind) {
      tokens += tokensOf(kind, run);
      kind = next;
      run = 0;
    }
    run += 1;
  }
  return tokens + tokensOf(kind, run);
}

/** Mean letters of a token inside a long word, measured on contracts with cl100k_base (README, "Guarantees"). */
const wordLetters = 8;
/** Letters with accents and of alphabets other than Latin: tokenizers know fewer of their words. */
const foreignLetters = 2.5;

const blank = 0;
const letter = 1;
const digit = 2;
const mark = 3;
const foreign = 4;
const ideograph = 5;

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return letter;
  if (code === 32 || code === 10 || code === 9) return blank;
  if (code >= 65 && code <= 90) return letter;
  if (code >= 48 && code <= 57) return digit;
  if (code < 128 || (code >= 0x2010 && code <= 0x206f)) return mark;
  return code >= 0x2e80 ? ideograph : foreign;
}

function tokensOf(kind: number, run: number): number {
  switch (kind) {
    case blank:
      return 0;
    case letter:
      return Math.ceil(run / wordLetters);
    case digit:
      return Math.ceil(run / 3);
    case mark:
      return Math.ceil(run / 2);
    case foreign:
      return Math.ceil(run / foreignLetters);
    default:
      return run;
  }
}
