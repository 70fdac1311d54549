import sharp from 'sharp';
import { decodeBitmap } from './bitmap.js';
import { PdfPages } from './pdf-pages.js';

export interface RenderOptions {
  /** Of PDFs; images keep their own pixels. */
  readonly dpi: number;
  /** A page that would be larger is rendered smaller. */
  readonly maxPixels: number;
}

/** One page of a PDF or image as a PNG, to be shown with boxes drawn on it. Throws `Error` if there is no such page. */
export async function renderPage(bytes: Uint8Array, pageNumber: number, { dpi, maxPixels }: RenderOptions): Promise<Uint8Array> {
  const source = isPdf(bytes) ? await pdfPage(bytes, pageNumber, { dpi, maxPixels }) : imagePage(bytes, pageNumber, maxPixels);
  // Level 1: noise does not get smaller by trying harder, and trying costs seconds.
  return source.png({ compressionLevel: 1 }).toBuffer();
}

async function pdfPage(bytes: Uint8Array, pageNumber: number, options: RenderOptions) {
  const pages = await PdfPages.open(bytes);
  try {
    const { data, width, height } = await pages.renderColour(pageNumber, options);
    return sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha();
  } finally {
    pages.close();
  }
}

function imagePage(bytes: Uint8Array, pageNumber: number, maxPixels: number) {
  if (bytes[0] === 0x42 && bytes[1] === 0x4d) {
    const { data, width, height } = decodeBitmap(bytes);
    return sharp(data, { raw: { width, height, channels: 3 } });
  }
  return sharp(bytes, { page: pageNumber - 1, pages: 1, limitInputPixels: maxPixels, failOn: 'none' })
    .autoOrient()
    .flatten({ background: '#ffffff' });
}

function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-');
}
