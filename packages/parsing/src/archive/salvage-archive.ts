import { inflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import type { ParseLimits } from '../limits.js';
import { ParseFailure } from '../parse-failure.js';
import { scanHeaders } from './scan-headers.js';
import { isUnpackable, unpackEntry } from './unpack-entry.js';
import { readZipDirectory, type ZipEntry } from './zip-directory.js';

/** Z_SYNC_FLUSH: what was packed before the data broke off is given, without an error. */
const asFarAsPossible = 2;

export interface Salvaged {
  /** A whole archive of what could be saved. */
  readonly bytes: Uint8Array;
  /** Names of the entries that are lost, or of which the end is lost. */
  readonly damaged: readonly string[];
}

/**
 * Saves what can be saved of an archive without a directory, or with entries that do not unpack: whole entries, and the beginnings of broken ones.
 * Undefined if there is nothing. Unpacks no more than `limits.maxUnpackedBytes` in all.
 */
export function salvageArchive(bytes: Uint8Array, limits: ParseLimits): Salvaged | undefined {
  const files: Record<string, Uint8Array> = {};
  const damaged: string[] = [];
  let left = limits.maxUnpackedBytes;
  for (const entry of entriesOf(bytes, limits)) {
    if (entry.directory || entry.encrypted || !isUnpackable(entry) || left <= 0) continue;
    const { content, isWhole } = contentOf(bytes, entry, left);
    left -= content.length;
    if (!isWhole) damaged.push(entry.name);
    if (content.length > 0) files[entry.name] = content;
  }
  return Object.keys(files).length === 0 ? undefined : { bytes: zipSync(files, { level: 0 }), damaged };
}

function entriesOf(bytes: Uint8Array, limits: ParseLimits): readonly ZipEntry[] {
  try {
    return readZipDirectory(bytes, limits.maxEntries);
  } catch (error) {
    if (error instanceof ParseFailure && error.code !== 'corrupt') throw error;
    return scanHeaders(bytes, limits.maxEntries);
  }
}

function contentOf(bytes: Uint8Array, entry: ZipEntry, most: number): { content: Uint8Array; isWhole: boolean } {
  try {
    return { content: unpackEntry(bytes, { ...entry, size: Math.min(entry.size, most) }), isWhole: true };
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    return { content: beginningOf(bytes, entry, most), isWhole: false };
  }
}

function beginningOf(bytes: Uint8Array, { headerOffset, packedSize, method }: ZipEntry, most: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (method !== 8 || headerOffset + 30 > bytes.length) return new Uint8Array(0);
  const start = headerOffset + 30 + view.getUint16(headerOffset + 26, true) + view.getUint16(headerOffset + 28, true);
  try {
    return inflateRawSync(bytes.subarray(start, start + packedSize), { finishFlush: asFarAsPossible, maxOutputLength: most });
  } catch {
    // Data that is wrong, not only short, gives nothing.
    return new Uint8Array(0);
  }
}
