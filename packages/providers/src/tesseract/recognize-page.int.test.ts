import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { findTurns } from '../page-image/find-turn.js';
import type { GrayImage } from '../page-image/gray-image.js';
import { inkPoints } from '../page-image/ink-points.js';
import { loadImage } from '../page-image/load-image.js';
import { PdfPages } from '../page-image/pdf-pages.js';
import { pdfOf, prose } from '../testing/pages.js';
import { EmbeddedTesseract } from './embedded-engine.js';
import { recognizePage } from './page-recognizer.js';

const engine = new EmbeddedTesseract();
afterAll(() => engine.close());

const options = { languages: ['en'], maxPixels: 50_000_000 };
const said = prose.join(' ');

async function page(dpi: number, lines: readonly string[] = prose): Promise<GrayImage> {
  const pages = await PdfPages.open(pdfOf([lines]));
  const { image } = await pages.render(1, { dpi, maxPixels: 50_000_000 });
  pages.close();
  return image;
}

async function turned(image: GrayImage, angle: number): Promise<GrayImage> {
  const png = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 1 } })
    .rotate(angle, { background: '#fff' })
    .png()
    .toBuffer();
  return loadImage(png, 1, 50_000_000);
}

test('reads a page, with a place and a confidence for each word (P-20)', async () => {
  const { words, confidence, turn } = await recognizePage(engine, await page(200), options);
  expect([words.map(({ text }) => text).join(' '), turn]).toEqual([said, 0]);
  expect(confidence).toBeGreaterThan(0.9);
  const first = words[0]?.mark;
  // "The" stands at 60 points from the left and 82 from the top, its capitals 8 points high.
  expect([first?.x, first?.y].map((value) => Math.round(((value ?? 0) * 72) / 200 / 5))).toEqual([12, 15]);
});

test.each([90, 180, 270])('reads a page that lies turned by %i degrees, with boxes on the page as it lies (P-20)', async (angle) => {
  const image = await turned(await page(150), angle);
  const { words, turn } = await recognizePage(engine, image, options);
  expect([words.map(({ text }) => text).join(' '), turn]).toEqual([said, 360 - angle]);
  expect(
    words.every(({ mark }) => mark.x >= 0 && mark.y >= 0 && mark.x + mark.width <= image.width && mark.y + mark.height <= image.height),
  ).toBe(true);
});

test('reads a page put on the glass askew (P-20)', async () => {
  const { words } = await recognizePage(engine, await turned(await page(200), 4), options);
  expect(words.map(({ text }) => text).join(' ')).toBe(said);
});

test('takes upright print in lower case, whose lines are as sharp above as below, for upright (P-20)', async () => {
  const words = 'the agreement between parties shall remain in force until notice is given by either company in writing'.split(' ');
  const lines = Array.from({ length: 40 }, (_, line) => words.map((_, at) => words[(line * 31 + at * 7) % words.length]).join(' '));
  expect(findTurns(inkPoints(await page(200, lines)))).toEqual([0, 180]);
});

test('finds nothing on a blank page', async () => {
  const blank = { width: 800, height: 1000, data: new Uint8Array(800_000).fill(255) };
  expect(await recognizePage(engine, blank, options)).toMatchObject({ words: [], confidence: null });
});
