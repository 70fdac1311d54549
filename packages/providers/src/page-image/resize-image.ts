import sharp from 'sharp';
import type { GrayImage } from './gray-image.js';

/** Enlarges or reduces an image; 1 leaves it alone. */
export async function resizeImage(image: GrayImage, scale: number): Promise<GrayImage> {
  if (scale === 1) return image;
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const { data } = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 1 } })
    .resize(width, height, { kernel: 'cubic', fit: 'fill' })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width, height };
}
