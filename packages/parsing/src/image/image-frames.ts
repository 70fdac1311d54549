import { ParseFailure } from '../parse-failure.js';
import { jpegSize } from './jpeg-size.js';
import { tiffFrames } from './tiff-frames.js';

/** Pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Sizes of an image's frames from its headers, at most one more than `maxFrames`. Throws `ParseFailure` `corrupt`. */
export function imageFrames(bytes: Uint8Array, maxFrames: number): readonly ImageSize[] {
  const frames = framesOf(bytes, maxFrames);
  if (frames.length === 0 || frames.some(({ width, height }) => width < 1 || height < 1)) {
    throw new ParseFailure('corrupt', 'the image has no size: its header is damaged or cut off');
  }
  return frames;
}

function framesOf(bytes: Uint8Array, maxFrames: number): readonly ImageSize[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const first = view.getUint32(0);
    if (first === 0x89504e47) return [{ width: view.getUint32(16), height: view.getUint32(20) }];
    if (first >>> 16 === 0xffd8) return jpegSize(view);
    if (first >>> 16 === 0x424d) return [bitmapSize(view)];
    if (first === 0x52494646) return [webpSize(view)];
    return tiffFrames(view, maxFrames);
  } catch (error) {
    // Every read past the end lands here: the header is not all there.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function bitmapSize(view: DataView): ImageSize {
  if (view.getUint32(14, true) === 12) return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  // A negative height means that rows are stored from the top.
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

/** The three kinds of WebP keep their size in three ways (RFC 9649, sections 2.5 to 2.7). */
function webpSize(view: DataView): ImageSize {
  const kind = view.getUint32(12);
  if (kind === 0x56503858) return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
  if (kind === 0x5650384c) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}
