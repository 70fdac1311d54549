/** Control characters that carry no text, but line feed, tab and form feed. */
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\ufeff]/g;

/** One kind of line end, and no control characters, which databases refuse and people do not see. */
export function plainLines(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n')
    .replace(controls, '')
    .replace(/\f/g, '\n\n');
}
