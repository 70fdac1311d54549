import type { GrayImage } from './gray-image.js';

/** How the lines of a page fall to the right: pixels down for each pixel across, at its top and at its bottom, in between evenly. */
export interface Straightening {
  readonly top: number;
  readonly bottom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Lays lines of text level. A page whose lines fall alike is turned; one photographed at an angle is pulled level line by line. */
export function straighten(image: GrayImage, straightening: Straightening): GrayImage {
  if (isStraight(straightening)) return image;
  const { data, width, height } = image;
  const result = new Uint8Array(data.length).fill(255);
  const across = meanSlope(straightening);
  for (let y = 0; y < height; y += 1) {
    const slope = slopeAt(straightening, y, height);
    const fromX = (y - height / 2) * across;
    for (let x = 0; x < width; x += 1) {
      const sourceX = x - fromX;
      const sourceY = y + (x - width / 2) * slope;
      const column = Math.floor(sourceX);
      const row = Math.floor(sourceY);
      if (row < 0 || row + 1 >= height || column < 0 || column + 1 >= width) continue;
      const at = row * width + column;
      const weightX = sourceX - column;
      const weightY = sourceY - row;
      const upper = (data[at] ?? 255) * (1 - weightX) + (data[at + 1] ?? 255) * weightX;
      const lower = (data[at + width] ?? 255) * (1 - weightX) + (data[at + width + 1] ?? 255) * weightX;
      result[y * width + x] = upper * (1 - weightY) + lower * weightY;
    }
  }
  return { data: result, width, height };
}

/** Where a point of the straightened page stood before. */
export function beforeStraightening(
  x: number,
  y: number,
  straightening: Straightening,
  { width, height }: Size,
): readonly [number, number] {
  return [x - (y - height / 2) * meanSlope(straightening), y + (x - width / 2) * slopeAt(straightening, y, height)];
}

export function isStraight({ top, bottom }: Straightening): boolean {
  return top === 0 && bottom === 0;
}

function slopeAt({ top, bottom }: Straightening, y: number, height: number): number {
  return top + ((bottom - top) * y) / Math.max(1, height - 1);
}

function meanSlope({ top, bottom }: Straightening): number {
  return (top + bottom) / 2;
}
