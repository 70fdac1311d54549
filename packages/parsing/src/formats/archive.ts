import { assertNesting, openArchive } from '../archive/check-archive.js';
import { safeName } from '../archive/safe-name.js';
import { soundArchive } from '../archive/sound-archive.js';
import { isUnpackable, unpackEntry } from '../archive/unpack-entry.js';
import type { ZipEntry } from '../archive/zip-directory.js';
import type { ParseLimits } from '../limits.js';
import { ParseFailure } from '../parse-failure.js';
import type { DocumentReading, FoundFile, ParseOptions } from '../parsed-document.js';
import { singlePage } from '../single-page.js';

/** A ZIP: every entry becomes a document of its own, unpacked one at a time; the archive itself is a list of them. */
export function readArchive(given: Uint8Array, { limits }: ParseOptions): DocumentReading {
  const warnings: string[] = [];
  const { bytes, entries } = openOrSalvage(given, limits, warnings);
  assertNesting(bytes, entries, limits);
  const wanted = entries.filter((entry) => isWanted(entry, warnings));
  if (wanted.length > 0 && wanted.every(({ encrypted }) => encrypted)) throw new ParseFailure('encrypted', 'the archive needs a password');
  const names = wanted.map((entry, index) => safeName(entry.name, `entry-${index + 1}`));
  const text = names.map((name) => `- ${name}`).join('\n');
  return singlePage({
    text,
    blocks: text === '' ? [] : [{ kind: 'list', start: 0, end: text.length }],
    properties: { entries: String(wanted.length) },
    warnings,
    files: { [Symbol.iterator]: () => unpacked(bytes, wanted, warnings) },
  });
}

/** Entries that do not unpack are told when they are reached; only an archive without a directory has to be put together anew. */
function openOrSalvage(bytes: Uint8Array, limits: ParseLimits, warnings: string[]): { bytes: Uint8Array; entries: readonly ZipEntry[] } {
  try {
    return { bytes, entries: openArchive(bytes, limits) };
  } catch (error) {
    if (!(error instanceof ParseFailure) || error.code !== 'corrupt') throw error;
    const sound = soundArchive(bytes, limits, warnings);
    return { bytes: sound, entries: openArchive(sound, limits) };
  }
}

function* unpacked(bytes: Uint8Array, entries: readonly ZipEntry[], warnings: string[]): Generator<FoundFile> {
  for (const [index, entry] of entries.entries()) {
    try {
      yield { fileName: safeName(entry.name, `entry-${index + 1}`), bytes: unpackEntry(bytes, entry) };
    } catch (error) {
      if (!(error instanceof ParseFailure) || error.code === 'decompression_ratio') throw error;
      warnings.push(error.message);
    }
  }
}

/** Leaves out folders, links and what systems add by themselves; says so where a person would miss something. */
function isWanted(entry: ZipEntry, warnings: string[]): boolean {
  if (entry.directory || entry.size === 0 || /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(entry.name)) return false;
  if (entry.symbolicLink) warnings.push(`${safeName(entry.name, 'an entry')} is a link and was not followed`);
  else if (!isUnpackable(entry))
    warnings.push(`${safeName(entry.name, 'an entry')} is packed by a method that is not supported (${entry.method})`);
  return !entry.symbolicLink && isUnpackable(entry);
}
