import type { GrayImage } from './gray-image.js';

/** A speck is black on white, as fax machines make it; gray ink and blurred print are not touched. */
const black = 90;
const white = 170;
/** Specks by black pixels above which a page is noisy; clean print has fewer than one in a thousand. */
const noisyFrom = 0.01;

/** Takes dots of one or two pixels off a page that is full of them, black and white ones; leaves other pages alone, because dots are letters too. */
export function removeSpecks(image: GrayImage): GrayImage {
  const { data, width, height } = image;
  let ink = 0;
  const specks: number[] = [];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1) {
      if ((data[at] ?? 255) >= black) continue;
      ink += 1;
      if (isSpeck(data, at, width)) specks.push(at);
    }
  }
  if (specks.length <= ink * noisyFrom) return image;
  const result = Uint8Array.from(data);
  for (const at of specks) result[at] = 255;
  return { data: result, width, height };
}

/** Alone, or with one neighbour that has no other. */
function isSpeck(data: Uint8Array, at: number, width: number): boolean {
  const others = darkNeighbours(data, at, width);
  const [other] = others;
  if (other === undefined) return true;
  return others.length === 1 && darkNeighbours(data, other, width).length === 1;
}

function darkNeighbours(data: Uint8Array, at: number, width: number): readonly number[] {
  const found: number[] = [];
  for (const step of [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]) {
    if ((data[at + step] ?? 255) < white) found.push(at + step);
  }
  return found;
}
