import sharp, { type Sharp } from 'sharp';
import { decodeBitmap } from './bitmap.js';
import { PdfPages } from './pdf-pages.js';

export const pageImageFormats = ['png', 'jpeg', 'webp'] as const;
export type PageImageFormat = (typeof pageImageFormats)[number];

export interface RenderOptions {
  /** Pixels. A page of a PDF is drawn this wide; an image is never enlarged to it. */
  readonly width: number;
  /** A page that would have more is drawn smaller; an image that has more is refused before it is decoded. */
  readonly maxPixels: number;
  readonly format: PageImageFormat;
}

/** One page of a PDF or image as an image, to be shown with boxes drawn on it. Throws `Error` if there is no such page. */
export async function renderPage(bytes: Uint8Array, pageNumber: number, options: RenderOptions): Promise<Uint8Array> {
  const { width, maxPixels, format } = options;
  const page = isPdf(bytes) ? await pdfPage(bytes, pageNumber, options) : imagePage(bytes, pageNumber, maxPixels);
  return encode(page.resize({ width, withoutEnlargement: true }), format);
}

function encode(image: Sharp, format: PageImageFormat): Promise<Uint8Array> {
  // Noise of a scan does not get smaller by trying harder, and trying costs seconds.
  if (format === 'png') return image.png({ compressionLevel: 1 }).toBuffer();
  return format === 'jpeg' ? image.jpeg({ quality: 85 }).toBuffer() : image.webp({ quality: 85, effort: 1 }).toBuffer();
}

async function pdfPage(bytes: Uint8Array, pageNumber: number, options: RenderOptions): Promise<Sharp> {
  const pages = await PdfPages.open(bytes);
  try {
    const { data, width, height } = await pages.renderColour(pageNumber, options);
    return sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha();
  } finally {
    pages.close();
  }
}

function imagePage(bytes: Uint8Array, pageNumber: number, maxPixels: number): Sharp {
  if (bytes[0] === 0x42 && bytes[1] === 0x4d) {
    if (pageNumber !== 1) throw new RangeError(`there is no page ${pageNumber}`);
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
