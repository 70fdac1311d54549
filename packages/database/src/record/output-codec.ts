import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { jsonOf } from '@tributary/stage-kit';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Below this many bytes the trip to the thread pool costs more than it saves; Postgres compresses what it moves out of line by itself. */
const compressFrom = 16 * 1024;
/** The fastest level makes JSON as small as the usual one, for a third of the time. */
const level = { [constants.ZSTD_c_compressionLevel]: 1 };
/** First bytes of a zstd frame (RFC 8878, section 3.1.1), little-endian 0xFD2FB528. JSON cannot begin so. */
const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** A value of an output as it is stored: JSON, compressed where that pays. */
export async function encodeOutput(value: unknown): Promise<Buffer> {
  const json = Buffer.from(jsonOf(value));
  return json.length < compressFrom ? json : compress(json, { params: level, pledgedSrcSize: json.length });
}

export async function decodeOutput(stored: Buffer): Promise<unknown> {
  const json = stored.subarray(0, zstdMagic.length).equals(zstdMagic) ? await decompress(stored) : stored;
  return JSON.parse(json.toString());
}
