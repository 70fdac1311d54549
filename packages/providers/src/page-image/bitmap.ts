/** Red, green and blue of each pixel, from the top left. */
export interface RgbImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Decodes a Windows bitmap of 1, 4, 8, 24 or 32 bits without compression: what scanners and Windows write.
 * Rows that are cut off stay white. Throws `Error` for other kinds.
 */
export function decodeBitmap(bytes: Uint8Array): RgbImage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readHeader(view);
  const { width, height, bits } = header;
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  const data = new Uint8Array(width * height * 3).fill(255);
  for (let y = 0; y < height; y += 1) {
    const row = header.dataAt + (header.topDown ? y : height - 1 - y) * rowBytes;
    if (row + rowBytes > bytes.length) continue;
    for (let x = 0; x < width; x += 1) copyPixel(view, header, { row, x, to: data, at: (y * width + x) * 3 });
  }
  return { data, width, height };
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly topDown: boolean;
  readonly dataAt: number;
  readonly paletteAt: number;
  /** Bytes of one colour of the palette. */
  readonly colourBytes: number;
}

function readHeader(view: DataView): Header {
  const size = view.getUint32(14, true);
  const isOld = size === 12;
  const height = isOld ? view.getUint16(20, true) : view.getInt32(22, true);
  const compression = isOld ? 0 : view.getUint32(30, true);
  const bits = view.getUint16(isOld ? 24 : 28, true);
  // 3 is "bit fields", which for 32 bits are in practice the order of uncompressed pixels.
  const isPlain = compression === 0 || (compression === 3 && bits === 32);
  if (!isPlain || ![1, 4, 8, 24, 32].includes(bits))
    throw new Error(`bitmap of ${bits} bits with compression ${compression} is not supported`);
  const width = isOld ? view.getUint16(18, true) : view.getInt32(18, true);
  const paletteAt = 14 + size;
  return {
    width,
    height: Math.abs(height),
    bits,
    topDown: height < 0,
    dataAt: view.getUint32(10, true),
    paletteAt,
    colourBytes: isOld ? 3 : 4,
  };
}

function copyPixel(view: DataView, header: Header, { row, x, to, at }: { row: number; x: number; to: Uint8Array; at: number }): void {
  const { bits, paletteAt, colourBytes } = header;
  const from = bits >= 24 ? row + x * (bits / 8) : paletteAt + paletteIndex(view, row, x, bits) * colourBytes;
  if (from + 3 > view.byteLength) return;
  to[at] = view.getUint8(from + 2);
  to[at + 1] = view.getUint8(from + 1);
  to[at + 2] = view.getUint8(from);
}

function paletteIndex(view: DataView, row: number, x: number, bits: number): number {
  const byte = view.getUint8(row + Math.floor((x * bits) / 8));
  const shift = 8 - bits - ((x * bits) % 8);
  return (byte >> shift) & ((1 << bits) - 1);
}
