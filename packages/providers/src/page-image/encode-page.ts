import sharp from 'sharp';
import type { GrayImage } from './gray-image.js';

/** A page as JPEG, its longer edge at most `longestEdge` pixels. */
export async function encodePage({ data, width, height }: GrayImage, longestEdge: number): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 1 } })
    .resize({ width: longestEdge, height: longestEdge, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 90 })
    .toBuffer();
}
