// The files that a user means by some paths.
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { Complaint } from '../bootstrap/steps.mjs';

/** Every file under `paths`, once each and in order, with the name it is submitted under. Hidden files are left out. */
export function findFiles(paths) {
  const files = new Map();
  for (const path of paths) {
    const base = statSync(path).isDirectory() ? path : dirname(path);
    for (const file of walk(path)) files.set(file, { path: file, name: relative(base, file) || basename(file) });
  }
  if (files.size === 0) throw new Complaint(`no files under ${paths.join(', ')}`);
  return [...files.values()];
}

function walk(path) {
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (entry.isDirectory()) return walk(join(path, entry.name));
    return entry.isFile() ? [join(path, entry.name)] : [];
  });
}
