import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RetryableError, TerminalError } from '@tributary/stage-kit';
import { boundedBytes, collectBytes, tooLarge } from '../bounded-bytes.js';
import type { BlobStore, ByteSource, ObjectStat, StoredObject } from '../object-store.js';

/** No upload takes a day. */
const abandonedAfterMs = 24 * 3_600_000;

/** Bytes in a local directory: `<directory>/ab/cd/<sha256>`. Written beside their place and renamed into it, so that a reader or a crash never sees half. */
export class LocalBlobs implements BlobStore {
  private swept: Promise<void> | undefined;

  constructor(private readonly directory: string) {}

  async get(sha256: string, options: { readonly signal?: AbortSignal; readonly maxBytes: number }): Promise<Uint8Array> {
    const { size } = await this.stat(sha256);
    if (size !== null && size > options.maxBytes) throw tooLarge(`object://${sha256}`, options.maxBytes);
    const stream = createReadStream(this.pathOf(sha256), options.signal === undefined ? {} : { signal: options.signal });
    try {
      return await collectBytes(stream, options.maxBytes, `object://${sha256}`);
    } catch (error) {
      throw asFailure(error, sha256);
    }
  }

  async stat(sha256: string): Promise<ObjectStat> {
    try {
      return { size: (await stat(this.pathOf(sha256))).size, contentType: null };
    } catch (error) {
      throw asFailure(error, sha256);
    }
  }

  async put(
    bytes: ByteSource,
    options: { readonly signal?: AbortSignal; readonly maxBytes: number; readonly label: string },
  ): Promise<StoredObject> {
    const temporary = join(this.directory, 'incoming', randomUUID());
    this.swept ??= this.sweep();
    await this.swept;
    try {
      await mkdir(dirname(temporary), { recursive: true });
      const written = await this.write(temporary, boundedBytes(bytes, options.maxBytes, options.label), options.signal);
      const path = this.pathOf(written.sha256);
      await mkdir(dirname(path), { recursive: true });
      await rename(temporary, path);
      return { ...written, uri: `object://${written.sha256}` };
    } catch (error) {
      await rm(temporary, { force: true });
      throw asFailure(error, options.label);
    }
  }

  async delete(sha256: string): Promise<boolean> {
    try {
      await unlink(this.pathOf(sha256));
      return true;
    } catch (error) {
      if (isErrno(error) && error.code === 'ENOENT') return false;
      throw asFailure(error, sha256);
    }
  }

  /** What a process left that died while it wrote belongs to no document, and no erasure would find it. */
  private async sweep(): Promise<void> {
    const directory = join(this.directory, 'incoming');
    for (const name of await readdir(directory).catch(() => [])) {
      const found = await stat(join(directory, name)).catch(() => undefined);
      if (found !== undefined && Date.now() - found.mtimeMs > abandonedAfterMs) await rm(join(directory, name), { force: true });
    }
  }

  private async write(
    path: string,
    bytes: AsyncIterable<Uint8Array>,
    signal: AbortSignal | undefined,
  ): Promise<{ sha256: string; size: number }> {
    const hash = createHash('sha256');
    let size = 0;
    const file = await open(path, 'wx', 0o600);
    try {
      for await (const part of bytes) {
        signal?.throwIfAborted();
        hash.update(part);
        await writeAll(file, part);
        size += part.byteLength;
      }
      // A 202 promises that the bytes survive a power cut.
      await file.sync();
    } finally {
      await file.close();
    }
    return { sha256: hash.digest('hex'), size };
  }

  /** Two levels of 256 directories keep each one small at millions of objects. */
  private pathOf(sha256: string): string {
    return join(this.directory, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

async function writeAll(file: FileHandle, part: Uint8Array): Promise<void> {
  let offset = 0;
  while (offset < part.byteLength) {
    const { bytesWritten } = await file.write(part, offset);
    offset += bytesWritten;
  }
}

function asFailure(error: unknown, name: string): unknown {
  if (!isErrno(error)) return error;
  if (error.code === 'ENOENT') return new TerminalError('source_not_found', `${name} is not in the object store`, { cause: error });
  return new RetryableError('object_store_unavailable', `the object store's directory failed with ${error.code} for ${name}`, {
    cause: error,
  });
}

function isErrno(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
