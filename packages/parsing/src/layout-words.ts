import { type PageText, pageText } from './pdf/page-text.js';
import { commonSize, type Mark } from './pdf/text-item.js';
import { repairQuotes } from './repair-quotes.js';
import { foldCompatibility } from './text/fold-compatibility.js';

/** A word that was read from pixels. */
export interface ReadWord {
  readonly text: string;
  /** On the page laid straight: `y` and `height` are those of the word's line. Any unit. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** On the page as it is shown, with the word's confidence. */
  readonly mark: Mark;
}

/** Heights of lines on a scan differ by what letters they have, so a heading must stand out more than in a PDF. */
const headingSize = 1.45;
/** Height of a usual line of print in points, to which scans of any resolution are brought before they are laid out. */
const usualHeight = 11;

/**
 * Brings words of a scanned page into reading order as those of a PDF: columns apart, rows of tables and numbers of paragraphs with their text.
 * A box for each word.
 */
export function layoutWords(words: readonly ReadWord[]): PageText {
  const texts = repairQuotes(words.map(({ text }) => foldCompatibility(text)));
  const items = words.map((word, index) => ({ ...word, text: texts[index] ?? word.text, spaceAfter: true }));
  const scale = usualHeight / commonSize(items);
  const inPoints = items.map((item) => ({
    ...item,
    x: item.x * scale,
    y: item.y * scale,
    width: item.width * scale,
    height: item.height * scale,
  }));
  return pageText([{ turn: 0, items: inPoints }], headingSize);
}
