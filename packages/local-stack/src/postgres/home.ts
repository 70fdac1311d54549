import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { postgresBinaries } from './binaries.js';

/** `nobody` on Linux: Postgres refuses to run as root. */
const nobody = 65534;

/** Where Postgres keeps its programs and data, and as whom it runs. */
export interface PostgresHome {
  /** Folder with `bin`. */
  readonly programs: string;
  readonly data: string;
  readonly logFile: string;
  /** Whether the folder knows nothing of this home: what is in it belongs to a folder that was deleted. */
  readonly isNew: boolean;
  /** Set when this process is root. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * Lays out a home for a server whose state belongs to `dir`. Root's folders are often closed to others, so as root programs and data
 * are put under /var/lib/tributary/<hash of dir>, owned by nobody, and `dir` only points there.
 */
export function postgresHome(dir: string): PostgresHome {
  mkdirSync(dir, { recursive: true });
  const native = postgresBinaries();
  const logFile = join(dir, 'postgres.log');
  if (process.getuid?.() !== 0) return { programs: native, data: join(dir, 'data'), logFile, isNew: false, user: undefined };
  const base = '/var/lib/tributary';
  mkdirSync(base, { recursive: true, mode: 0o755 });
  const programs = join(base, `pgsql-${hash(native + packageVersion(native))}`);
  copyOnce(native, programs);
  const home = join(base, hash(dir));
  mkdirSync(home, { recursive: true, mode: 0o755 });
  chownSync(home, nobody, nobody);
  const pointer = join(dir, 'where');
  const isNew = !existsSync(pointer);
  writeFileSync(pointer, `${home}\n`);
  return { programs, data: join(home, 'data'), logFile, isNew, user: { uid: nobody, gid: nobody } };
}

/** Removes what {@link postgresHome} laid out for `dir`, except the programs, which other folders share. */
export function removePostgresHome(dir: string): void {
  const home = join('/var/lib/tributary', hash(dir));
  rmSync(process.getuid?.() === 0 ? home : join(dir, 'data'), { recursive: true, force: true });
}

function copyOnce(from: string, to: string): void {
  if (existsSync(to)) return;
  // Copied beside and renamed, so that two processes never see half a copy.
  const half = `${to}.${process.pid}`;
  cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, to);
  } catch {
    rmSync(half, { recursive: true, force: true });
  }
}

function packageVersion(native: string): string {
  return readFileSync(join(dirname(native), 'package.json'), 'utf8');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
