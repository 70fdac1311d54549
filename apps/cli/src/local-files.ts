import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { UsageError } from './command.js';

export interface LocalFile {
  readonly path: string;
  /** As it is submitted: the file's name, below a folder with the way there. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** The files named, and all files in the folders named, in a stable order. What begins with a dot inside a folder is passed over. Throws `UsageError` for what is not there. */
export async function listFiles(paths: readonly string[]): Promise<readonly LocalFile[]> {
  const lists = await Promise.all(paths.map((path) => filesAt(path)));
  return lists.flat();
}

async function filesAt(path: string): Promise<readonly LocalFile[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new UsageError(`${path} does not exist`);
  if (found.isFile()) return [{ path, name: basename(path), size: found.size }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const visible = files.filter(
    (file) =>
      !relative(path, file)
        .split('/')
        .some((part) => part.startsWith('.')),
  );
  return Promise.all(visible.toSorted().map(async (file) => ({ path: file, name: relative(path, file), size: (await stat(file)).size })));
}
