import type { GrayImage } from '../page-image/gray-image.js';
import type { EngineLine } from './recognized-page.js';

/**
 * Reads the words of one image. One call at a time. An engine that hangs cannot be stopped from outside its process:
 * whoever calls it bounds the time by ending the process.
 */
export interface OcrEngine {
  /** With its version: results of another engine are other results. */
  readonly name: string;
  /** Names of the Tesseract models it has. */
  models(): Promise<ReadonlySet<string>>;
  /** `models` are of those it has, the most likely first. */
  read(image: GrayImage, models: readonly string[]): Promise<readonly EngineLine[]>;
  close(): Promise<void>;
}

/** A PGM file (Netpbm): the pixels with a line in front, which costs no compression. */
export function portableGraymap({ data, width, height }: GrayImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), data]);
}
