import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TerminalError } from '@tributary/stage-kit';
import { boundedBytes, collectBytes } from '../bounded-bytes.js';
import type { BlobStore, ByteSource, ObjectStat, StoredObject } from '../object-store.js';
import type { S3Objects, S3Place } from './s3-objects.js';

/** Bytes in a bucket: `<prefix>/<sha256>`. S3 shows an object only when it is whole. */
export class S3Blobs implements BlobStore {
  constructor(
    private readonly objects: S3Objects,
    private readonly root: S3Place,
  ) {}

  async get(sha256: string, options: { readonly signal?: AbortSignal; readonly maxBytes: number }): Promise<Uint8Array> {
    return collectBytes(this.objects.read(this.placeOf(sha256), options), options.maxBytes, `object://${sha256}`);
  }

  async stat(sha256: string, options: { readonly signal?: AbortSignal }): Promise<ObjectStat> {
    return this.objects.stat(this.placeOf(sha256), options);
  }

  /** The key is the hash, which is known after the last byte: the bytes wait in a temporary file. */
  async put(
    bytes: ByteSource,
    options: { readonly signal?: AbortSignal; readonly maxBytes: number; readonly label: string },
  ): Promise<StoredObject> {
    const temporary = join(tmpdir(), `tributary-${randomUUID()}`);
    try {
      const { sha256, size } = await writeHashed(temporary, boundedBytes(bytes, options.maxBytes, options.label), options.signal);
      if (!(await this.has(sha256, size))) {
        await this.objects.put(this.placeOf(sha256), { stream: createReadStream(temporary), size }, options.signal);
      }
      return { uri: `object://${sha256}`, sha256, size };
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async delete(sha256: string): Promise<boolean> {
    if (!(await this.has(sha256))) return false;
    await this.objects.delete(this.placeOf(sha256));
    return true;
  }

  private async has(sha256: string, size?: number): Promise<boolean> {
    try {
      const stat = await this.objects.stat(this.placeOf(sha256), {});
      return size === undefined || stat.size === size;
    } catch (error) {
      if (error instanceof TerminalError && error.code === 'source_not_found') return false;
      throw error;
    }
  }

  private placeOf(sha256: string): S3Place {
    return { bucket: this.root.bucket, key: this.root.key === '' ? sha256 : `${this.root.key}/${sha256}` };
  }
}

async function writeHashed(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const part of bytes) {
      hash.update(part);
      size += part.byteLength;
      yield part;
    }
  }
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await (signal === undefined ? pipeline(hashed, file) : pipeline(hashed, file, { signal }));
  return { sha256: hash.digest('hex'), size };
}
