import { edgeWidth } from './edge-width.js';
import type { GrayImage } from './gray-image.js';
import { inkLevel } from './ink-level.js';
import { InkPieces } from './ink-pieces.js';

/** Fewer pieces of ink than this tell nothing about the size of the text. */
const enoughPieces = 30;

/**
 * Usual height of a letter without ascender, in pixels: the median height of connected pieces of ink, without the soft edge that makes blurred letters look
 * larger than they are. Undefined if there is no text to measure.
 */
export function textHeight(image: GrayImage): number | undefined {
  const level = inkLevel(image);
  const heights = letterHeights(image, level).sort();
  const median = heights[Math.floor(heights.length / 2)];
  return median === undefined || heights.length < enoughPieces ? undefined : Math.max(1, median - edgeWidth(image, level));
}

/** Heights of connected pieces that may be letters: neither specks nor rules nor pictures. */
function letterHeights({ data, width, height }: GrayImage, level: number): Int32Array {
  const pieces = new InkPieces(width);
  for (let y = 0; y < height; y += 1) {
    let from = -1;
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const isInk = (data[at] ?? 255) < level;
      if (isInk && from < 0) from = x;
      else if (!isInk && from >= 0) {
        pieces.add(from, x - 1, y);
        from = -1;
      }
    }
    if (from >= 0) pieces.add(from, width - 1, y);
    pieces.endRow();
  }
  return Int32Array.from(pieces.boxes().filter(isLetter), (letter) => letter.height);
}

function isLetter({ width, height }: { readonly width: number; readonly height: number }): boolean {
  return height >= 5 && height <= 120 && width >= 2 && width <= height * 4 && height <= width * 6;
}
