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
  const columns = Array.from({ length: width }, (_, x) => between(x, paper.width));
  const [before, after] = [Int32Array.from(columns, ([from]) => from), Int32Array.from(columns, ([, to]) => to)];
  const weights = Float64Array.from(columns, ([, , weight]) => weight);
  const row = new Float64Array(paper.width);
  for (let y = 0; y < height; y += 1) {
    const [upper, lower, weight] = between(y, paper.height);
    for (let x = 0; x < paper.width; x += 1) row[x] = light(paper, x, upper) * (1 - weight) + light(paper, x, lower) * weight;
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const weightX = weights[x] ?? 0;
      const paperHere = (row[before[x] ?? 0] ?? 255) * (1 - weightX) + (row[after[x] ?? 0] ?? 255) * weightX;
      result[at] = Math.min(255, ((data[at] ?? 255) / Math.max(1, paperHere)) * evenPaper);
    }
  }
  return { data: result, width, height };
}

/** The squares whose middles a pixel lies between, and how near it is to the second. */
function between(pixel: number, squares: number): readonly [number, number, number] {
  const place = clamp(pixel / square - 0.5, squares - 1);
  const first = Math.floor(place);
  return [first, Math.min(squares - 1, first + 1), place - first];
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
  return { ...image, data: Uint8Array.from(neighbourhoods(image, Math.max)) };
}

function blurred(image: GrayImage): GrayImage {
  const sums = neighbourhoods(image, (a, b) => a + b);
  return { ...image, data: Uint8Array.from(sums, (sum) => sum / (2 * reach + 1) ** 2) };
}

/** What the squares around each one are together, first along rows, then along columns. Beyond the edge its own squares go on. */
function neighbourhoods({ data, width, height }: GrayImage, combine: (a: number, b: number) => number): Uint16Array {
  const along = (values: Uint8Array | Uint16Array, step: number, length: number) =>
    Uint16Array.from(values, (_, index) => {
      const place = Math.floor(index / step) % length;
      let together = values[index + (clamp(place - reach, length - 1) - place) * step] ?? 0;
      for (let by = 1 - reach; by <= reach; by += 1) {
        together = combine(together, values[index + (clamp(place + by, length - 1) - place) * step] ?? 0);
      }
      return together;
    });
  return along(along(data, 1, width), width, height);
}

function light({ data, width }: GrayImage, x: number, y: number): number {
  return data[y * width + x] ?? 255;
}

function clamp(value: number, highest: number): number {
  return Math.max(0, Math.min(highest, value));
}
