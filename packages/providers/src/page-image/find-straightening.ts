import { findSkew, sharpness } from './find-skew.js';
import type { InkPoints } from './ink-points.js';
import type { Straightening } from './straighten.js';

/** Parts of the page, from top to bottom, whose lines are measured apart. */
const bands = 5;
/** Lines of one page do not differ by more than this from its mean unless it is bent. Degrees. */
const furthest = 2;
/** Less than this is not worth the softness that moving pixels costs. Degrees. */
const negligible = 0.08;
/** Lines stay sharp over more than the first, and are told apart by no less than the second. Degrees. */
const coarseStep = 0.4;
const fineStep = 0.1;
/** What a band's own angle must gain in sharpness before it counts. */
const worthwhile = 1.02;

/** Measures how the lines of a page fall, for the page and for its parts. */
export function findStraightening(points: InkPoints): Straightening {
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
  for (const [band, part] of bandsOf(points, skew).entries()) {
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
  const look = (around: number, reach: number, step: number) => {
    for (let by = -reach; by <= reach; by += 1) {
      const value = sharpness(part, around + by * step);
      if (value > highest) [angle, highest] = [around + by * step, value];
    }
  };
  look(skew, Math.round(furthest / coarseStep), coarseStep);
  look(angle, Math.round(coarseStep / fineStep), fineStep);
  return angle;
}

/** The ink of each band, cut along the lines, not across them. */
function bandsOf({ xs, ys, width, height }: InkPoints, skew: number): readonly InkPoints[] {
  const fall = slope(skew);
  const own = new Int8Array(xs.length);
  const counts = new Uint32Array(bands);
  for (let index = 0; index < xs.length; index += 1) {
    const [x, y] = [xs[index] ?? 0, ys[index] ?? 0];
    const band = Math.floor(((y - fall * (x - width / 2)) * bands) / height);
    // Skewed lines leave the page.
    own[index] = band < 0 || band >= bands ? -1 : band;
    if (band >= 0 && band < bands) counts[band] = (counts[band] ?? 0) + 1;
  }
  return Array.from(counts, (count, band) => {
    const part = { xs: new Float32Array(count), ys: new Float32Array(count), width, height };
    for (let index = 0, found = 0; found < count; index += 1) {
      if (own[index] !== band) continue;
      part.xs[found] = xs[index] ?? 0;
      part.ys[found] = ys[index] ?? 0;
      found += 1;
    }
    return part;
  });
}

function slope(degrees: number): number {
  return Math.tan((degrees * Math.PI) / 180);
}
