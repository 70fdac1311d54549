import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { pdfOf, prose } from '../testing/pages.js';
import { defaultPageRendererSettings, PageRenderer, type PageRendererSettings } from './page-renderer.js';

const home = join(import.meta.dirname, '..', '..');
// Children are other processes: they run what was built.
beforeAll(() => execFileSync('tsc', ['-b'], { cwd: home }));

const setup = (settings: Partial<PageRendererSettings> = {}) =>
  new PageRenderer({ ...defaultPageRendererSettings, ...settings, childEntry: join(home, 'dist', 'page-image', 'render-child.js') });
const options = { width: 595, maxPixels: 10_000_000, format: 'png' as const };

test('draws pages of PDFs and images in children of their own', async () => {
  const renderer = setup();
  const bytes = pdfOf([prose, ['second']]);
  const pages = await Promise.all([1, 2].map((pageNumber) => renderer.render({ bytes, pageNumber, ...options })));
  const image = await renderer.render({ bytes: await sharp(pages[0]).tiff().toBuffer(), pageNumber: 1, ...options });
  const sizes = await Promise.all(
    [...pages, image].map(async (png) => {
      const { width, height, format } = await sharp(png).metadata();
      return [width, height, format];
    }),
  );
  expect(sizes).toEqual(Array.from({ length: 3 }, () => [595, 842, 'png']));
});

test('refuses pages that are not there and bytes that are no pages', async () => {
  const renderer = setup();
  await expect(renderer.render({ bytes: pdfOf([prose]), pageNumber: 2, ...options })).rejects.toMatchObject({
    code: 'corrupt',
    message: expect.stringContaining('page 2'),
  });
  await expect(renderer.render({ bytes: Buffer.from('text'), pageNumber: 1, ...options })).rejects.toMatchObject({ code: 'corrupt' });
});

test('kills a child that takes too long, and stops at the signal of its caller', async () => {
  await expect(setup({ timeoutMs: 1 }).render({ bytes: pdfOf([prose]), pageNumber: 1, ...options })).rejects.toMatchObject({
    code: 'page_timeout',
  });
  const controller = new AbortController();
  const drawn = setup().render({ bytes: pdfOf([prose]), pageNumber: 1, ...options, signal: controller.signal });
  controller.abort(new Error('no longer wanted'));
  await expect(drawn).rejects.toThrow('no longer wanted');
});

test('draws as wide and in the format that is asked for, and never enlarges an image', async () => {
  const renderer = setup();
  const bytes = pdfOf([prose]);
  const thumbnail = await renderer.render({ bytes, pageNumber: 1, ...options, width: 100, format: 'webp' });
  const small = await renderer.render({ bytes: await sharp(thumbnail).png().toBuffer(), pageNumber: 1, ...options, format: 'jpeg' });
  const metadata = await Promise.all([thumbnail, small].map((image) => sharp(image).metadata()));
  expect(metadata.map(({ width, height, format }) => [width, height, format])).toEqual([
    [100, 141, 'webp'],
    [100, 141, 'jpeg'],
  ]);
});

test('turns away who would have to wait behind too many', async () => {
  const renderer = setup({ atOnce: 1, mostWaiting: 1 });
  const ask = () => renderer.render({ bytes: pdfOf([prose]), pageNumber: 1, ...options });
  const ends = await Promise.allSettled([ask(), ask(), ask()]);
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(ends[2]).toMatchObject({ reason: { code: 'timeout', retryAfterMs: undefined } });
});
