import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../support/root.js';

/** The checkout. */
export { root };

/** What a package is for; decides what it may import. */
export type Kind = 'vocabulary' | 'domain' | 'runtime' | 'app' | 'testing';

export interface Package {
  readonly name: string;
  /** Relative to the root, such as `packages/streams`. */
  readonly folder: string;
  readonly kind: Kind;
  /** Module specifiers under which others may import it. */
  readonly entries: ReadonlySet<string>;
}

export interface Module {
  /** Relative to the root. */
  readonly file: string;
  readonly owner: Package;
  readonly isTest: boolean;
  readonly lines: number;
  /** Module specifiers, as written. */
  readonly imports: readonly string[];
}

export function readPackages(): Package[] {
  const folders = ['apps', 'packages'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`));
  return folders.filter((folder) => existsSync(join(root, folder, 'package.json'))).map(readPackage);
}

function readPackage(folder: string): Package {
  const manifest = readJson<{ name: string; exports: Record<string, unknown> }>(join(folder, 'package.json'));
  const [kind] = readJson<{ tags: Kind[] }>(join(folder, 'turbo.json')).tags;
  if (kind === undefined) throw new Error(`${folder}/turbo.json has no tag: is it vocabulary, domain, runtime or app?`);
  const entries = Object.keys(manifest.exports ?? {}).map((entry) => manifest.name + entry.slice(1));
  return { name: manifest.name, folder, kind, entries: new Set(entries) };
}

/** Which kinds each kind may import: the table in turbo.json. */
export function readAllowedKinds(): Record<Kind, readonly Kind[]> {
  const { boundaries } = readJson<{ boundaries: { tags: Record<Kind, { dependencies: { allow: Kind[] } }> } }>('turbo.json');
  return Object.fromEntries(Object.entries(boundaries.tags).map(([kind, { dependencies }]) => [kind, dependencies.allow])) as Record<
    Kind,
    Kind[]
  >;
}

/** Every TypeScript file under a package's `src`, except generated ones. */
export function readModules(owner: Package): Module[] {
  const source = join(root, owner.folder, 'src');
  if (!existsSync(source)) return [];
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes('generated'),
  );
  return names.map((name) => readModule(relative(root, join(source, name)), owner));
}

function readModule(file: string, owner: Package): Module {
  const text = readFileSync(join(root, file), 'utf8');
  // Helpers of tests live in a package or folder of that name, or are tests themselves.
  const isTest = /\.test\.tsx?$|\/testing\/src\/|\/src\/(testing|conformance)\//.test(file);
  return { file, owner, isTest, lines: text.split('\n').length - 1, imports: importsOf(text) };
}

/** Specifiers of `import … from`, `export … from`, `import '…'` and `import('…')`. */
export function importsOf(text: string): string[] {
  const pattern = /(?:^|\n)\s*(?:import|export)\b[^'";]*?\bfrom\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'/g;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as T;
}
