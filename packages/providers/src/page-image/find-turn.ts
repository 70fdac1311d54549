import { findSkew, type InkPoints, inkPoints, rowProfile, sharpness } from './find-skew.js';
import { type GrayImage, type QuarterTurn, shrink } from './gray-image.js';

/** Lines of print are this many times sharper across the page than along it; typewriter columns and forms come close to even. */
const clearly = 4;
/** Print that stands on its head is below this, upright print above 0 (measured on 28 pages and the same turned round: −0.37 to −0.02, 0.00 to 0.32). */
const onItsHead = -0.08;
const measuredHeight = 1200;

/** Ways up in which a page whose light is even may have to be turned clockwise to be read, the most likely first. */
export function findTurns(image: GrayImage): readonly QuarterTurn[] {
  const points = inkPoints(shrink(image, Math.max(1, Math.round(Math.max(image.width, image.height) / measuredHeight))));
  const standing = turned(points);
  const [levelSkew, standingSkew] = [findSkew(points), findSkew(standing)];
  const levelSharpness = sharpness(points, levelSkew) * points.height;
  const standingSharpness = sharpness(standing, standingSkew) * standing.height;
  const level: readonly QuarterTurn[] = uprightness(points, levelSkew) < onItsHead ? [180, 0] : [0, 180];
  const sideways: readonly QuarterTurn[] = uprightness(standing, standingSkew) < onItsHead ? [270, 90] : [90, 270];
  if (standingSharpness > levelSharpness * clearly) return sideways;
  return levelSharpness > standingSharpness * clearly ? level : [level[0] ?? 0, ...sideways, level[1] ?? 180];
}

/** The page turned clockwise by 90°. */
function turned({ xs, ys, width, height }: InkPoints): InkPoints {
  return { xs: ys.map((y) => height - 1 - y), ys: xs, width: height, height: width };
}

/**
 * Which way up print stands, from −1 to 1: below its lines ink ends sharply at the base line, above them capitals and ascenders make it fade.
 * Holds for Latin, Greek and Cyrillic letters.
 */
function uprightness(points: InkPoints, skew: number): number {
  const rows = rowProfile(points, skew);
  let sum = 0;
  let size = 0;
  for (let row = 1; row < rows.length; row += 1) {
    const drop = ((rows[row - 1] ?? 0) - (rows[row] ?? 0)) ** 3;
    sum += drop;
    size += Math.abs(drop);
  }
  return size === 0 ? 0 : sum / size;
}
