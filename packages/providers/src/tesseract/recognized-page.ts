import type { Box } from '../page-image/prepare-page.js';

/** A word as an engine gives it. Pixels of the image it was given; confidence from 0 to 1. */
export interface EngineWord extends Box {
  readonly text: string;
  readonly confidence: number;
}

/** Words from left to right. */
export type EngineLine = readonly EngineWord[];

/** A word read from a page's pixels. */
export interface RecognizedWord {
  readonly text: string;
  /** On the page laid straight and upright, for putting words in order; `y` and `height` are those of the word's line. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** On the image that was given, in its pixels. */
  readonly mark: Box & { readonly confidence: number };
}

/** A word of less confidence with no letter or digit is dirt on the glass. */
const dirtBelow = 0.6;

/** Words with their places, without what is dirt rather than text. `place` brings a box to the image that was given. */
export function placeWords(lines: readonly EngineLine[], place: (box: Box) => Box): readonly RecognizedWord[] {
  return lines.flatMap((line) => {
    const words = line.filter(isText);
    const y = Math.min(...words.map((word) => word.y));
    const height = Math.max(...words.map((word) => word.y + word.height)) - y;
    return words.map(({ text, confidence, ...box }) => ({
      text: text.trim(),
      x: box.x,
      y,
      width: box.width,
      height,
      mark: { ...place(box), confidence },
    }));
  });
}

/** Mean of the words' confidences, 0 to 1; null if there is no word. */
export function meanConfidence(words: readonly RecognizedWord[]): number | null {
  if (words.length === 0) return null;
  return words.reduce((sum, { mark }) => sum + mark.confidence, 0) / words.length;
}

function isText({ text, confidence }: EngineWord): boolean {
  const clean = text.trim();
  return clean !== '' && (confidence >= dirtBelow || /[\p{L}\p{N}]/u.test(clean));
}
