import { type GrayImage, shrink } from './gray-image.js';

/** Paper is measured in squares of this size: larger than a letter's strokes, smaller than a shadow. Pixels. */
const square = 16;
/** Text lets paper through in every neighbourhood of this many squares each way. */
const reach = 2;
/** Light of paper after division: some room above it for noise. */
const evenPaper = 240;
/** Darker than this something is on the paper. */
const lightestMark = 228;
/** Of everything on the paper, this part is taken for full ink. */
const inkShare = 0.1;
const lightestInk = 150;
/** Ink that is this dark is printed and in focus; blurred and thin print has none. */
const darkInk = 90;
/** Print of the other side is lighter than this (measured on scans of thin paper: 190 to 225 of 240). */
const showThrough = 200;

/**
 * Makes paper white and ink black wherever on the page: divides by the light of the paper around each pixel, which takes away shadows
 * and yellowing, then stretches the contrast from the page's own ink to its paper.
 */
export function flattenBackground(image: GrayImage): GrayImage {
  const even = divideByPaper(image, paperLight(image));
  const { ink, paper } = levelsOf(even);
  const stretched = Uint8Array.from({ length: 256 }, (_, light) => Math.max(0, Math.min(255, ((light - ink) * 255) / (paper - ink))));
  return { ...even, data: even.data.map((light) => stretched[light] ?? light) };
}

/** Light by that of the paper, so that paper is `evenPaper` everywhere. */
export function divideByPaper({ data, width, height }: GrayImage, paper: GrayImage): GrayImage {
  const result = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1) {
    const paperY = clamp(y / square - 0.5, paper.height - 1);
    const y0 = Math.floor(paperY);
    const y1 = Math.min(paper.height - 1, y0 + 1);
    const weightY = paperY - y0;
    for (let x = 0; x < width; x += 1) {
      const paperX = clamp(x / square - 0.5, paper.width - 1);
      const x0 = Math.floor(paperX);
      const x1 = Math.min(paper.width - 1, x0 + 1);
      const weightX = paperX - x0;
      const upper = at(paper, x0, y0) * (1 - weightX) + at(paper, x1, y0) * weightX;
      const lower = at(paper, x0, y1) * (1 - weightX) + at(paper, x1, y1) * weightX;
      const light = (data[y * width + x] ?? 255) / Math.max(1, upper * (1 - weightY) + lower * weightY);
      result[y * width + x] = Math.min(255, light * evenPaper);
    }
  }
  return { data: result, width, height };
}

/** The page's own black and white. Ink of the other side is cut off only where the ink of this side is much darker than it. */
export function levelsOf({ data }: GrayImage): { ink: number; paper: number } {
  const histogram = new Uint32Array(256);
  for (const light of data) histogram[light] = (histogram[light] ?? 0) + 1;
  const marks = histogram.subarray(0, lightestMark);
  const total = marks.reduce((sum, count) => sum + count, 0);
  const ink = percentile(marks, total * inkShare);
  const isDark = ink < darkInk;
  return { ink: Math.min(ink, lightestInk), paper: isDark ? showThrough : lightestMark };
}

function percentile(histogram: Uint32Array, count: number): number {
  let sum = 0;
  for (const [light, pixels] of histogram.entries()) {
    sum += pixels;
    if (sum >= count) return light;
  }
  return 0;
}

/** The light of the paper in each square: the lightest of the squares around, which are means themselves, so that noise does not count. */
export function paperLight(image: GrayImage): GrayImage {
  const fine = shrink(image, square / 4);
  const coarse = lightest(fine, 4);
  return blurred(spread(coarse));
}

/** The lightest of each square of `factor` pixels. */
function lightest({ data, width, height }: GrayImage, factor: number): GrayImage {
  const toWidth = Math.max(1, Math.floor(width / factor));
  const toHeight = Math.max(1, Math.floor(height / factor));
  const result = new Uint8Array(toWidth * toHeight);
  for (let y = 0; y < Math.min(height, toHeight * factor); y += 1) {
    for (let x = 0; x < Math.min(width, toWidth * factor); x += 1) {
      const to = Math.floor(y / factor) * toWidth + Math.floor(x / factor);
      result[to] = Math.max(result[to] ?? 0, data[y * width + x] ?? 0);
    }
  }
  return { data: result, width: toWidth, height: toHeight };
}

function spread(image: GrayImage): GrayImage {
  return neighbourhood(image, (values) => Math.max(...values));
}

function blurred(image: GrayImage): GrayImage {
  return neighbourhood(image, (values) => values.reduce((sum, value) => sum + value, 0) / values.length);
}

function neighbourhood(image: GrayImage, combine: (values: readonly number[]) => number): GrayImage {
  const result = new Uint8Array(image.data.length);
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < image.width; x += 1) {
      const values: number[] = [];
      for (let dy = -reach; dy <= reach; dy += 1) {
        for (let dx = -reach; dx <= reach; dx += 1) values.push(at(image, clamp(x + dx, image.width - 1), clamp(y + dy, image.height - 1)));
      }
      result[y * image.width + x] = combine(values);
    }
  }
  return { ...image, data: result };
}

function at({ data, width }: GrayImage, x: number, y: number): number {
  return data[y * width + x] ?? 255;
}

function clamp(value: number, highest: number): number {
  return Math.max(0, Math.min(highest, value));
}
