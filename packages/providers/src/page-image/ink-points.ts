import { type GrayImage, type QuarterTurn, shrink } from './gray-image.js';
import { inkLevel } from './ink-level.js';

/** Pixels along the longer edge to which a page is shrunk before it is measured: lines of text stay apart, noise does not. */
const measuredLength = 1200;

/** Ink pixels of a page, shrunk; measuring angles needs no more. */
export interface InkPoints {
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  readonly width: number;
  readonly height: number;
}

export function inkPoints(image: GrayImage): InkPoints {
  const small = shrink(image, Math.max(1, Math.round(Math.max(image.width, image.height) / measuredLength)));
  const { data, width, height } = small;
  const level = inkLevel(small);
  const [xs, ys] = [new Float32Array(data.length), new Float32Array(data.length)];
  let count = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((data[y * width + x] ?? 255) >= level) continue;
      xs[count] = x;
      ys[count] = y;
      count += 1;
    }
  }
  return { xs: xs.slice(0, count), ys: ys.slice(0, count), width, height };
}

/** The ink of the page turned clockwise. */
export function turnPoints(points: InkPoints, turn: QuarterTurn): InkPoints {
  const { xs, ys, width, height } = points;
  if (turn === 0) return points;
  if (turn === 180) return { xs: xs.map((x) => width - 1 - x), ys: ys.map((y) => height - 1 - y), width, height };
  const size = { width: height, height: width };
  if (turn === 90) return { xs: ys.map((y) => height - 1 - y), ys: xs, ...size };
  return { xs: ys, ys: xs.map((x) => width - 1 - x), ...size };
}
