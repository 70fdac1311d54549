import { findSkew, rowProfile, sharpness } from './find-skew.js';
import type { QuarterTurn } from './gray-image.js';
import { type InkPoints, turnPoints } from './ink-points.js';

/** Lines of print are this many times sharper across the page than along it; typewriter columns and forms come close to even. */
const clearly = 4;
/**
 * Print below this stands on its head. Upright print with serifs is above −0.03 (125 pages), but without serifs and in lower case down to −0.21, and is never read
 * twice; of the few pages that stand on their head more than half are above too, and are read twice.
 */
const onItsHead = -0.25;
/** For pages that lie on one side or the other, which is as likely. */
const onTheOtherSide = -0.08;

/** Ways up in which a page whose light is even may have to be turned clockwise to be read, the most likely first. */
export function findTurns(points: InkPoints): readonly QuarterTurn[] {
  const standing = turnPoints(points, 90);
  const [levelSkew, standingSkew] = [findSkew(points), findSkew(standing)];
  const levelSharpness = sharpness(points, levelSkew) * points.height;
  const standingSharpness = sharpness(standing, standingSkew) * standing.height;
  const level: readonly QuarterTurn[] = uprightness(points, levelSkew) < onItsHead ? [180, 0] : [0, 180];
  const sideways: readonly QuarterTurn[] = uprightness(standing, standingSkew) < onTheOtherSide ? [270, 90] : [90, 270];
  if (standingSharpness > levelSharpness * clearly) return sideways;
  return levelSharpness > standingSharpness * clearly ? level : [level[0] ?? 0, ...sideways, level[1] ?? 180];
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
