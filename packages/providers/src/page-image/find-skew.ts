import { type GrayImage, shrink } from './gray-image.js';
import { inkLevel } from './ink-level.js';

/** Steeper is not a page put on the glass askew. Degrees. */
const steepest = 8;
/** Pixels across to which a page is shrunk before it is measured: lines of text stay apart, noise does not. */
const measuredWidth = 900;
/** For a first look at angles half a degree apart every so many points are enough. */
const thinning = 4;

/** Ink pixels of a page, shrunk; measuring angles needs no more. */
export interface InkPoints {
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  readonly width: number;
  readonly height: number;
}

export function inkPoints(image: GrayImage): InkPoints {
  const small = shrink(image, Math.max(1, Math.round(image.width / measuredWidth)));
  const level = inkLevel(small);
  const xs: number[] = [];
  const ys: number[] = [];
  for (let y = 0; y < small.height; y += 1) {
    for (let x = 0; x < small.width; x += 1) {
      if ((small.data[y * small.width + x] ?? 255) >= level) continue;
      xs.push(x);
      ys.push(y);
    }
  }
  return { xs: Float32Array.from(xs), ys: Float32Array.from(ys), width: small.width, height: small.height };
}

/**
 * The angle by which lines of text fall to the right, in degrees, within ±8: where the ink, projected along the angle,
 * piles up most sharply into lines. 0 for a page with too little ink to tell.
 */
export function findSkew(points: InkPoints): number {
  if (points.xs.length < 200) return 0;
  const coarse = best(thinned(points), range(-steepest, steepest, 0.5));
  const fine = best(points, range(coarse - 0.5, coarse + 0.5, 0.1));
  return best(points, range(fine - 0.1, fine + 0.1, 0.02));
}

/** How sharply ink piles up into rows along an angle: sum of squared differences between neighbouring rows, by the amount of ink. */
export function sharpness(points: InkPoints, degrees: number): number {
  const rows = rowProfile(points, degrees);
  let sum = 0;
  for (let row = 1; row < rows.length; row += 1) sum += ((rows[row] ?? 0) - (rows[row - 1] ?? 0)) ** 2;
  return points.xs.length === 0 ? 0 : sum / points.xs.length;
}

/** Ink in each row of a page whose lines fall by this angle. */
export function rowProfile({ xs, ys, width, height }: InkPoints, degrees: number): Float32Array {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const shift = Math.ceil(Math.abs(slope) * width);
  const rows = new Float32Array(height + 2 * shift + 2);
  for (let index = 0; index < xs.length; index += 1) {
    const row = Math.round((ys[index] ?? 0) - slope * (xs[index] ?? 0) + shift);
    rows[row] = (rows[row] ?? 0) + 1;
  }
  return rows;
}

function thinned({ xs, ys, ...size }: InkPoints): InkPoints {
  const every = (values: Float32Array) => values.filter((_, index) => index % thinning === 0);
  return { xs: every(xs), ys: every(ys), ...size };
}

function best(points: InkPoints, angles: readonly number[]): number {
  let result = 0;
  let highest = -1;
  for (const angle of angles) {
    const value = sharpness(points, angle);
    // Ties go to the smaller angle: a blank page is straight.
    if (value > highest || (value === highest && Math.abs(angle) < Math.abs(result))) [result, highest] = [angle, value];
  }
  return result;
}

function range(from: number, to: number, step: number): readonly number[] {
  const count = Math.round((to - from) / step);
  return Array.from({ length: count + 1 }, (_, index) => from + index * step);
}
