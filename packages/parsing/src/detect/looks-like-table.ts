/** What separates the values of a row, in the order in which they are tried. */
const separators = ['\t', ';', ',', '|'] as const;
const sampleLines = 20;

/** The separator that cuts every line into the same number of cells, at least two; undefined if none does. */
export function separatorOf(text: string): string | undefined {
  const lines = text.split(/\r?\n/, sampleLines + 1).filter((line) => line.trim() !== '');
  // The sample may end in the middle of a line.
  const whole = lines.length > sampleLines ? lines.slice(0, sampleLines) : lines;
  if (whole.length < 2) return undefined;
  return separators.find((separator) => {
    const counts = whole.map((line) => cellCount(line, separator));
    return (counts[0] ?? 0) >= 2 && counts.every((count) => count === counts[0]);
  });
}

/** Rows of at least three cells, or two with nothing that reads like a sentence: prose has commas too. */
export function looksLikeTable(text: string): boolean {
  const separator = separatorOf(text);
  if (separator === undefined) return false;
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  const cells = cellCount(first, separator);
  return cells >= 3 || !/[.!?]\s/.test(text.slice(0, 1000));
}

function cellCount(line: string, separator: string): number {
  let count = 1;
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) count += 1;
  }
  return count;
}
