import { expect, test } from 'vitest';
import { barsOf } from '../testing/pages.js';
import { decodeBitmap } from './bitmap.js';
import { edgeWidth } from './edge-width.js';
import { findSkew } from './find-skew.js';
import { findStraightening } from './find-straightening.js';
import { flattenBackground } from './flatten-background.js';
import { type GrayImage, shrink, turnImage, turnPoint } from './gray-image.js';
import { inkLevel } from './ink-level.js';
import { inkPoints, turnPoints } from './ink-points.js';
import { cleanPage, preparePage } from './prepare-page.js';
import { removeSpecks } from './remove-specks.js';
import { beforeStraightening, straighten } from './straighten.js';
import { textHeight } from './text-height.js';

const degrees = (slope: number) => (Math.atan(slope) * 180) / Math.PI;
const imageOf = (rows: readonly string[]): GrayImage => ({
  width: rows[0]?.length ?? 0,
  height: rows.length,
  data: Uint8Array.from(rows.join(''), (character) => (character === '#' ? 0 : 255)),
});
const rowsOf = ({ data, width, height }: GrayImage) =>
  Array.from({ length: height }, (_, y) =>
    Array.from(data.subarray(y * width, (y + 1) * width), (light) => (light < 128 ? '#' : '.')).join(''),
  );

test.each([0, 0.5, 1.8, -3, 6])('measures lines that fall by %s degrees to a tenth', (angle) => {
  const image = barsOf({ width: 900, height: 1200, slope: Math.tan((angle * Math.PI) / 180) });
  expect(Math.abs(findSkew(inkPoints(image)) - angle)).toBeLessThan(0.1);
});

test('takes a blank page for straight', () => {
  const blank = { width: 300, height: 300, data: new Uint8Array(90_000).fill(255) };
  expect([findSkew(inkPoints(blank)), textHeight(blank), findStraightening(inkPoints(blank))]).toEqual([
    0,
    undefined,
    { top: 0, bottom: 0 },
  ]);
});

test('lays falling lines level, and knows where each point was', () => {
  const image = barsOf({ width: 900, height: 1200, slope: 0.04 });
  const found = findStraightening(inkPoints(image));
  expect(degrees(findSkew(inkPoints(straighten(image, found))))).toBeCloseTo(0, 0);
  expect(beforeStraightening(450, 600, { top: 0.04, bottom: 0.04 }, image)).toEqual([450, 600]);
  expect(beforeStraightening(850, 600, { top: 0.04, bottom: 0.04 }, image)[1]).toBeCloseTo(616);
});

/** Each pixel the mean of those up to `reach` away, as a lens out of focus makes it. */
function blurred({ data, width, height }: GrayImage, reach: number): GrayImage {
  const around = Array.from({ length: 2 * reach + 1 }, (_, index) => index - reach);
  const light = (x: number, y: number) => data[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))] ?? 255;
  const mean = (x: number, y: number) => around.flatMap((dy) => around.map((dx) => light(x + dx, y + dy))).reduce((a, b) => a + b, 0);
  return { width, height, data: data.map((_, at) => mean(at % width, Math.floor(at / width)) / around.length ** 2) };
}

test('measures how high letters are and how soft their edges, and does not take blur for height', () => {
  const sharp = barsOf({ width: 600, height: 600, pitch: 40, thickness: 12 });
  const soft = blurred(sharp, 2);
  expect([edgeWidth(sharp, inkLevel(sharp)), textHeight(sharp)]).toEqual([1, 11]);
  expect(edgeWidth(soft, inkLevel(soft))).toBeGreaterThan(2);
  expect(textHeight(soft)).toBeLessThanOrEqual(11);
  expect(edgeWidth({ width: 4, height: 4, data: new Uint8Array(16).fill(255) }, 128)).toBe(0);
});

test('brings letters to the size that is read best, and leaves them where that changes little', async () => {
  const widthOf = async (thickness: number, maxPixels = 10_000_000) =>
    (await preparePage(cleanPage(barsOf({ width: 600, height: 600, pitch: 60, thickness })), 0, maxPixels)).image.width;
  expect([await widthOf(12), await widthOf(13), await widthOf(23), await widthOf(7)]).toEqual([600, 600, 300, 1100]);
  // There is no room to enlarge.
  expect(await widthOf(7, 360_000)).toBe(600);
});

test('takes a shadow off the page and leaves an evenly lit page alone', () => {
  const image = barsOf({ width: 640, height: 640 });
  const shaded = { ...image, data: image.data.map((light, at) => (light / 255) * (90 + ((at % 640) / 640) * 150)) };
  const flat = flattenBackground(shaded);
  const paper = [5, 630].map((x) => flat.data[10 * 640 + x] ?? 0);
  expect(Math.abs((paper[0] ?? 0) - (paper[1] ?? 0))).toBeLessThan(25);
  expect(flattenBackground(image)).toBe(image);
});

test('takes specks off a page that is full of them, and no dots off a clean one', () => {
  const noisy = imageOf(['..........', '.#......#.', '....#.....', '..........', '.##....#..', '..........']);
  expect(rowsOf(removeSpecks(noisy)).join('')).not.toContain('#');
  const letters = imageOf(['..............', '.####..####.#.', '.#..#..#..#...', '.####..####...', '..............']);
  expect(rowsOf(removeSpecks({ ...letters }))).toEqual(rowsOf(removeSpecks(letters)));
});

test('finds the level between paper and ink, also of faint print', () => {
  const faint = { width: 100, height: 1, data: Uint8Array.from({ length: 100 }, (_, at) => (at < 10 ? 130 : 220)) };
  expect(inkLevel(faint)).toBeGreaterThan(130);
  expect(inkLevel(faint)).toBeLessThanOrEqual(220);
});

test('turns an image and its points the same way', () => {
  const image = imageOf(['#..', '...']);
  expect([90, 180, 270].map((turn) => rowsOf(turnImage(image, turn as 90)))).toEqual([
    ['.#', '..', '..'],
    ['...', '..#'],
    ['..', '..', '#.'],
  ]);
  expect([90, 180, 270].map((turn) => turnPoint(0, 0, { width: 3, height: 2, turn: turn as 90 }))).toEqual([
    [1, 0],
    [2, 1],
    [0, 2],
  ]);
});

test('turns ink as its page is turned', () => {
  const image = imageOf(['##.', '..#']);
  for (const turn of [0, 90, 180, 270] as const) {
    const { xs, ys, width, height } = turnPoints(inkPoints(image), turn);
    const drawn = Array.from({ length: height }, () => '.'.repeat(width).split(''));
    for (const [index, y] of ys.entries()) drawn[y]?.splice(xs[index] ?? 0, 1, '#');
    expect(drawn.map((row) => row.join(''))).toEqual(rowsOf(turnImage(image, turn)));
  }
});

test('averages squares of pixels', () => {
  expect(Array.from(shrink({ width: 4, height: 2, data: Uint8Array.from([0, 100, 50, 50, 100, 0, 50, 50]) }, 2).data)).toEqual([50, 50]);
});

test('brings boxes of the prepared page back to the page as it was, whichever way it lay', async () => {
  const image = barsOf({ width: 400, height: 600 });
  for (const turn of [0, 90, 180, 270] as const) {
    const { image: prepared, toOriginal } = await preparePage(cleanPage(image), turn, 10_000_000);
    const whole = toOriginal({ x: 0, y: 0, width: prepared.width, height: prepared.height });
    expect([whole.x, whole.y, Math.round(whole.width / 10), Math.round(whole.height / 10)]).toEqual([0, 0, 40, 60]);
  }
});

test('decodes bitmaps of 24 bits and of 1 bit, also cut off ones', () => {
  const header = (bits: number, dataAt: number) => {
    const bytes = Buffer.alloc(dataAt);
    bytes.write('BM', 'latin1');
    bytes.writeUInt32LE(dataAt, 10);
    bytes.writeUInt32LE(40, 14);
    bytes.writeInt32LE(2, 18);
    bytes.writeInt32LE(1, 22);
    bytes.writeUInt16LE(bits, 28);
    return bytes;
  };
  const colour = Buffer.concat([header(24, 54), Buffer.from([1, 2, 3, 4, 5, 6, 0, 0])]);
  expect(Array.from(decodeBitmap(colour).data)).toEqual([3, 2, 1, 6, 5, 4]);
  const palette = header(1, 62);
  palette.set([0, 0, 0, 0, 255, 255, 255, 0], 54);
  expect(Array.from(decodeBitmap(Buffer.concat([palette, Buffer.from([0b01000000, 0, 0, 0])])).data)).toEqual([0, 0, 0, 255, 255, 255]);
  expect(Array.from(decodeBitmap(colour.subarray(0, 56)).data)).toEqual([255, 255, 255, 255, 255, 255]);
  expect(() => decodeBitmap(header(16, 54))).toThrow('16 bits');
});
