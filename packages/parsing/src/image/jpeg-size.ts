import type { ImageSize } from './image-frames.js';

/** Walks the markers to the frame header that has the size (ITU-T T.81, B.2.2). */
export function jpegSize(view: DataView): readonly ImageSize[] {
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) {
      at += 1;
      continue;
    }
    const marker = view.getUint8(at + 1);
    if (isFrameHeader(marker)) return [{ height: view.getUint16(at + 5), width: view.getUint16(at + 7) }];
    at += hasNoLength(marker) ? 1 : 2 + view.getUint16(at + 2);
  }
  return [];
}

/** SOF0 to SOF15 without the three numbers that mean tables. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function hasNoLength(marker: number): boolean {
  return marker === 0xff || marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}
