import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface Sample {
  readonly name: string;
  readonly format: string;
  readonly bytes: Uint8Array;
}

/** Larger files slow a run down and have nothing that small ones lack. Bytes. */
const largest = 400_000;

/** Files to be damaged, from folders that may be missing. Truths and lists beside them are left out. */
export function samplesIn(folders: readonly string[]): readonly Sample[] {
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => !/\.(gt\.txt|jsonl|md)$/.test(name))
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).isFile() && statSync(path).size <= largest)
        .map((path) => ({ name: path.slice(folder.length + 1), format: extname(path).slice(1).toLowerCase(), bytes: readFileSync(path) })),
    );
}
