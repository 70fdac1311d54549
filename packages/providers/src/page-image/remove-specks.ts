import type { GrayImage } from './gray-image.js';

/** A speck is black on white, as fax machines make it; gray ink and blurred print are not touched. */
const black = 90;
const white = 170;
/** Specks by black pixels above which a page is noisy; clean print has fewer than one in a thousand. */
const noisyFrom = 0.01;

/** Takes dots of one or two pixels off a page that is full of them, black and white ones; leaves other pages alone, because dots are letters too. */
export function removeSpecks(image: GrayImage): GrayImage {
  const { data, width, height } = image;
  const around = [1, -1, width, -width, width + 1, -width - 1, width - 1, 1 - width];
  let ink = 0;
  const specks: number[] = [];
  for (let y = 1; y < height - 1; y += 1) {
    for (let at = y * width + 1, end = (y + 1) * width - 1; at < end; at += 1) {
      if ((data[at] ?? 255) >= black) continue;
      ink += 1;
      if (isSpeck(data, at, around)) specks.push(at);
    }
  }
  if (specks.length <= ink * noisyFrom) return image;
  const result = Uint8Array.from(data);
  for (const at of specks) result[at] = 255;
  return { data: result, width, height };
}

/** Alone, or with one neighbour that has no other. */
function isSpeck(data: Uint8Array, at: number, around: readonly number[]): boolean {
  const other = onlyDark(data, at, around);
  if (other === none) return true;
  return other !== several && onlyDark(data, other, around) >= 0;
}

const none = -1;
const several = -2;

/** The dark one of the pixels around, if there is no more than one. Ends early: this is asked about every black pixel of a page. */
function onlyDark(data: Uint8Array, at: number, around: readonly number[]): number {
  let found = none;
  for (const step of around) {
    if ((data[at + step] ?? 255) >= white) continue;
    if (found !== none) return several;
    found = at + step;
  }
  return found;
}
