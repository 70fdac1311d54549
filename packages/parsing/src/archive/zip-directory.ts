import { ParseFailure } from '../parse-failure.js';

/** One line of a ZIP's central directory. Sizes are what the archive claims, in bytes. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly symbolicLink: boolean;
  readonly directory: boolean;
  readonly packedSize: number;
  readonly size: number;
  readonly headerOffset: number;
}

const endRecord = 0x06054b50;
const endRecord64 = 0x06064b50;
const endLocator64 = 0x07064b50;
const centralHeader = 0x02014b50;
/** The end record is 22 bytes and a comment of at most 65,535 (APPNOTE 4.3.16). */
const longestEnd = 22 + 0xffff;
const unixLink = 0o120000;
const unixTypeMask = 0o170000;

/** Reads the list of entries without unpacking anything. Throws `ParseFailure`: `corrupt`, `too_large` past `maxEntries`. */
export function readZipDirectory(bytes: Uint8Array, maxEntries: number): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, offset } = findDirectory(view);
  if (count > maxEntries) throw new ParseFailure('too_large', `the archive has ${count} entries, allowed are ${maxEntries}`);
  const entries: ZipEntry[] = [];
  let position = offset;
  for (let index = 0; index < count; index += 1) {
    if (position + 46 > bytes.length || view.getUint32(position, true) !== centralHeader) {
      throw new ParseFailure('corrupt', `the archive's directory breaks off after ${index} of ${count} entries`);
    }
    const { entry, next } = readEntry(view, bytes, position);
    entries.push(entry);
    position = next;
  }
  return entries;
}

function findDirectory(view: DataView): { count: number; offset: number } {
  const lowest = Math.max(0, view.byteLength - longestEnd);
  for (let position = view.byteLength - 22; position >= lowest; position -= 1) {
    if (view.getUint32(position, true) !== endRecord) continue;
    const count = view.getUint16(position + 10, true);
    const offset = view.getUint32(position + 16, true);
    if (count !== 0xffff && offset !== 0xffffffff) return { count, offset };
    return findDirectory64(view, position) ?? { count, offset };
  }
  throw new ParseFailure('corrupt', 'the archive has no directory: it was cut off or is not a ZIP');
}

function findDirectory64(view: DataView, end: number): { count: number; offset: number } | undefined {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== endLocator64) return undefined;
  const record = Number(view.getBigUint64(locator + 8, true));
  if (record + 56 > view.byteLength || view.getUint32(record, true) !== endRecord64) return undefined;
  return { count: Number(view.getBigUint64(record + 32, true)), offset: Number(view.getBigUint64(record + 48, true)) };
}

function readEntry(view: DataView, bytes: Uint8Array, at: number): { entry: ZipEntry; next: number } {
  const flags = view.getUint16(at + 8, true);
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const name = decodeName(bytes.subarray(at + 46, nameEnd));
  const sizes = {
    packedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    headerOffset: view.getUint32(at + 42, true),
  };
  const entry = {
    name,
    method: view.getUint16(at + 10, true),
    encrypted: (flags & 1) === 1,
    symbolicLink: ((view.getUint32(at + 38, true) >>> 16) & unixTypeMask) === unixLink,
    directory: name.endsWith('/'),
    ...sizes64(view, nameEnd, Math.min(extraEnd, bytes.length), sizes),
  };
  return { entry, next: extraEnd + view.getUint16(at + 32, true) };
}

/** Sizes of 4 GB and more stand in an extra field, only those that do not fit (APPNOTE 4.5.3). */
function sizes64<T extends { packedSize: number; size: number; headerOffset: number }>(
  view: DataView,
  from: number,
  to: number,
  sizes: T,
): T {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const result = { ...sizes };
    let field = at + 4;
    for (const key of ['size', 'packedSize', 'headerOffset'] as const) {
      if (sizes[key] !== 0xffffffff || field + 8 > to) continue;
      result[key] = Number(view.getBigUint64(field, true));
      field += 8;
    }
    return result;
  }
  return sizes;
}

function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Names without the UTF-8 flag are in the packer's code page, mostly that of DOS; Latin letters survive in this one.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
