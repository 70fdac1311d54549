import { inflateSync } from 'node:zlib';
import { latin1 } from '../detect/detect-type.js';

/** Streams that are looked at; content and fonts of the longest filings are fewer. */
const mostStreams = 50_000;
/** Characters; dictionaries of streams are a few hundred. */
const longestDictionary = 4096;
/** A stream that unpacks to more is left to its reader's own limits. Bytes. */
const mostUnpacked = 16 * 1024 * 1024;

/**
 * Whether a packed stream of the file, other than an image, cannot be unpacked. PDFium reads over such damage without a word, so a file that has any is read by
 * the library that complains.
 */
export function hasDamagedStream(bytes: Uint8Array): boolean {
  const file = latin1(bytes);
  let seen = 0;
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    if (file.startsWith('end', at - 3) || !isPacked(dictionaryBefore(file, at))) continue;
    seen += 1;
    if (seen > mostStreams) return false;
    const start = at + (file[at + 6] === '\r' ? 8 : 7);
    if (!unpacks(bytes.subarray(start))) return true;
  }
  return false;
}

/** Bounded: looking back without an end costs the square of a hostile file. */
function dictionaryBefore(file: string, at: number): string {
  const near = file.slice(Math.max(0, at - longestDictionary), at);
  return near.slice(Math.max(0, near.lastIndexOf(' obj')));
}

/** By deflate alone, without a password and without pixels. */
function isPacked(dictionary: string): boolean {
  return /\/Filter\s*\[?\s*\/FlateDecode\s*\]?/.test(dictionary) && !/\/Subtype\s*\/Image|\/Filter\s*\[[^\]]*\/[^\]]*\//.test(dictionary);
}

function unpacks(data: Uint8Array): boolean {
  try {
    inflateSync(data, { maxOutputLength: mostUnpacked });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
  }
}
