import { findStraightening } from './find-straightening.js';
import { flattenBackground } from './flatten-background.js';
import { type GrayImage, type QuarterTurn, turnImage, turnPoint } from './gray-image.js';
import { type InkPoints, inkPoints, turnPoints } from './ink-points.js';
import { removeSpecks } from './remove-specks.js';
import { resizeImage } from './resize-image.js';
import { beforeStraightening, type Straightening, straighten } from './straighten.js';
import { textHeight } from './text-height.js';

/** A page lit evenly and without specks, whichever way it lies, and where its ink is. */
export interface CleanPage {
  readonly image: GrayImage;
  readonly ink: InkPoints;
}

/** A page made ready for OCR, and the way back to the page it came from. */
export interface PreparedPage {
  readonly image: GrayImage;
  /** Degrees by which its lines fell. */
  readonly skew: number;
  /** A box on the prepared image, in pixels of the original. */
  toOriginal(box: Box): Box;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Letters that the recogniser reads best, in pixels without ascender and soft edges. Smaller ones are enlarged to it. Larger ones are reduced to it: they gain
 * nothing and cost time by their area.
 */
const bestTextHeight = 11;
const largestEnlargement = 3;
/** Less change of size than this is not worth its softness. */
const worthResizing = 1.15;

/** What is done once for all the ways up in which a page may be read. */
export function cleanPage(image: GrayImage): CleanPage {
  const clean = removeSpecks(flattenBackground(image));
  return { image: clean, ink: inkPoints(clean) };
}

/** Turns a page, lays its lines level and brings letters to the size that is read best. */
export async function preparePage({ image: original, ink }: CleanPage, turn: QuarterTurn, maxPixels: number): Promise<PreparedPage> {
  const straightening = findStraightening(turnPoints(ink, turn));
  const level = straighten(turnImage(original, turn), straightening);
  const scale = scaleFor(level, maxPixels);
  const image = await resizeImage(level, scale);
  const skew = (Math.atan((straightening.top + straightening.bottom) / 2) * 180) / Math.PI;
  return { image, skew, toOriginal: (box) => originalBox(box, { original, turn, straightening, scale }) };
}

function scaleFor(image: GrayImage, maxPixels: number): number {
  const wanted = bestTextHeight / (textHeight(image) ?? bestTextHeight);
  if (wanted < 1) return wanted * worthResizing > 1 ? 1 : wanted;
  if (wanted < worthResizing) return 1;
  return Math.max(1, Math.min(wanted, largestEnlargement, Math.sqrt(maxPixels / (image.width * image.height))));
}

interface Way {
  readonly original: GrayImage;
  readonly turn: QuarterTurn;
  readonly straightening: Straightening;
  readonly scale: number;
}

/** Scaled, straightened and turned back, corner by corner. */
function originalBox(box: Box, { original, turn, straightening, scale }: Way): Box {
  const swaps = turn === 90 || turn === 270;
  const size = swaps ? { width: original.height, height: original.width } : { width: original.width, height: original.height };
  const back = ((360 - turn) % 360) as QuarterTurn;
  const corners = [
    [box.x, box.y],
    [box.x + box.width, box.y],
    [box.x, box.y + box.height],
    [box.x + box.width, box.y + box.height],
  ] as const;
  const points = corners.map(([x, y]) => {
    const [levelX, levelY] = beforeStraightening(x / scale, y / scale, straightening, size);
    return turnPoint(levelX, levelY, { ...size, turn: back });
  });
  const xs = points.map(([x]) => Math.max(0, Math.min(original.width, x)));
  const ys = points.map(([, y]) => Math.max(0, Math.min(original.height, y)));
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
