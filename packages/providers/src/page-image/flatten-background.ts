import { type GrayImage, shrink } from './gray-image.js';

/** Paper is measured in squares of this size: larger than a letter's strokes, smaller than a shadow. Pixels. */
const square = 16;
/** Text lets paper through in every neighbourhood of this many squares each way. */
const reach = 2;
/** Light of paper after division: some room above it for noise. */
const evenPaper = 240;
/** Paper whose lightest parts are lighter than its darkest by more than this is lit unevenly. */
const unevenFrom = 1.2;

/** Takes shadows and yellowing away by dividing by the light of the paper around each pixel. A page lit evenly is left as it is. */
export function flattenBackground(image: GrayImage): GrayImage {
  const paper = paperLight(image);
  return isEven(paper) ? image : divideByPaper(image, paper);
}

function isEven({ data }: GrayImage): boolean {
  const sorted = Uint8Array.from(data).sort();
  const dark = sorted[Math.floor(sorted.length * 0.05)] ?? 255;
  const light = sorted[Math.floor(sorted.length * 0.95)] ?? 255;
  return light <= dark * unevenFrom;
}

/** Light by that of the paper, so that paper is `evenPaper` everywhere. */
function divideByPaper({ data, width, height }: GrayImage, paper: GrayImage): GrayImage {
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

/** The light of the paper in each square: the lightest of the squares around, which are means themselves, so that noise does not count. */
function paperLight(image: GrayImage): GrayImage {
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
