import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { pdfOf, prose } from '../testing/pages.js';
import { defaultPageRendererSettings, PageRenderer } from './page-renderer.js';

const home = join(import.meta.dirname, '..', '..');
// Children are other processes: they run what was built.
beforeAll(() => execFileSync('tsc', ['-b'], { cwd: home }));

const setup = (timeoutMs = 30_000) =>
  new PageRenderer({ ...defaultPageRendererSettings, timeoutMs, childEntry: join(home, 'dist', 'page-image', 'render-child.js') });
const options = { dpi: 72, maxPixels: 10_000_000 };

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
  await expect(setup(1).render({ bytes: pdfOf([prose]), pageNumber: 1, ...options })).rejects.toMatchObject({ code: 'page_timeout' });
  const controller = new AbortController();
  const drawn = setup().render({ bytes: pdfOf([prose]), pageNumber: 1, ...options, signal: controller.signal });
  controller.abort(new Error('no longer wanted'));
  await expect(drawn).rejects.toThrow('no longer wanted');
});
