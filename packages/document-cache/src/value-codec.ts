import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { jsonOf } from '@tributary/stage-kit';

/** A cached value with what made it: a reader that wants another version reads it as absent. */
export interface Enveloped {
  readonly processing_version: number;
  readonly fingerprint: string;
  readonly value: unknown;
}

/** Values of fewer bytes are stored plain: compressing them costs more than it saves. */
export const compressAboveBytes = 32 * 1024;
/** First bytes of every Zstandard frame (RFC 8878, section 3.1.1). */
const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
/** Fastest level: Redis is a cache, not an archive. */
const compression = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** JSON, compressed above a threshold. */
export async function encodeValue({ processing_version, fingerprint, value }: Enveloped): Promise<Buffer> {
  const head = JSON.stringify({ processing_version, fingerprint });
  const plain = Buffer.from(`${head.slice(0, -1)},"value":${jsonOf(value)}}`, 'utf8');
  return plain.length > compressAboveBytes ? compress(plain, compression) : plain;
}

/** Tells compressed from plain by the value itself. Throws on anything that is neither. */
export async function decodeValue(bytes: Buffer): Promise<unknown> {
  const plain = bytes.subarray(0, 4).equals(zstdMagic) ? await decompress(bytes) : bytes;
  return JSON.parse(plain.toString('utf8'));
}
