import type { ZipEntry } from './zip-directory.js';

const localHeader = Buffer.from('PK\u0003\u0004', 'latin1');

/** Entries by the headers in front of their data, for want of a directory. */
export function scanHeaders(bytes: Uint8Array, most: number): readonly ZipEntry[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: ZipEntry[] = [];
  for (let at = file.indexOf(localHeader); at >= 0 && at + 30 <= file.length && entries.length < most; ) {
    const next = file.indexOf(localHeader, at + 30);
    const nameEnd = at + 30 + file.readUInt16LE(at + 26);
    const name = file.subarray(at + 30, nameEnd).toString('utf8');
    const end = next < 0 ? file.length : next;
    const packedSize = Math.max(0, end - nameEnd - file.readUInt16LE(at + 28));
    const size = file.readUInt32LE(at + 22);
    entries.push({
      name,
      method: file.readUInt16LE(at + 8),
      encrypted: (file.readUInt16LE(at + 6) & 1) === 1,
      symbolicLink: false,
      directory: name.endsWith('/'),
      packedSize,
      size,
      headerOffset: at,
    });
    at = next;
  }
  return entries;
}
