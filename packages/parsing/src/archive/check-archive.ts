import type { ParseLimits } from '../limits.js';
import { ParseFailure } from '../parse-failure.js';
import { isUnpackable, unpackEntry } from './unpack-entry.js';
import { readZipDirectory, type ZipEntry } from './zip-directory.js';

/** Small archives may be as dense as they like: a spreadsheet of one repeated value is not an attack. */
const freeBytes = 16 * 1024 * 1024;

/**
 * Reads an archive's directory and refuses what it claims to become: too many entries, too large, too dense (P-24).
 * Nothing is unpacked. Throws `ParseFailure`: `too_large`, `decompression_ratio`, `encrypted`, `corrupt`.
 */
export function openArchive(bytes: Uint8Array, limits: ParseLimits): readonly ZipEntry[] {
  const entries = readZipDirectory(bytes, limits.maxEntries);
  const claimed = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (claimed > limits.maxUnpackedBytes) {
    throw new ParseFailure('decompression_ratio', `the archive claims ${claimed} bytes, allowed are ${limits.maxUnpackedBytes}`);
  }
  if (claimed > freeBytes && claimed > bytes.length * limits.maxDecompressionRatio) {
    const ratio = Math.round(claimed / bytes.length);
    throw new ParseFailure('decompression_ratio', `the archive unpacks ${ratio} to 1, allowed is ${limits.maxDecompressionRatio} to 1`);
  }
  return entries;
}

/**
 * Opens an archive for a library that unpacks it by itself, after trying every entry against its own claim:
 * what passes here cannot grow past what was checked. Costs one unpacking, with one entry in memory at a time.
 */
export function openTrustedArchive(bytes: Uint8Array, limits: ParseLimits): readonly ZipEntry[] {
  const entries = openArchive(bytes, limits);
  for (const entry of entries) {
    if (entry.directory) continue;
    if (entry.encrypted) throw new ParseFailure('encrypted', `${entry.name} needs a password`);
    if (isUnpackable(entry)) unpackEntry(bytes, entry);
  }
  return entries;
}

/**
 * How many archives lie inside each other, the outermost counted. Looks one level past `limits.maxNesting` and no further.
 * Entries that cannot be unpacked count as plain files.
 */
export function assertNesting(bytes: Uint8Array, entries: readonly ZipEntry[], limits: ParseLimits, depth = 1): void {
  if (depth > limits.maxNesting) {
    throw new ParseFailure('nesting_too_deep', `archives lie more than ${limits.maxNesting} deep inside each other`);
  }
  for (const entry of entries) {
    if (!looksPacked(entry)) continue;
    const inner = tryUnpack(bytes, entry);
    if (inner !== undefined) assertNesting(inner.bytes, inner.entries, limits, depth + 1);
  }

  function tryUnpack(outer: Uint8Array, entry: ZipEntry): { bytes: Uint8Array; entries: readonly ZipEntry[] } | undefined {
    try {
      const unpacked = unpackEntry(outer, entry);
      return { bytes: unpacked, entries: openArchive(unpacked, limits) };
    } catch (error) {
      // A damaged inner archive is that entry's own failure, told when it is read; a bomb is the whole archive's.
      if (error instanceof ParseFailure && (error.code === 'corrupt' || error.code === 'encrypted')) return undefined;
      throw error;
    }
  }
}

function looksPacked(entry: ZipEntry): boolean {
  return !entry.directory && !entry.encrypted && isUnpackable(entry) && /\.(zip|jar|zipx)$/i.test(entry.name);
}
