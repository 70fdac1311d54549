/** Reads a number as English, German, French, Swiss or Indian texts group its digits: the last mark before one or two digits is the decimal one. */
export function readNumber(digits: string): number {
  const plain = digits.replaceAll(/[\s'’]/g, '');
  const isGerman = /,\d{1,2}$/.test(plain) || /^\d{1,3}(?:\.\d{3}){2,}$/.test(plain);
  return Number(isGerman ? plain.replaceAll('.', '').replace(',', '.') : plain.replaceAll(',', ''));
}
