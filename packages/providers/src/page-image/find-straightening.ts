import { findSkew, type InkPoints, inkPoints, sharpness } from './find-skew.js';
import type { GrayImage } from './gray-image.js';
import type { Straightening } from './straighten.js';

/** Parts of the page, from top to bottom, whose lines are measured apart. */
const bands = 5;
/** Lines of one page do not differ by more than this from its mean unless it is bent. Degrees. */
const furthest = 2;
/** Less than this is not worth the softness that moving pixels costs. Degrees. */
const negligible = 0.08;
/** What a band's own angle must gain in sharpness before it counts. */
const worthwhile = 1.02;

/** Measures how the lines of a page fall, for the page and for its parts. */
export function findStraightening(image: GrayImage): Straightening {
  const points = inkPoints(image);
  const skew = findSkew(points);
  const fit = fitBands(points, skew);
  const top = skew + fit.at(0);
  const bottom = skew + fit.at(1);
  if (Math.abs(top) < negligible && Math.abs(bottom) < negligible) return { top: 0, bottom: 0 };
  return { top: slope(top), bottom: slope(bottom) };
}

/** A straight line through what the bands differ by from the page, weighted by their ink. */
function fitBands(points: InkPoints, skew: number): { at(position: number): number } {
  let [n, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
  for (let band = 0; band < bands; band += 1) {
    const part = bandOf(points, band, skew);
    if (part.xs.length < 300) continue;
    const difference = bandAngle(part, skew) - skew;
    const position = (band + 0.5) / bands;
    const weight = part.xs.length;
    n += weight;
    sx += weight * position;
    sy += weight * difference;
    sxx += weight * position * position;
    sxy += weight * position * difference;
  }
  const spread = n * sxx - sx * sx;
  const rise = spread > 0 ? (n * sxy - sx * sy) / spread : 0;
  const base = n > 0 ? (sy - rise * sx) / n : 0;
  return { at: (position) => base + rise * position };
}

function bandAngle(part: InkPoints, skew: number): number {
  let angle = skew;
  let highest = sharpness(part, skew) * worthwhile;
  for (let step = -furthest; step <= furthest; step += 0.1) {
    const value = sharpness(part, skew + step);
    if (value > highest) [angle, highest] = [skew + step, value];
  }
  return angle;
}

/** The ink of a band, cut along the lines, not across them. */
function bandOf({ xs, ys, width, height }: InkPoints, band: number, skew: number): InkPoints {
  const fall = slope(skew);
  const from = (band * height) / bands;
  const to = ((band + 1) * height) / bands;
  const kept = [...xs.keys()].filter((index) => {
    const y = (ys[index] ?? 0) - fall * ((xs[index] ?? 0) - width / 2);
    return y >= from && y < to;
  });
  return { xs: Float32Array.from(kept, (index) => xs[index] ?? 0), ys: Float32Array.from(kept, (index) => ys[index] ?? 0), width, height };
}

function slope(degrees: number): number {
  return Math.tan((degrees * Math.PI) / 180);
}
