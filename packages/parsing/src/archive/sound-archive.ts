import type { ParseLimits } from '../limits.js';
import { ParseFailure } from '../parse-failure.js';
import { openTrustedArchive } from './check-archive.js';
import { salvageArchive } from './salvage-archive.js';

const namedEntries = 3;

/**
 * The archive itself if it is whole and keeps to what it claims, otherwise one of what could be saved of it, with a warning.
 * Throws `ParseFailure` as `openTrustedArchive` does; `corrupt` if nothing could be saved.
 */
export function soundArchive(bytes: Uint8Array, limits: ParseLimits, warnings: string[]): Uint8Array {
  try {
    openTrustedArchive(bytes, limits);
    return bytes;
  } catch (error) {
    if (!(error instanceof ParseFailure) || error.code !== 'corrupt') throw error;
    const salvaged = salvageArchive(bytes, limits);
    if (salvaged === undefined) throw error;
    const { damaged } = salvaged;
    const named =
      damaged.length === 0
        ? ''
        : `; damaged inside: ${damaged.slice(0, namedEntries).join(', ')}${damaged.length > namedEntries ? ' and others' : ''}`;
    warnings.push(`the file is damaged or cut off and was read as far as it could be${named}`);
    return salvaged.bytes;
  }
}
