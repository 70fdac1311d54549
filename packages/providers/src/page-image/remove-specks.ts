import type { GrayImage } from './gray-image.js';

/** Lighter than this is paper, darker is ink, once the background is flat. */
export const inkLevel = 128;
/** Specks by ink pixels above which a page is noisy; clean print has fewer than one in a hundred. */
const noisyFrom = 0.02;

/** Takes single dark and light pixels out of a page that is full of them; leaves other pages alone, because dots are letters too. */
export function removeSpecks(image: GrayImage): GrayImage {
  const { specks, ink } = countSpecks(image);
  return ink > 0 && specks / ink > noisyFrom ? median(image) : image;
}

function countSpecks({ data, width, height }: GrayImage): { specks: number; ink: number } {
  let specks = 0;
  let ink = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1) {
      if ((data[at] ?? 255) >= inkLevel) continue;
      ink += 1;
      if (isAlone(data, at, width)) specks += 1;
    }
  }
  return { specks, ink };
}

function isAlone(data: Uint8Array, at: number, width: number): boolean {
  for (const neighbour of [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]) {
    if ((data[at + neighbour] ?? 255) < inkLevel) return false;
  }
  return true;
}

/** Median of each pixel with its eight neighbours. */
function median({ data, width, height }: GrayImage): GrayImage {
  const result = Uint8Array.from(data);
  const window = new Uint8Array(9);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      let index = 0;
      for (let row = at - width; row <= at + width; row += width) {
        for (let column = -1; column <= 1; column += 1) window[index++] = data[row + column] ?? 255;
      }
      result[at] = window.sort()[4] ?? 255;
    }
  }
  return { data: result, width, height };
}
