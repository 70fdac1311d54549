import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RetryableError, TerminalError } from '@tributary/stage-kit';
import { boundedBytes, tooLarge } from '../bounded-bytes.js';
import type { ObjectStat, SourceReader } from '../object-store.js';

/** Regular files under allowed directories. Links are followed first and checked where they end, so that no name leads out. */
export class FileSource implements SourceReader {
  constructor(private readonly roots: readonly string[]) {}

  async *read(url: URL, options: { readonly signal?: AbortSignal; readonly maxBytes: number }): AsyncGenerator<Uint8Array> {
    const file = await this.open(url);
    try {
      const { size } = await file.stat();
      if (size > options.maxBytes) throw tooLarge(url.href, options.maxBytes);
      const stream = file.createReadStream({ autoClose: false, ...(options.signal === undefined ? {} : { signal: options.signal }) });
      yield* boundedBytes(stream, options.maxBytes, url.href);
    } finally {
      await file.close();
    }
  }

  async stat(url: URL): Promise<ObjectStat> {
    const file = await this.open(url);
    try {
      return { size: (await file.stat()).size, contentType: null };
    } finally {
      await file.close();
    }
  }

  private async open(url: URL): Promise<FileHandle> {
    const path = await this.resolve(url);
    let file: FileHandle;
    try {
      // The path is free of links now; should its last part become one in between, opening fails. A FIFO must not block us.
      file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    } catch (error) {
      throw asFailure(error, url);
    }
    if ((await file.stat()).isFile()) return file;
    await file.close();
    throw new TerminalError('source_forbidden', `${url.href} is no regular file`);
  }

  private async resolve(url: URL): Promise<string> {
    if (this.roots.length === 0)
      throw new TerminalError(
        'source_forbidden',
        `${url.href}: file:// is not allowed here; name its directory in SOURCE_ROOTS or upload the file`,
      );
    const path = await realpath(pathOf(url)).catch((error: unknown) => {
      throw asFailure(error, url);
    });
    for (const root of this.roots) {
      const real = await realpath(root).catch(() => undefined);
      if (real !== undefined && isInside(path, real)) return path;
    }
    throw new TerminalError('source_forbidden', `${url.href} is outside the allowed directories (SOURCE_ROOTS)`);
  }
}

function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    throw new TerminalError('source_forbidden', `${url.href} is no local path`, { cause: error });
  }
}

function isInside(path: string, root: string): boolean {
  const below = relative(root, path);
  return below !== '' && below !== '..' && !below.startsWith('../') && !isAbsolute(below);
}

function asFailure(error: unknown, url: URL): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new TerminalError('source_not_found', `${url.href} does not exist`, { cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'ELOOP':
    case 'ENXIO':
      return new TerminalError('source_forbidden', `${url.href} cannot be read (${code})`, { cause: error });
    default:
      return new RetryableError('object_store_unavailable', `${url.href} could not be read (${code ?? 'unknown error'})`, { cause: error });
  }
}
