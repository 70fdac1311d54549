import { imageFrames } from '../image/image-frames.js';
import { ParseFailure } from '../parse-failure.js';
import type { DocumentReading, ParseOptions } from '../parsed-document.js';

/** Pictures of pages: one page for each frame, sizes read from the header so that nothing too large is ever decoded (P-24). */
export function readImage(bytes: Uint8Array, { limits }: ParseOptions): DocumentReading {
  const frames = imageFrames(bytes, limits.maxPages);
  if (frames.length > limits.maxPages) throw new ParseFailure('too_many_pages', `the image has more than ${limits.maxPages} pages`);
  const large = frames.find(({ width, height }) => width * height > limits.maxPixels);
  if (large !== undefined) {
    throw new ParseFailure('too_many_pixels', `the image has ${large.width} × ${large.height} pixels, allowed are ${limits.maxPixels}`);
  }
  return {
    pageCount: frames.length,
    properties: {},
    warnings: [],
    *pages(first = 1) {
      for (const [index, size] of frames.entries()) {
        if (index + 1 >= first) yield { state: 'needs_ocr' as const, page: { number: index + 1, ...size, reason: 'image' as const } };
      }
    },
    files: () => [],
    close: () => Promise.resolve(),
  };
}
