import { safeName } from '../archive/safe-name.js';
import { isUnpackable, unpackEntry } from '../archive/unpack-entry.js';
import { readZipDirectory, type ZipEntry } from '../archive/zip-directory.js';
import type { ParseLimits } from '../limits.js';
import type { FoundFile } from '../parsed-document.js';

/** Documents put into others whole. */
const embedded = /(^|\/)embeddings\/[^/]+\.(docx|xlsx|pptx|pdf|odt|ods|odp|rtf|eml)$/i;
const picture = /^(word|ppt|xl)\/media\/[^/]+\.(png|jpe?g|tiff?|bmp|webp)$|^Pictures\/[^/]+\.(png|jpe?g|tiff?|bmp|webp)$/i;
/** Smaller pictures are logos, signatures and bullets. Bytes. */
const smallestScan = 20_000;
/** With less text than this the pictures are what the document says: scans that were put on pages. */
const hardlyAnyText = 300;

/** Documents embedded in an office file; where it has hardly any text, its larger pictures too, so that pasted scans are read. Unpacked one at a time. */
export function filesInside(bytes: Uint8Array, textLength: number, { maxEntries }: ParseLimits): Iterable<FoundFile> {
  const wanted = readZipDirectory(bytes, maxEntries).filter((entry) => isWanted(entry, textLength));
  return {
    *[Symbol.iterator]() {
      for (const [index, entry] of wanted.entries()) {
        yield { fileName: safeName(entry.name, `file-${index + 1}`), bytes: unpackEntry(bytes, entry) };
      }
    },
  };
}

function isWanted(entry: ZipEntry, textLength: number): boolean {
  if (entry.directory || entry.encrypted || entry.size === 0 || !isUnpackable(entry)) return false;
  return embedded.test(entry.name) || (textLength < hardlyAnyText && entry.size >= smallestScan && picture.test(entry.name));
}
