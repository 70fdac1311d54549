import type { InkPoints } from './ink-points.js';

/** Steeper is not a page put on the glass askew. Degrees. */
const steepest = 8;
/** For a first look at angles half a degree apart every so many points are enough. */
const thinning = 4;

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
    // Never negative, so cutting off rounds; thousands of points for dozens of angles.
    const row = ((ys[index] ?? 0) - slope * (xs[index] ?? 0) + shift + 0.5) | 0;
    rows[row] = (rows[row] ?? 0) + 1;
  }
  return rows;
}

function thinned({ xs, ys, ...size }: InkPoints): InkPoints {
  const count = Math.ceil(xs.length / thinning);
  const [fewXs, fewYs] = [new Float32Array(count), new Float32Array(count)];
  for (let index = 0; index < count; index += 1) {
    fewXs[index] = xs[index * thinning] ?? 0;
    fewYs[index] = ys[index * thinning] ?? 0;
  }
  return { xs: fewXs, ys: fewYs, ...size };
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
