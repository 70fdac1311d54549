import { findSkew, type InkPoints, inkPoints, sharpness } from './find-skew.js';
import { flattenBackground } from './flatten-background.js';
import { type GrayImage, type QuarterTurn, shrink } from './gray-image.js';

/** Lines across the page must be this much sharper one way than the other to say how the page lies. */
const clearly = 1.5;
const measuredWidth = 700;

/** Ways up in which a page may have to be turned clockwise to be read, the most likely first. */
export function findTurns(image: GrayImage): readonly QuarterTurn[] {
  const small = flattenBackground(shrink(image, Math.max(1, Math.round(Math.max(image.width, image.height) / measuredWidth / 1.5))));
  const upright = inkPoints(small);
  const sideways: InkPoints = { xs: upright.ys, ys: upright.xs, width: upright.height, height: upright.width };
  const level = sharpness(upright, findSkew(upright));
  const standing = sharpness(sideways, findSkew(sideways));
  return standing > level * clearly ? [90, 270] : [0, 180];
}
