import { inflateRawSync } from 'node:zlib';
import { ParseFailure, reasonOf } from '../parse-failure.js';
import type { ZipEntry } from './zip-directory.js';

const localHeader = 0x04034b50;

/** Methods of packing that can be unpacked: stored and deflate. */
export function isUnpackable(entry: ZipEntry): boolean {
  return entry.method === 0 || entry.method === 8;
}

/**
 * Unpacks one entry, and never more than it claims: an entry that holds more than its size says stops at that size.
 * Throws `ParseFailure`: `decompression_ratio` for such a lie, `encrypted`, `corrupt`.
 */
export function unpackEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  if (entry.encrypted) throw new ParseFailure('encrypted', `${entry.name} needs a password`);
  const packed = packedBytes(bytes, entry);
  if (entry.method === 0) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
  } catch (error) {
    if (error instanceof RangeError) {
      throw new ParseFailure('decompression_ratio', `${entry.name} holds more than the ${entry.size} bytes it claims`, { cause: error });
    }
    throw new ParseFailure('corrupt', `${entry.name} cannot be unpacked: ${reasonOf(error)}`, { cause: error });
  }
}

function packedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = entry.headerOffset;
  if (at + 30 > bytes.length || view.getUint32(at, true) !== localHeader) {
    throw new ParseFailure('corrupt', `${entry.name} is not where the archive says`);
  }
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const end = start + entry.packedSize;
  if (end > bytes.length) throw new ParseFailure('corrupt', `${entry.name} reaches past the end of the archive`);
  return bytes.subarray(start, end);
}
