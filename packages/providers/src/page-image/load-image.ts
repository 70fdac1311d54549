import sharp, { type Sharp } from 'sharp';
import { decodeBitmap } from './bitmap.js';
import type { GrayImage } from './gray-image.js';

/** Decodes one frame of a PNG, JPEG, TIFF, WebP or BMP as it is meant to be seen: turned by its EXIF, transparent parts white. `frame` is from 1. */
export async function loadImage(bytes: Uint8Array, frame: number, maxPixels: number): Promise<GrayImage> {
  const isBitmap = bytes[0] === 0x42 && bytes[1] === 0x4d;
  const source = isBitmap ? rawBitmap(bytes) : sharp(bytes, { page: frame - 1, pages: 1, limitInputPixels: maxPixels, failOn: 'none' });
  const { data, info } = await source
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('b-w')
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function rawBitmap(bytes: Uint8Array): Sharp {
  const { data, width, height } = decodeBitmap(bytes);
  return sharp(data, { raw: { width, height, channels: 3 } });
}
