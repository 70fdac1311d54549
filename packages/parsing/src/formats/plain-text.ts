import type { DocumentReading, ParseOptions } from '../parsed-document.js';
import { singlePage } from '../single-page.js';
import { decodeText } from '../text/decode-text.js';
import { plainLines } from '../text/normalize-text.js';

/** Text as it stands, in whatever encoding it is. */
export function readPlainText(bytes: Uint8Array, _options: ParseOptions): DocumentReading {
  const { text, encoding, guessed } = decodeText(bytes);
  return singlePage({
    text: plainLines(text).trim() === '' ? '' : plainLines(text),
    properties: { encoding },
    warnings: guessed ? [`the encoding was taken for ${encoding}`] : [],
  });
}
