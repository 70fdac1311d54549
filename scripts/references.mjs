// Writes every tsconfig.json from the workspace dependencies in package.json, so that `tsc -b` knows the order.
// `--check` only reports files that are not as they should be.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const folders = [...['apps', 'packages'].flatMap((kind) => readdirSync(join(root, kind)).map((name) => `${kind}/${name}`)), 'test'].filter(
  (folder) => existsSync(join(root, folder, 'package.json')),
);
const manifests = new Map(folders.map((folder) => [folder, JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))]));
const folderOf = new Map([...manifests].map(([folder, manifest]) => [manifest.name, folder]));
const stale = [];

function put(file, value) {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  const path = join(root, file);
  if (existsSync(path) && JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))) === JSON.stringify(value)) return;
  stale.push(file);
  if (!check) writeFileSync(path, text);
}

for (const [folder, manifest] of manifests) {
  const depth = folder
    .split('/')
    .map(() => '..')
    .join('/');
  const needs = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    .map((name) => folderOf.get(name))
    .filter((need) => need !== undefined)
    .sort();
  const noEmit = folder === 'test';
  put(`${folder}/tsconfig.json`, {
    extends: `${depth}/tsconfig.base.json`,
    compilerOptions: noEmit ? { outDir: 'dist', rootDir: '.' } : { outDir: 'dist', rootDir: 'src' },
    include: noEmit ? ['**/*.ts'] : ['src'],
    exclude: ['dist', 'node_modules'],
    references: needs.map((need) => ({ path: `${depth}/${need}` })),
  });
}
put('tsconfig.json', { files: [], references: folders.map((path) => ({ path: `./${path}` })) });
if (check && stale.length > 0) {
  console.error(`stale: ${stale.join(', ')}\nrun: pnpm gen references`);
  process.exit(1);
}
