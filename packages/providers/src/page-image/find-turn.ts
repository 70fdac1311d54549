import { findSkew, type InkPoints, inkPoints, sharpness } from './find-skew.js';
import { flattenBackground } from './flatten-background.js';
import { type GrayImage, type QuarterTurn, shrink } from './gray-image.js';

/** Lines of print are this many times sharper across the page than along it; typewriter columns and forms come close to even. */
const clearly = 4;
const measuredHeight = 1200;

/** Ways up in which a page may have to be turned clockwise to be read, the most likely first. */
export function findTurns(image: GrayImage): readonly QuarterTurn[] {
  const { level, standing } = lineSharpness(image);
  if (standing > level * clearly) return [90, 270];
  return level > standing * clearly ? [0, 180] : [0, 90, 270, 180];
}

/** How sharply ink gathers in lines across the page and along it, comparable with each other whatever the page's format. */
export function lineSharpness(image: GrayImage): { readonly level: number; readonly standing: number } {
  const points = inkPoints(shrink(flattenBackground(image), Math.max(1, Math.round(Math.max(image.width, image.height) / measuredHeight))));
  const sideways: InkPoints = { xs: points.ys, ys: points.xs, width: points.height, height: points.width };
  return { level: sharpness(points, findSkew(points)) * points.height, standing: sharpness(sideways, findSkew(sideways)) * points.width };
}
